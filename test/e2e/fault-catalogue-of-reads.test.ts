import { FaultyBank } from '../support/faulty-bank.js';
import type { TestGateway } from '../support/gateway.js';

let bank: FaultyBank;
let gateway: TestGateway;
beforeAll(async () => {
  bank = await FaultyBank.start();
});
beforeEach(async () => {
  gateway = await bank.gateway();
});
afterEach(async () => {
  await gateway.control('DELETE faults');
  await gateway.close();
});
afterAll(() => bank.close());

const question = '{ labels { nodes { name } } }';
const list = 'GET /v2/labels';

interface Labels {
  labels: { nodes: object[] } | null;
}

/** What a client sees: the names of all labels, or one error at the field. */
interface Seen {
  readonly code?: string;
  readonly reason?: string;
  readonly retryable?: boolean;
  readonly effect?: string;
  readonly retryAfterSeconds?: number;
}

interface Row {
  readonly fault: string;
  readonly rule: object;
  /** How many requests it strikes; all by default. */
  readonly times?: number;
  /** Absent: the client sees nothing of it. */
  readonly seen?: Seen;
  readonly requests: number;
}

const passing = (reason: string): Seen => ({
  code: 'UPSTREAM_UNAVAILABLE',
  reason,
  retryable: true,
  effect: 'NONE',
});
const lasting = (code: string, reason: string): Seen => ({ code, reason, retryable: false, effect: 'NONE' });
const limited = (retryAfterSeconds: number): Seen => ({
  code: 'RATE_LIMITED',
  retryable: true,
  effect: 'NONE',
  retryAfterSeconds,
});

const rows: Row[] = [
  { fault: 'one connection reset before the headers', rule: { kind: 'drop' }, times: 1, requests: 2 },
  {
    fault: 'connections reset before the headers',
    rule: { kind: 'drop' },
    seen: passing('RESET'),
    requests: 3,
  },
  { fault: 'one connection reset within the body', rule: { kind: 'truncate' }, times: 1, requests: 2 },
  {
    fault: 'connections reset within the body',
    rule: { kind: 'truncate' },
    seen: passing('RESET'),
    requests: 3,
  },
  { fault: 'one answer that is late', rule: { kind: 'latency', latencyMs: 600 }, times: 1, requests: 2 },
  {
    fault: 'answers that are late',
    rule: { kind: 'latency', latencyMs: 600 },
    seen: passing('TIMEOUT'),
    requests: 3,
  },
  {
    fault: 'a rate limit that says when to come back',
    rule: { kind: 'tooManyRequests', retryAfterSeconds: 2 },
    times: 1,
    requests: 2,
  },
  {
    fault: 'a rate limit that ends after the operation',
    rule: { kind: 'tooManyRequests', retryAfterSeconds: 60 },
    seen: limited(60),
    requests: 1,
  },
  {
    fault: 'one rate limit without a word',
    rule: { kind: 'tooManyRequests', body: false },
    times: 1,
    requests: 2,
  },
  {
    fault: 'rate limits without a word',
    rule: { kind: 'tooManyRequests', body: false },
    seen: limited(1),
    requests: 3,
  },
  ...[500, 502, 503, 504].map((status) => ({
    fault: `one ${status}`,
    rule: { kind: 'status', status },
    times: 1,
    requests: 2,
  })),
  {
    fault: 'a 503 at every try',
    rule: { kind: 'status', status: 503 },
    seen: passing('SERVER_ERROR'),
    requests: 3,
  },
  {
    fault: 'a 501, which will not pass',
    rule: { kind: 'status', status: 501 },
    seen: lasting('UPSTREAM_UNAVAILABLE', 'SERVER_ERROR'),
    requests: 1,
  },
  {
    fault: 'one body that is half a JSON',
    rule: { kind: 'body', text: '{"labels": [' },
    times: 1,
    requests: 2,
  },
  {
    fault: 'bodies that are half a JSON',
    rule: { kind: 'body', text: '{"labels": [' },
    seen: passing('JSON_BROKEN'),
    requests: 3,
  },
  { fault: 'an empty body', rule: { kind: 'body', text: '' }, seen: passing('BODY_MISSING'), requests: 3 },
  {
    fault: 'a content type that is no JSON',
    rule: { kind: 'body', text: 'labels', contentType: 'text/csv' },
    seen: lasting('UPSTREAM_CONTRACT', 'WRONG_TYPE'),
    requests: 1,
  },
  {
    fault: 'an answer above the cap',
    rule: { kind: 'body', text: JSON.stringify('x'.repeat(100_000)) },
    seen: lasting('UPSTREAM_CONTRACT', 'TOO_LARGE'),
    requests: 1,
  },
  {
    fault: 'the login page of the sandbox',
    rule: { kind: 'html' },
    seen: lasting('UPSTREAM_UNAVAILABLE', 'LOGIN_PAGE'),
    requests: 1,
  },
  {
    fault: 'the way to the login page of the sandbox',
    rule: { kind: 'html', status: 302 },
    seen: lasting('UPSTREAM_UNAVAILABLE', 'LOGIN_PAGE'),
    requests: 1,
  },
  {
    fault: 'a route that the gateway of the bank does not know',
    rule: { kind: 'plainNotFound' },
    seen: lasting('UPSTREAM_UNAVAILABLE', 'ROUTE_UNKNOWN'),
    requests: 1,
  },
  {
    fault: 'an optional field that is missing',
    rule: { kind: 'missingField', field: 'parent_id' },
    requests: 1,
  },
  {
    fault: 'a list that is missing',
    rule: { kind: 'missingField', field: 'labels' },
    seen: { code: 'UPSTREAM_CONTRACT', retryable: false, effect: 'NONE' },
    requests: 1,
  },
];

