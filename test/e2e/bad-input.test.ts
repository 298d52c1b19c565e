import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const list = (given: string) => `{ transactions${given} { nodes { id } } }`;

describe('a mistake in an argument is BAD_USER_INPUT that names it, and costs no request', () => {
  it.each([
    [list('(first: 0)'), 'first'],
    [list('(first: 501)'), 'first'],
    [list('(first: -1)'), 'first'],
    [list('(last: 501)'), 'last'],
    [list('(first: "ten")'), 'first'],
    [list('(first: 1, last: 1)'), 'last'],
    [list('(after: "xyz")'), 'after'],
    [list('(before: "")'), 'before'],
    [list('(filter: { updatedAt: { from: "2026-01-01" } })'), 'filter.updatedAt.from'],
    [list('(filter: { updatedAt: { from: "2026-01-01T00:00:00" } })'), 'filter.updatedAt.from'],
    [
      list('(filter: { emittedAt: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } })'),
      'filter.emittedAt.from',
    ],
    [list('(filter: { statuses: [SETTLED] })'), 'filter.statuses'],
    [list('(filter: { statuses: [UNRECOGNIZED] })'), 'filter.statuses'],
    [list('(filter: { statuses: [] })'), 'filter.statuses'],
    [list('(filter: { operationTypes: [] })'), 'filter.operationTypes'],
    [list('(filter: { bankAccountIds: [] })'), 'filter.bankAccountIds'],
    [list('(filter: { bankAccountIds: ["a"], ibans: ["FR7616798000010000005663951"] })'), 'filter.ibans'],
    [list('(filter: { ibans: ["FR7616798000010000005663952"] })'), 'filter.ibans'],
    [list('(orderBy: { field: SETTLED_AT }, filter: { statuses: [COMPLETED, PENDING] })'), 'orderBy.field'],
    [list('(orderBy: { field: AMOUNT })'), 'orderBy.field'],
    ['{ bankAccounts(first: 0) { nodes { id } } }', 'first'],
    ['{ labels(after: "xyz") { nodes { id } } }', 'after'],
    ['{ memberships(first: 1, last: 1) { nodes { id } } }', 'last'],
    [`{ attachments(ids: [${'"a" '.repeat(101)}]) { id } }`, 'ids'],
    ['{ transaction(id: "..") { id } }', 'id'],
    ['{ attachment(id: "") { id } }', 'id'],
  ])('%s', async (query, argument) => {
    const { errors, calls } = await gateway.ask(query);
    expect(errors.map(({ extensions }) => [extensions['code'], extensions['argument']])).toEqual([
      ['BAD_USER_INPUT', argument],
    ]);
    expect(errors[0]!.message).toMatch(/^.{20,}\.$/);
    expect(calls).toEqual([]);
  });
});

it('names an account that the organisation does not have, after one look at its accounts', async () => {
  const { errors, calls } = await gateway.ask(
    list('(filter: { bankAccountIds: ["019d0000-0000-7000-8000-000000000000"] })'),
  );
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'filter.bankAccountIds' });
  expect(calls).toEqual(['GET /v2/bank_accounts?page=1&per_page=100']);
});

it('refuses a cursor of another filter or order, and of another list', async () => {
  const cursorOf = async (query: string, root: string) => {
    const { data } = await gateway.ask<Record<string, { pageInfo: { endCursor: string } }>>(query);
    return data[root]!.pageInfo.endCursor;
  };
  const ofCompleted = await cursorOf('{ transactions(first: 1) { pageInfo { endCursor } } }', 'transactions');
  const ofLabels = await cursorOf('{ labels(first: 1) { pageInfo { endCursor } } }', 'labels');
  for (const query of [
    list(`(after: "${ofCompleted}", filter: { statuses: [PENDING] })`),
    list(`(after: "${ofCompleted}", orderBy: { field: UPDATED_AT })`),
    list(`(after: "${ofLabels}")`),
  ]) {
    const { errors, calls } = await gateway.ask(query);
    expect(errors[0]!.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      argument: 'after',
      reason: 'CURSOR_OTHER_ARGUMENTS',
    });
    expect(calls).toEqual([]);
  }
});

