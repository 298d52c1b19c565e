import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Collector } from '../support/collector.js';

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
    environment,
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
  [{ HOST: '0.0.0.0' }, 'GATEWAY_API_KEYS'],
  [{ HOST: '0.0.0.0', QONTO_ACCESS_TOKEN: 'sesame' }, 'GATEWAY_API_KEYS'],
  [
    { TRUSTED_DOCUMENTS: 'only', TRUSTED_DOCUMENTS_FILE: '/nowhere/sesame.json' },
    'TRUSTED_DOCUMENTS_FILE cannot be read',
  ],
])('does not start with %j, and says why', async (environment, sentence) => {
  const { code, output } = await start(environment).exit;
  expect(code).toBe(1);
  expect(output).toContain(sentence);
  expect(output).not.toContain('sesame');
});

it('listens to everybody once it knows its callers', async () => {
  const key = 'qgw_the-key-of-a-process';
  const sha256 = createHash('sha256').update(key).digest('hex');
  const gateway = start({
    HOST: '0.0.0.0',
    GATEWAY_API_KEYS: `process:read:${sha256}`,
    NODE_ENV: 'production',
    SHUTDOWN_DELAY_MS: '0',
  });
  const [, port] = /:(\d+)\/graphql, in front of/.exec(await gateway.greeting())!;
  const ask = async (headers: Record<string, string>) => {
    const body = JSON.stringify({ query: '{ organization { slug } }' });
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
    return (await fetch(`http://127.0.0.1:${port}/graphql`, init)).status;
  };
  expect([await ask({}), await ask({ 'x-api-key': key })]).toEqual([401, 200]);
  gateway.stop();
  const { code, output } = await gateway.exit;
  expect(code).toBe(0);
  expect(output).not.toContain(key);
});

it('says when every program on the machine may use it', async () => {
  const gateway = start({ QONTO_ACCESS_TOKEN: 'sesame' });
  expect(await gateway.greeting()).toMatch(
    /Every program on this machine may use it: GATEWAY_API_KEYS is not set\.\n$/,
  );
  gateway.stop();
  await gateway.exit;
});

it.each(['PORT', 'METRICS_PORT'])('names %s when another program has that port', async (variable) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { code, output } = await start({ [variable]: String(port) }).exit;
  other.close();
  expect(code).toBe(1);
  expect(output).toBe(`${variable}: another program listens on that port; choose another one.\n`);
});

it('serves metrics on their own port, and hands over its traces before it ends', async () => {
  const collector = new Collector();
  const gateway = start({
    METRICS_PORT: String(await freePort()),
    OTEL_EXPORTER_OTLP_ENDPOINT: await collector.open(),
  });
  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(await gateway.greeting())!;
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'query Company { labels { nodes { name } } }' }),
  });
  const metrics = await (
    await fetch(`http://127.0.0.1:${gateway.environment['METRICS_PORT']}/metrics`)
  ).text();
  expect(metrics).toContain('qonto_request_duration_seconds_count{call="GET /v2/labels",status="200"} 1');
  expect(metrics).toContain('{operation="Company",type="query",outcome="OK"} 1');
  gateway.stop();
  expect((await gateway.exit).code).toBe(0);
  expect(collector.spans().map(({ name }) => name)).toEqual(['GET /v2/labels', 'query']);
  await collector.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
