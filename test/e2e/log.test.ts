import { bearerToken, FileStorage, QontoTransport } from '../../src/datasources/qonto/index.js';
import { createLogger } from '../../src/log.js';
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

const ask = async (query: string, variables = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  }).then((answer) => answer.text());

/** The caller has its answer a moment before the line about it is written. */
async function linesOf(act: () => Promise<unknown>): Promise<readonly Line[]> {
  await act();
  while (lines.at(-1)?.['msg'] !== 'request answered') await new Promise((resolve) => setImmediate(resolve));
  return lines;
}

const figure = expect.any(Number) as number;
const request = expect.stringMatching(/^req-[a-z0-9]+$/) as string;

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