const isHidden = ({ seen }: Row): boolean => seen === undefined;

it.each(rows.filter(isHidden))('$fault costs a request and no data (requests: $requests)', async (row) => {
  await strike(row);
  const { data, errors } = await gateway.ask<Labels>(question);
  expect([data.labels!.nodes.length, errors]).toEqual([15, []]);
  expect(await requestsOf(row.requests)).toEqual(Array(row.requests).fill(list));
});

it.each(rows.filter((row) => !isHidden(row)))(
  '$fault cost the field and nothing else (requests: $requests)',
  async ({ seen, requests, ...row }) => {
    await strike(row);
    const { status, data, errors } = await gateway.ask<Labels>(question);
    expect([status, data]).toEqual([200, { labels: null }]);
    expect(errors.map(({ path }) => path)).toEqual([['labels']]);
    expect(errors[0]!.extensions).toMatchObject(seen!);
    expect(errors[0]!.extensions['reason']).toBe(seen!.reason);
    expect(await requestsOf(requests)).toEqual(Array(requests).fill(list));

    await gateway.control('DELETE faults');
    bank.passTime(1_000 * (seen!.retryAfterSeconds ?? 0));
    expect((await gateway.ask<Labels>(question)).data.labels!.nodes).toHaveLength(15);
  },
);

const strike = ({ rule, times }: Pick<Row, 'rule' | 'times'>) =>
  gateway.control('POST faults', { ...rule, match: { path: '/v2/labels' }, times: times ?? null });

it('no connection: nothing reaches the bank, and the next call does', async () => {
  await bank.unplug();
  const { errors, extensions, calls } = await gateway.ask(question);
  expect(errors[0]!.extensions).toMatchObject(passing('UNREACHABLE'));
  expect([extensions.qonto, calls]).toMatchObject([{ requests: 3, deduplicated: 0, retries: 2 }, []]);
  await bank.plug();
  expect((await gateway.ask(question)).errors).toEqual([]);
});

it('a rate limit holds for everybody, and nothing is sent until it is over', async () => {
  await gateway.control('POST faults', { kind: 'tooManyRequests', retryAfterSeconds: 60 });
  await gateway.ask(question);
  const { errors, calls } = await gateway.ask(question);
  expect(errors[0]!.extensions).toMatchObject({ ...limited(60), reason: 'UPSTREAM_BUDGET' });
  expect(calls).toEqual([]);
  bank.passTime(60_000);
  expect((await gateway.ask(question)).errors).toEqual([]);
});

