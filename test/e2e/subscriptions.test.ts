import { EventStream, type StreamEvent } from '../support/event-stream.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { sendWebhook, webhookBody, webhookSecret as secret } from '../support/webhook.js';

let gateway: TestGateway;
let streams: EventStream[];
beforeAll(async () => {
  gateway = await startGateway({}, {}, { live: { webhook: { secrets: [secret] } } });
  await gateway.control('POST webhooks', { url: `${gateway.url}/webhooks/qonto`, secret });
});
beforeEach(() => {
  streams = [];
});
afterEach(() => streams.forEach((stream) => stream.close()));
afterAll(() => gateway.close());

async function open(
  query: string,
  { variables = {}, headers = {} }: { variables?: object; headers?: Record<string, string> } = {},
): Promise<EventStream> {
  await gateway.control('DELETE requests');
  const stream = await EventStream.open(gateway.url, query, variables, headers);
  streams.push(stream);
  return stream;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly headers: Record<string, string>;
}

async function requests(): Promise<readonly Request[]> {
  return (await gateway.control<{ requests: Request[] }>('GET requests')).requests;
}

async function calls(): Promise<readonly string[]> {
  return (await requests()).map(
    ({ method, path, query }) => `${method} ${path}${query && `?${decodeURIComponent(query)}`}`,
  );
}

async function insert(fields: object = {}): Promise<string> {
  return (await gateway.control<{ id: string }>('POST insert', { resource: 'transactions', ...fields })).id;
}

const dataOf = ({ result }: StreamEvent) => result?.data;
const codesOf = ({ result }: StreamEvent) => result?.errors?.map(({ extensions }) => extensions?.['code']);

