import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** What `npm start` runs once it has compiled; `npm test` compiles first as well. */
const program = ['--enable-source-maps', 'dist/main.js'];

const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, program, {
    env: { PATH: process.env['PATH'], PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'silent', ...environment },
  });
  started.push(child);
  let output = '';
  const heard = (part: Buffer) => (output += String(part));
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  return {
    exit: once(child, 'exit').then(([code]) => ({ code: code as number | null, output })),
    stop: () => child.kill('SIGTERM'),
    async greeting() {
      while (!output.includes('\n')) await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      return output;
    },
  };
}

it('says where GraphiQL is and that it plays with a simulator, answers, and ends cleanly when asked to', async () => {
  const gateway = start({});
  const greeting = await gateway.greeting();
  expect(greeting).toMatch(
    /^GraphiQL is at (http:\/\/127\.0\.0\.1:\d+)\/graphiql, in front of the SIMULATOR of the bank/,
  );
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting)!;
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ transactions(first: 2) { totalCount nodes { id } } }' }),
  });
  const { data } = (await answer.json()) as {
    data: { transactions: { totalCount: number; nodes: object[] } };
  };
  expect(data.transactions.nodes).toHaveLength(2);
  expect(data.transactions.totalCount).toBeGreaterThan(2_000);
  gateway.stop();
  expect((await gateway.exit).code).toBe(0);
});

it.each([
  [{ PORT: 'http' }, 'PORT is not a port number.'],
  [{ QONTO_SECRET_KEY: 'sesame' }, 'QONTO_ORGANIZATION_SLUG is missing'],
])('does not start with %j, and says why', async (environment, sentence) => {
  const { code, output } = await start(environment).exit;
  expect(code).toBe(1);
  expect(output).toContain(sentence);
  expect(output).not.toContain('sesame');
});

it('names the variable when another program has the port', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { code, output } = await start({ PORT: String(port) }).exit;
  other.close();
  expect(code).toBe(1);
  expect(output).toBe('PORT: another program listens on that port; choose another one.\n');
});