it('takes a cursor along when only the page size changes', async () => {
  const { data } = await gateway.ask<{ transactions: { pageInfo: { endCursor: string } } }>(
    '{ transactions(first: 3) { pageInfo { endCursor } } }',
  );
  const { errors } = await gateway.ask(list(`(first: 7, after: "${data.transactions.pageInfo.endCursor}")`));
  expect(errors).toEqual([]);
});

it('takes null for "not given"', async () => {
  const { errors } = await gateway.ask(
    list('(first: null, after: null, last: null, before: null, filter: null, orderBy: null)'),
  );
  expect(errors).toEqual([]);
});

it.each([
  [{ filter: { statuses: ['SECRET-7777'] } }, '$filter.statuses[0]'],
  [{ filter: { ibans: ['FR76 SECRET-7777'] } }, '$filter.ibans[0]'],
  [{ filter: { 'SECRET-7777': 1 } }, '$filter'],
  [{ filter: { updatedAt: { from: 'x at "SECRET-7777"; ' } } }, '$filter.updatedAt.from'],
  [{ first: 'SECRET-7777' }, '$first'],
])('does not repeat the value of a variable: %j', async (variables, argument) => {
  const { status, errors, calls } = await gateway.ask(
    'query ($first: Int, $filter: TransactionFilter) { transactions(first: $first, filter: $filter) { nodes { id } } }',
    variables,
  );
  expect(status).toBe(400);
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  expect(JSON.stringify(errors)).not.toContain('7777');
  expect(calls).toEqual([]);
});

it('does not repeat a value that stands in the document', async () => {
  const { errors } = await gateway.ask(list('(filter: { ibans: ["SECRET-7777"], side: "SECRET-7777" })'));
  expect(
    errors
      .map(({ extensions }) => String(extensions['argument']))
      .sort((one, other) => one.localeCompare(other)),
  ).toEqual(['filter.ibans', 'filter.side']);
  expect(JSON.stringify(errors)).not.toContain('7777');
});

it.each(['{ "SECRET-7777" }', '{ transactions(first: SECRET_7777 "SECRET-7777") }', '"SECRET-7777"'])(
  'does not repeat the text that a syntax error stumbled over: %s',
  async (query) => {
    const { errors, calls } = await gateway.ask(query);
    expect(errors[0]!.extensions).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' });
    expect(JSON.stringify(errors)).not.toContain('7777');
    expect(calls).toEqual([]);
  },
);

it('names the variable whose default is wrong', async () => {
  const { errors } = await gateway.ask(
    'query ($count: Int = "ten") { transactions(first: $count) { nodes { id } } }',
  );
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: '$count' });
});

it.each([
  ['{ payee: {} }', {}],
  ['{ payee: { beneficiaryId: "SECRET-7777", account: { name: "SECRET-7777", iban: "x" } } }', {}],
  ['$input', { payee: {} }],
  ['$input', { payee: { beneficiaryId: 'SECRET-7777', account: null } }],
])('says of two ways that exactly one is to be given: %s %j', async (given, input) => {
  const { errors, calls } = await gateway.ask(
    given === '$input'
      ? 'mutation ($input: VerifyPayeeInput!) { verifyPayee(input: $input) { userErrors { code } } }'
      : `mutation { verifyPayee(input: ${given}) { userErrors { code } } }`,
    { input },
  );
  expect(errors[0]!.message).toMatch(/payee` expects exactly one of beneficiaryId, account\.$/);
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(JSON.stringify(errors)).not.toContain('7777');
  expect(calls).toEqual([]);
});

it.each([
  ['query ($v: Boolean = true) { labels(first: 1) @skip(if: $v) { nodes { id } } }', 400],
  ['query ($v: ID = "x") { transaction(id: $v) { id } }', 200],
])('names the variable with a default that is sent as null: %s', async (query, expected) => {
  const { status, errors, calls } = await gateway.ask(query, { v: null });
  expect(status).toBe(expected);
  expect(errors).toMatchObject([
    {
      message: '`$v` must not be null where it is used.',
      extensions: { code: 'BAD_USER_INPUT', argument: '$v', retryable: false, effect: 'NONE' },
    },
  ]);
  expect(calls).toEqual([]);
});