it('a bank that fails most of the time is left alone, and asked once before all ask again', async () => {
  await gateway.control('POST faults', { kind: 'status', status: 501, times: null });
  for (let failed = 0; failed < 20; failed++) await gateway.ask(question);
  const open = await gateway.ask(question);
  expect(open.errors[0]!.extensions).toMatchObject({ ...passing('CIRCUIT_OPEN'), retryAfterSeconds: 5 });
  expect(open.calls).toEqual([]);
  bank.passTime(5_000);
  expect((await gateway.ask(question)).calls).toHaveLength(1);
  expect((await gateway.ask(question)).errors[0]!.extensions).toMatchObject({ retryAfterSeconds: 10 });
  await gateway.control('DELETE faults');
  bank.passTime(10_000);
  const both = await Promise.all([gateway.ask(question), gateway.ask(question)]);
  expect(both.flatMap(({ errors }) => errors).length).toBeLessThanOrEqual(1);
  expect((await gateway.ask(question)).errors).toEqual([]);
});

it.each([
  ['an unknown token', 'Bearer unknown', { code: 'UNAUTHENTICATED', reason: 'TOKEN_INVALID' }],
  ['an unknown API key', 'nobody:secret', { code: 'UNAUTHENTICATED' }],
  [
    'a token without the scope',
    'Bearer narrow',
    { code: 'FORBIDDEN', reason: 'SCOPE', missingScope: 'organization.read' },
  ],
])('%s: one request, which is not repeated', async (_, authorization, seen) => {
  await gateway.control('POST credentials', { authorization: 'Bearer narrow', scopes: ['client.read'] });
  const { errors, calls } = await gateway.ask('{ organization { slug } }', {}, { authorization });
  expect(errors[0]!.extensions).toMatchObject({ ...seen, retryable: false, effect: 'NONE' });
  expect(calls).toEqual(['GET /v2/organization']);
  expect((await gateway.ask(question)).errors).toEqual([]);
});

it('a token that is refused three times in a row is asked about no more, and others are not kept out', async () => {
  const authorization = 'Bearer dead';
  for (let tries = 0; tries < 3; tries++) await gateway.ask(question, {}, { authorization });
  const { errors, calls } = await gateway.ask(question, {}, { authorization });
  expect(errors[0]!.extensions).toMatchObject({
    ...lasting('UNAUTHENTICATED', 'CREDENTIAL_QUARANTINED'),
    retryAfterSeconds: 300,
  });
  expect(calls).toEqual([]);
  expect((await gateway.ask(question)).errors).toEqual([]);
});

it('an API key where OAuth is wanted: one request, and the key stays good', async () => {
  const headers = { authorization: 'demo-organization:demo-secret' };
  const { errors, calls } = await gateway.ask('{ eInvoicingSettings { sendingStatus } }', {}, headers);
  expect(errors[0]!.extensions).toMatchObject(lasting('FORBIDDEN', 'OAUTH_REQUIRED'));
  expect(calls).toEqual(['GET /v2/einvoicing/settings']);
  expect((await gateway.ask(question, {}, headers)).errors).toEqual([]);
});

it('an id that is not there is null, and no error', async () => {
  const id = '019d0000-0000-7000-8000-000000000000';
  const { data, errors, calls } = await gateway.ask('query ($id: ID!) { label(id: $id) { name } }', { id });
  expect([data, errors]).toEqual([{ label: null }, []]);
  expect(calls).toEqual([`GET /v2/labels/${id}`]);
});

it('a caller who hangs up ends its reads: what was on its way is not repeated', async () => {
  await gateway.ask(question);
  await gateway.control('DELETE requests');
  const caller = new AbortController();
  for (const rule of [{ kind: 'latency', latencyMs: 200 }, { kind: 'drop' }])
    await gateway.control('POST faults', { ...rule, match: { path: '/v2/labels' } });
  const hungUp = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: question }),
    signal: caller.signal,
  }).catch((error: Error) => error.name);
  const struck = async () =>
    (await gateway.control<{ faults: { struck: number }[] }>('GET faults')).faults[0]!.struck;
  while ((await struck()) === 0);
  caller.abort();
  expect(await hungUp).toBe('AbortError');
  expect(await requestsOf(1)).toEqual([list]);
  // Closing waits for all that is at work.
  await gateway.close();
  expect(await requestsOf(1)).toEqual([list]);
  gateway = await bank.gateway();
});

/** The requests that the bank has seen since the last question; it writes them down when it has answered. */
async function requestsOf(count: number): Promise<string[]> {
  for (;;) {
    const { requests } = await gateway.control<{ requests: { method: string; path: string }[] }>(
      'GET requests',
    );
    if (requests.length >= count) return requests.map(({ method, path }) => `${method} ${path}`);
  }
}
