import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { bearerToken, FileStorage, QontoTransport } from '../../src/datasources/qonto/index.js';
import { createGateway } from '../../src/server/gateway.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

/** What comes back for bytes that need not be HTTP. */
async function raw(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (part) => (answer += String(part)));
  socket.write(text);
  await once(socket, 'close');
  return answer;
}

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

it('is alive', async () => {
  const answer = await fetch(`${gateway.url}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
});

it.each([
  ['an unknown path', () => fetch(`${gateway.url}/nothing?token=sesame`), 404],
  ['what is no JSON', () => post('{'), 400],
  [
    'a document of more tokens than anybody writes',
    () => post(JSON.stringify({ query: `{${'a '.repeat(3_000)}}` })),
    400,
  ],
  ['a deep nest', () => post(JSON.stringify({ query: `{a(b:${'['.repeat(50_000)}` })), 400],
  ['a simple request of another site', () => post('{}', { 'content-type': 'text/plain' }), 400],
])('answers %s with JSON', async (_, ask, status) => {
  const answer = await ask();
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch('application/json');
  expect(await answer.text()).not.toContain('Maximum call stack');
});

it.each<[string, () => Promise<Response>, number, string]>([
  ['a malformed address', () => fetch(`${gateway.url}/attachments/%ff/file?canary=1`), 400, 'BAD_REQUEST'],
  [
    'an id of 300 letters',
    () => fetch(`${gateway.url}/attachments/${'canary'.repeat(50)}/file`),
    414,
    'BAD_REQUEST',
  ],
  ['an unknown path', () => fetch(`${gateway.url}/canary`), 404, 'NOT_FOUND'],
  [
    'a method that no route has',
    () => fetch(`${gateway.url}/graphql?canary`, { method: 'PUT' }),
    405,
    'BAD_REQUEST',
  ],
  ['an unknown content type', () => post('<canary/>', { 'content-type': 'text/canary' }), 415, 'BAD_REQUEST'],
  ['what is no JSON', () => post('{"canary'), 400, 'BAD_REQUEST'],
  ['a body that says it is empty', () => post(''), 400, 'BAD_REQUEST'],
])('answers %s in the shape of all errors, repeating nothing', async (_, ask, status, code) => {
  const response = await ask();
  expect(response.status).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body = (await response.json()) as { errors: object[] };
  expect(Object.keys(body)).toEqual(['errors']);
  expect(body.errors).toMatchObject([
    { message: expect.any(String), extensions: { code, retryable: false, effect: 'NONE' } },
  ]);
  expect(JSON.stringify(body)).not.toMatch(/canary|%ff|graphql|FST_/);
});

it('lets nobody keep an answer', async () => {
  const answer = await post(JSON.stringify({ query: '{ organization { slug } }' }));
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

it('does not answer under a foreign name', async () => {
  const body = JSON.stringify({ query: '{ organization { slug } }' });
  const answer = await raw(
    gateway.url,
    `POST /graphql HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  expect(answer).not.toContain('slug');
});

it('stops asking the bank when its caller has hung up', async () => {
  await gateway.control('POST faults', {
    kind: 'latency',
    latencyMs: 600,
    match: { path: '/v2/bank_accounts' },
  });
  await gateway.control('DELETE requests');
  const caller = new AbortController();
  const asked = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ transactions { nodes { id } } }' }),
    signal: caller.signal,
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  caller.abort();
  await expect(asked).rejects.toThrow('aborted');
  // The bank has answered by then, and the gateway would have gone on.
  await new Promise((resolve) => setTimeout(resolve, 800));
  const { requests } = await gateway.control<{ requests: { path: string }[] }>('GET requests');
  expect(requests.map(({ path }) => path)).toEqual(['/v2/bank_accounts']);
});

it('logs nothing of what is no HTTP, and keeps its schema to itself without GraphiQL', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const app = await createGateway({
    transport: new QontoTransport({ origin: gateway.bankUrl }),
    storage: new FileStorage({ hosts: [] }),
    credentialOf: () => bearerToken('demo-token'),
    cursorSecret: 'a secret of the tests',
    graphiql: false,
    logger,
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  expect(await raw(url, 'GET / HTTP/1.1\r\nAuthorization: Bearer SESAME\r\nBad Header\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 /,
  );
  expect(await raw(url, `GET / HTTP/1.1\r\nX: ${'SESAME'.repeat(10_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  );
  const ask = async (query: string) =>
    (await fetch(`${url}/graphql?token=SESAME`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }).then((answer) => answer.json())) as { errors: { message: string }[] };
  expect((await ask('{ __schema { types { name } } }')).errors).toHaveLength(1);
  expect((await ask('{ organisation { slug } }')).errors[0]!.message).not.toContain('organization');
  expect((await fetch(`${url}/graphiql`)).status).toBe(404);
  await app.close();
  const bytes = lines.map(
    (line) => line + Buffer.from((/\[([\d,]+)\]/.exec(line)?.[1] ?? '').split(',').map(Number)).toString(),
  );
  expect(bytes.join('')).not.toContain('SESAME');
});