it('tells what changed, each change for one request under the credential of its reader', async () => {
  const authorization = 'Bearer a-reader-of-its-own';
  await gateway.control('POST credentials', { authorization });
  const stream = await open('subscription { transactionChanged { id label attachments { fileName } } }', {
    headers: { authorization },
  });
  expect(stream.answer.statusCode).toBe(200);
  expect(stream.answer.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  const id = await insert({ label: 'Café du Port' });
  const [event] = await stream.first(1);
  expect(event).toMatchObject({
    event: 'next',
    result: {
      data: { transactionChanged: { id, label: 'Café du Port', attachments: [] } },
      extensions: { qonto: { requests: 1, deduplicated: 0, retries: 0 } },
    },
  });
  expect(await calls()).toEqual([
    'GET /v2/organization',
    `GET /v2/transactions/${id}?includes[]=attachments`,
  ]);
  for (const { headers } of await requests()) expect(headers['authorization']).toBe(authorization);
});

it('reads everything anew for every change', async () => {
  const id = await insert({ note: 'first' });
  const stream = await open('subscription { transactionChanged { id bankAccount { name } } }');
  await gateway.control('POST touch', { resource: 'transactions', id });
  await stream.first(1);
  await gateway.control('POST touch', { resource: 'transactions', id });
  await stream.first(2);
  const read = [`GET /v2/transactions/${id}`, expect.stringMatching(/^GET \/v2\/bank_accounts/)];
  expect(await calls()).toEqual(['GET /v2/organization', ...read, ...read]);
});

it('tells of one account when one is named', async () => {
  const { data } = await gateway.ask<{ bankAccounts: { nodes: { id: string; isMain: boolean }[] } }>(
    '{ bankAccounts { nodes { id isMain } } }',
  );
  const main = data.bankAccounts.nodes.find(({ isMain }) => isMain)!;
  const other = data.bankAccounts.nodes.find(({ isMain }) => !isMain)!;
  const stream = await open('subscription ($id: ID!) { transactionChanged(bankAccountId: $id) { id } }', {
    variables: { id: main.id },
  });
  await insert({ bank_account_id: other.id });
  const id = await insert({ bank_account_id: main.id });
  expect((await stream.first(1)).map(dataOf)).toEqual([{ transactionChanged: { id } }]);
});

it('follows an invoice from its draft to its payment, and no other one', async () => {
  const invoice = await gateway.control<{ id: string }>('POST insert', {
    resource: 'client_invoices',
    status: 'draft',
    number: null,
    finalized_at: null,
  });
  const other = await gateway.control<{ id: string }>('POST insert', { resource: 'client_invoices' });
  const stream = await open('subscription ($id: ID) { clientInvoiceChanged(id: $id) { id status } }', {
    variables: { id: invoice.id },
  });
  const statuses = () => stream.events.map(({ result }) => result?.data?.['clientInvoiceChanged']);
  await gateway.control('POST touch', { resource: 'client_invoices', id: other.id });
  for (const [mutation, status] of [
    ['finalizeInvoice', 'UNPAID'],
    ['markInvoiceAsPaid', 'PAID'],
  ] as const) {
    const { errors } = await gateway.ask(
      `mutation { ${mutation}(input: { id: "${invoice.id}" }) { clientInvoice { id } } }`,
    );
    expect(errors).toEqual([]);
    await stream.until(() => statuses().some((told) => (told as { status: string }).status === status));
  }
  for (const told of statuses()) expect(told).toMatchObject({ id: invoice.id });
});

it('tells nobody of another organisation', async () => {
  const stream = await open('subscription { transactionChanged { id } }');
  const id = await insert();
  await stream.first(1);
  const foreign = webhookBody({ organizationId: 'another organisation', objectId: id });
  expect((await sendWebhook(gateway.url, foreign)).status).toBe(204);
  const next = await insert();
  expect((await stream.first(2)).map(dataOf)).toEqual([
    { transactionChanged: { id } },
    { transactionChanged: { id: next } },
  ]);
  expect(await calls()).toHaveLength(3);
});

it('tells a change once, however often the bank tells it', async () => {
  const stream = await open('subscription { transactionChanged { id } }');
  const id = await insert();
  await stream.first(1);
  const { deliveries } = await gateway.control<{ deliveries: { event_id: string }[] }>('GET webhooks');
  await gateway.control('POST webhooks/repeat', { eventId: deliveries.at(-1)!.event_id });
  const next = await insert();
  expect((await stream.first(2)).map(dataOf)).toEqual([
    { transactionChanged: { id } },
    { transactionChanged: { id: next } },
  ]);
});

it('does not send what its reader may not see', async () => {
  const authorization = 'Bearer an-employee';
  await gateway.control('POST credentials', { authorization, role: 'employee' });
  const everything = await open('subscription { transactionChanged { id } }');
  const nothing = await open('subscription { transactionChanged { id } }', { headers: { authorization } });
  await insert();
  await everything.first(1);
  while (!(await requests()).some(({ status }) => status === 403)) await new Promise(setImmediate);
  await insert();
  await everything.first(2);
  while ((await requests()).filter(({ status }) => status === 403).length < 2)
    await new Promise(setImmediate);
  expect(nothing.events).toEqual([]);
});

it('sends nothing of an object that is gone', async () => {
  const stream = await open('subscription { transactionChanged { id } }');
  const id = await insert();
  await stream.first(1);
  const { organizationId } = await own();
  await sendWebhook(gateway.url, webhookBody({ organizationId, objectId: 'gone' }));
  const next = await insert();
  expect((await stream.first(2)).map(dataOf)).toEqual([
    { transactionChanged: { id } },
    { transactionChanged: { id: next } },
  ]);
});

it('tells a failed read as an error, and goes on', async () => {
  const stream = await open('subscription { transactionChanged { id } }');
  await gateway.control('POST faults', {
    kind: 'missingField',
    field: 'amount_cents',
    match: { path: '/v2/transactions/*' },
  });
  await gateway.control('POST faults', {
    kind: 'status',
    status: 400,
    match: { path: '/v2/transactions/*' },
  });
  await insert();
  await stream.first(1);
  const id = await insert();
  const [failed, read] = await stream.first(2);
  expect(codesOf(failed!)).toHaveLength(1);
  expect(failed!.result?.data).toEqual({ transactionChanged: null });
  expect(dataOf(read!)).toEqual({ transactionChanged: { id } });
  await gateway.control('DELETE faults');
});

it('ends when the credential of its reader does', async () => {
  const authorization = 'Bearer dead-in-a-minute';
  await gateway.control('POST credentials', { authorization, expiresInSeconds: 60 });
  const stream = await open('subscription { transactionChanged { id } }', { headers: { authorization } });
  await gateway.control('POST clock', { advanceSeconds: 61 });
  await insert();
  const [last, end] = await stream.all();
  expect(codesOf(last!)).toEqual(['UNAUTHENTICATED']);
  expect(end).toEqual({ event: 'complete', result: undefined });
});

describe('on the stream', () => {
  it.each([
    ['a query', '{ organization { id } }', 'BAD_USER_INPUT', 'Queries and mutations are served at /graphql.'],
    [
      'a mutation',
      'mutation { cancelTransfer(input: { id: "a" }) { transfer { id } } }',
      'BAD_USER_INPUT',
      'Queries and mutations are served at /graphql.',
    ],
    ['nonsense', 'subscription {', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
    [
      'an unknown field',
      'subscription { clientChanged { id } }',
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query',
    ],
    [
      'two at once',
      'subscription { transactionChanged { id } clientInvoiceChanged { id } }',
      'GRAPHQL_VALIDATION_FAILED',
      'must select only one top level field',
    ],
    [
      'a value of the wrong kind',
      'subscription { transactionChanged(bankAccountId: {}) { id } }',
      'BAD_USER_INPUT',
      '`bankAccountId` expects an id',
    ],
    [
      'a missing variable',
      'subscription ($id: ID!) { clientInvoiceChanged(id: $id) { id } }',
      'BAD_USER_INPUT',
      '$id',
    ],
  ])(
    'refuses %s with an event, before anything is asked of the bank',
    async (_what, query, code, message) => {
      const stream = await open(query);
      const [refusal, end] = await stream.all();
      expect(codesOf(refusal!)).toEqual([code]);
      expect(refusal!.result?.errors?.[0]?.message).toContain(message);
      expect(end!.event).toBe('complete');
      expect(await calls()).toEqual([]);
    },
  );

  it.each([
    [406, { accept: 'application/json' }, '{}'],
    [406, { accept: '' }, '{}'],
    [415, { 'content-type': 'text/csv' }, '{}'],
    [400, { 'content-type': 'text/plain' }, '{}'],
    [400, {}, 'subscription'],
    [400, {}, '[]'],
    [400, {}, '{"query": 5}'],
    [400, {}, '{"query": "subscription { transactionChanged { id } }", "variables": "{}"}'],
    [401, { authorization: 'Bearer with\ttab' }, '{"query": "subscription { transactionChanged { id } }"}'],
  ])('answers %d to %j %s', async (status, headers, body) => {
    await gateway.control('DELETE requests');
    const answer = await fetch(`${gateway.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body,
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toHaveProperty('errors.0.extensions.code');
    expect(await calls()).toEqual([]);
  });

  it('refuses a credential that the bank does not take, with an event', async () => {
    const stream = await open('subscription { transactionChanged { id } }', {
      headers: { authorization: 'Bearer unknown' },
    });
    const [refusal] = await stream.all();
    expect(codesOf(refusal!)).toEqual(['UNAUTHENTICATED']);
  });

  it('lets a caller have ten at a time, and another one when one of them is over', async () => {
    const headers = { authorization: 'Bearer ten-at-a-time' };
    await gateway.control('POST credentials', headers);
    const query = 'subscription { transactionChanged { id } }';
    const ten = await Promise.all(Array.from({ length: 10 }, () => open(query, { headers })));
    const refused = await open(query, { headers });
    expect(refused.answer.statusCode).toBe(503);
    expect(refused.answer.headers['retry-after']).toBe('5');
    const other = await open(query);
    expect(other.answer.statusCode).toBe(200);
    ten[0]!.close();
    for (;;) {
      const again = await open(query, { headers });
      if (again.answer.statusCode === 200) break;
    }
  });
});

it('refuses a subscription at /graphql, and names the path', async () => {
  const { status, errors, calls: asked } = await gateway.ask('subscription { transactionChanged { id } }');
  expect(status).toBe(400);
  expect(errors).toMatchObject([
    {
      message: 'Subscriptions are served at POST /graphql/stream, as server-sent events.',
      extensions: { code: 'BAD_USER_INPUT', reason: 'OTHER_PATH' },
    },
  ]);
  expect(asked).toEqual([]);
});

async function own(): Promise<{ organizationId: string }> {
  const { data } = await gateway.ask<{ organization: { id: string } }>('{ organization { id } }');
  return { organizationId: data.organization.id };
}

describe.each(['/graphql', '/graphql/stream'])('a subscription that may be left out, at %s', (path) => {
  it.each([
    ['($v: Boolean!) { transactionChanged @skip(if: $v) { __typename } }'],
    ['{ transactionChanged @skip(if: true) { __typename } }'],
    ['{ transactionChanged @include(if: false) { __typename } }'],
    ['{ ... @skip(if: true) { transactionChanged { __typename } } }'],
    ['{ ...F } fragment F on Subscription { transactionChanged @skip(if: true) { __typename } }'],
  ])('is refused before anything is sent: %s', async (rest) => {
    await gateway.control('DELETE requests');
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: path === '/graphql' ? 'application/json' : 'text/event-stream',
      },
      body: JSON.stringify({ query: `subscription ${rest}`, variables: { v: true } }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [
        { extensions: { code: 'BAD_USER_INPUT', reason: 'CONDITIONAL_SUBSCRIPTION', effect: 'NONE' } },
      ],
    });
    expect(await calls()).toEqual([]);
  });
});
