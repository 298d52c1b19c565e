import { createHash } from 'node:crypto';
import { bearerToken, FileStorage, QontoTransport } from '../../src/datasources/qonto/index.js';
import { createLogger } from '../../src/log.js';
import { Doorkeeper } from '../../src/server/auth.js';
import { createGateway } from '../../src/server/gateway.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

type Line = Readonly<Record<string, unknown>>;

const lines: Line[] = [];
const logger = createLogger('trace', {
  write: (text) => {
    const { time, pid, hostname, level, ...line } = JSON.parse(text) as Record<string, unknown>;
    void [time, pid, hostname, level];
    lines.push(line);
  },
});

let bank: TestGateway;
let app: Awaited<ReturnType<typeof createGateway>>;
let url: string;
beforeAll(async () => {
  bank = await startGateway();
  app = await createGateway({
    transport: new QontoTransport({ origin: bank.bankUrl, logger }),
    storage: new FileStorage({ hosts: [] }),
    credentialOf: () => bearerToken('demo-token'),
    cursorSecret: 'a secret of the tests',
    graphiql: true,
    logger,
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await bank.close();
});
beforeEach(() => (lines.length = 0));

const ask = async (query: string, headers = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

/** The caller has its answer a moment before the line about it is written. */
async function linesOf(act: () => Promise<unknown>): Promise<readonly Line[]> {
  await act();
  while (lines.at(-1)?.['msg'] !== 'request answered') await new Promise((resolve) => setImmediate(resolve));
  return lines;
}

const figure = expect.any(Number) as number;
const request = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;

it('an operation is one line per request to the bank, one for itself, and one for HTTP, all of one name', async () => {
  const told = await linesOf(() => ask('query Names { labels { nodes { name } } organization { name } }'));
  const call = { request, outcome: 'Answer', status: 200, attempt: 1, waitedMs: figure, durationMs: figure };
  expect(told).toHaveLength(4);
  expect(told).toEqual(
    expect.arrayContaining([
      { msg: 'request to the bank', call: 'GET /v2/labels', ...call },
      { msg: 'request to the bank', call: 'GET /v2/organization', ...call },
      {
        msg: 'operation answered',
        request,
        operation: 'Names',
        kind: 'query',
        outcome: 'OK',
        status: 200,
        durationMs: figure,
        requests: 2,
        deduplicated: 0,
        retries: 0,
        errors: 0,
        codes: [],
      },
      { msg: 'request answered', request, call: 'POST /graphql', status: 200, durationMs: figure },
    ]),
  );
  expect(new Set(told.map((line) => line['request'])).size).toBe(1);
});

it('an operation that fails tells the codes that its caller got', async () => {
  await bank.control('POST faults', {
    match: { path: '/v2/labels' },
    kind: 'status',
    status: 503,
    times: null,
  });
  const told = await linesOf(() => ask('{ labels { nodes { name } } organization { name } }'));
  await bank.control('DELETE faults');
  expect(told).toContainEqual(
    expect.objectContaining({
      msg: 'operation answered',
      kind: 'query',
      outcome: 'PARTIAL',
      status: 200,
      retries: 2,
      errors: 1,
      codes: ['UPSTREAM_UNAVAILABLE'],
    }),
  );
});

it('a name that could be more than a name is left out', async () => {
  const told = await linesOf(() => ask('query FR7610278060310001029380112 { __typename }'));
  expect(told[0]).not.toHaveProperty('operation');
});

it('a file is told by the template of its route, and an unknown path not at all', async () => {
  const path = '/attachments/FR7610278060310001029380112/file?note=Zebulon';
  expect(await linesOf(() => fetch(`${url}${path}`))).toContainEqual({
    msg: 'request answered',
    request,
    call: 'GET /attachments/{id}/file',
    status: 404,
    durationMs: figure,
  });
  lines.length = 0;
  expect(await linesOf(() => fetch(`${url}/Zebulon`))).toEqual([
    { msg: 'request answered', request, call: 'GET /{unknown}', status: 404, durationMs: figure },
  ]);
});

it.each(['0af76519-16cd-43dd-8448-eb211c80319c', '0af7651916cd43dd8448eb211c80319c'])(
  'the name %s that a caller gave its request is in every line and comes back',
  async (name) => {
    const told = await linesOf(async () => {
      const answer = await ask('{ organization { name } }', { 'x-request-id': name });
      expect(answer.headers.get('x-request-id')).toBe(name);
    });
    expect(told.map((line) => line['request'])).toEqual([name, name, name]);
  },
);

it.each(['Zebulon', '3141592653589793', 'FR7610278060310001029380112', 'a'.repeat(65)])(
  'the name %s, which might tell something, is replaced',
  async (name) => {
    const told = await linesOf(async () => {
      const answer = await ask('{ __typename }', { 'x-request-id': name });
      expect(answer.headers.get('x-request-id')).toEqual(request);
    });
    expect(JSON.stringify(told)).not.toContain(name);
  },
);

it('an operation that could not be parsed has no type, and the status that its caller got', async () => {
  const told = await linesOf(() => ask('query {'));
  expect(told).toContainEqual({
    msg: 'operation answered',
    request,
    outcome: 'FAILED',
    status: 400,
    durationMs: figure,
    requests: 0,
    deduplicated: 0,
    retries: 0,
    errors: 1,
    codes: ['GRAPHQL_PARSE_FAILED'],
  });
});

it('the line of an operation names the caller whose key it came with, and never the key', async () => {
  const key = 'a key of the tests, which is secret';
  const sha256 = createHash('sha256').update(key).digest();
  const keys = [{ name: 'ci-1', roles: new Set(['read'] as const), sha256 }];
  const known = await createGateway({
    transport: new QontoTransport({ origin: bank.bankUrl, logger }),
    doorkeeper: new Doorkeeper(keys),
    storage: new FileStorage({ hosts: [] }),
    credentialOf: () => bearerToken('demo-token'),
    cursorSecret: 'a secret of the tests',
    graphiql: true,
    logger,
  });
  const address = await known.listen({ port: 0, host: '127.0.0.1' });
  const told = await linesOf(() =>
    fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': key },
      body: JSON.stringify({ query: '{ __typename }' }),
    }),
  );
  await known.close();
  expect(told).toContainEqual(expect.objectContaining({ msg: 'operation answered', caller: 'ci-1' }));
  expect(JSON.stringify(told)).not.toContain(key);
});
