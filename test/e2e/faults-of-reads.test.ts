import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => gateway.control('DELETE faults'));
afterAll(() => gateway.close());

const fault = (rule: object) => gateway.control('POST faults', rule);
const transactionsPath = '/v2/transactions';

interface Nodes<Row> {
  transactions: { nodes: (Row | null)[]; pageInfo: { hasNextPage: boolean } };
}

it('shows a status it does not know as UNRECOGNIZED beside the word of the bank, and keeps the list', async () => {
  await fault({
    kind: 'unknownEnum',
    field: 'status',
    value: 'reversed',
    match: { path: transactionsPath },
    times: null,
  });
  const { data, errors } = await gateway.ask<Nodes<object>>(
    '{ transactions(first: 2) { nodes { status rawStatus } } }',
  );
  expect(data.transactions.nodes).toEqual(Array(2).fill({ status: 'UNRECOGNIZED', rawStatus: 'reversed' }));
  expect(errors).toEqual([]);
});

it.each([
  ['amount', 'amount_cents', 'missingField', {}],
  ['amount', 'amount_cents', 'replaceField', { value: 1 }],
  ['side', 'side', 'replaceField', { value: 'sideways' }],
])(
  'answers null for %s of rows whose %s is damaged (%s), says where, and keeps the rows',
  async (shown, field, kind, more) => {
    await fault({ kind, field, ...more, match: { path: transactionsPath }, times: null });
    const { data, errors } = await gateway.ask<Nodes<object>>(
      '{ transactions(first: 2) { nodes { rawStatus amount { value } side } } }',
    );
    expect(data.transactions.nodes).toMatchObject(
      [0, 1].map(() => ({ rawStatus: 'completed', [shown]: null })),
    );
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['transactions', 'nodes', 0, shown], 'UPSTREAM_CONTRACT'],
      [['transactions', 'nodes', 1, shown], 'UPSTREAM_CONTRACT'],
    ]);
  },
);

it.each([
  ['id', 'replaceField', { value: 7 }],
  ['emitted_at', 'replaceField', { value: null }],
])(
  'answers null for rows whose %s is damaged (%s), says where, and keeps the page',
  async (field, kind, more) => {
    await fault({ kind, field, ...more, match: { path: transactionsPath }, times: null });
    const { data, errors } = await gateway.ask<Nodes<object>>(
      '{ transactions(first: 2) { nodes { amount { value } } pageInfo { hasNextPage } } }',
    );
    expect(data.transactions).toEqual({ nodes: [null, null], pageInfo: { hasNextPage: true } });
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['transactions', 'nodes', 0], 'UPSTREAM_CONTRACT'],
      [['transactions', 'nodes', 1], 'UPSTREAM_CONTRACT'],
    ]);
    expect(errors[0]!.message).toContain('GET /v2/transactions');
  },
);

it('asks again when the bank stumbles once, and says so', async () => {
  await fault({ kind: 'status', status: 503, match: { path: '/v2/organization' }, times: 1 });
  const { data, extensions, calls } = await gateway.ask('{ organization { slug } }');
  expect(data).toEqual({ organization: { slug: expect.any(String) as string } });
  expect(extensions.qonto).toMatchObject({ requests: 2, deduplicated: 0, retries: 1 });
  expect(calls).toEqual(['GET /v2/organization', 'GET /v2/organization']);
});

it('loses one field, not its siblings, when the bank stays away', async () => {
  await fault({ kind: 'status', status: 503, match: { path: '/v2/labels' }, times: null });
  const { data, errors, calls } = await gateway.ask('{ labels { nodes { id } } organization { slug } }');
  expect(data).toMatchObject({ labels: null, organization: { slug: expect.any(String) as string } });
  expect(errors.map(({ path, extensions }) => [path, extensions['code'], extensions['retryable']])).toEqual([
    [['labels'], 'UPSTREAM_UNAVAILABLE', true],
  ]);
  expect(calls.filter((call) => call.startsWith('GET /v2/labels'))).toHaveLength(3);
});

it('answers null at the place of a file that is not there, and the others beside it', async () => {
  const { data } = await gateway.ask<Nodes<{ attachments: { id: string }[] }>>(
    '{ transactions(first: 3, filter: { hasAttachments: true }) { nodes { attachments { id } } } }',
  );
  const [id] = data.transactions.nodes.flatMap((row) => row!.attachments.map((attachment) => attachment.id));
  const gone = '019d0000-0000-7000-8000-000000000000';
  const answer = await gateway.ask('query ($ids: [ID!]!) { attachments(ids: $ids) { id } }', {
    ids: [id, gone, id],
  });
  expect(answer.data).toEqual({ attachments: [{ id }, null, { id }] });
  expect(answer.errors).toEqual([]);
  expect([...answer.calls].sort()).toEqual(
    [`GET /v2/attachments/${gone}`, `GET /v2/attachments/${id}`].sort(),
  );
  expect(answer.extensions.qonto).toMatchObject({ requests: 2, deduplicated: 1, retries: 0 });
});

it('names a wrong token as what it is, and never repeats it', async () => {
  const { errors, data } = await gateway.ask(
    '{ organization { slug } }',
    {},
    { authorization: 'Bearer sesame-7777' },
  );
  expect(data).toEqual({ organization: null });
  expect(errors[0]!.extensions).toMatchObject({ code: 'UNAUTHENTICATED', upstream: { status: 401 } });
  expect(JSON.stringify(errors)).not.toContain('7777');
});

it('names the scope that a token lacks', async () => {
  await gateway.control('POST credentials', { authorization: 'Bearer narrow', scopes: ['client.read'] });
  const { errors } = await gateway.ask('{ organization { slug } }', {}, { authorization: 'Bearer narrow' });
  expect(errors[0]!.extensions).toMatchObject({ code: 'FORBIDDEN', missingScope: 'organization.read' });
});

it('answers 401 to a caller whose credential cannot be one, before anything is asked', async () => {
  const { status, errors, calls } = await gateway.ask(
    '{ organization { slug } }',
    {},
    { authorization: 'a\tb' },
  );
  expect(status).toBe(401);
  expect(errors[0]!.extensions).toMatchObject({ code: 'UNAUTHENTICATED', retryable: false });
  expect(calls).toEqual([]);
});

it('does not believe one odd word about the size of pages for ever', async () => {
  await fault({
    kind: 'replaceField',
    field: 'per_page',
    value: 1,
    match: { path: transactionsPath },
    times: 6,
  });
  const query = '{ transactions(first: 60) { nodes { id } } }';
  const odd = await gateway.ask<Nodes<object>>(query);
  const next = await gateway.ask<Nodes<object>>(query);
  expect([odd.errors, next.errors]).toEqual([[], []]);
  expect(next.data.transactions.nodes).toHaveLength(60);
  expect(next.calls).toHaveLength(7);
});

it('calls a confirmation that a read asks for what it is', async () => {
  await gateway.control('POST faults', {
    kind: 'status',
    status: 428,
    match: { path: '/v2/organization' },
    times: null,
  });
  const { errors } = await gateway.ask('{ organization { slug } }');
  expect(errors[0]!.extensions['code']).not.toBe('INTERNAL_SERVER_ERROR');
});
