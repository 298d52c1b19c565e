import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Row {
  id: string;
  updatedAt: string;
  scheduledDate: string;
  status: string;
  amount: { value: string; currency: string };
}
interface Transfers {
  transfers: {
    nodes: Row[];
    checkpoint: string | null;
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

const transfers = async (given: string) =>
  gateway.ask<Transfers>(
    `{ transfers${given} { nodes { id updatedAt scheduledDate status amount { value currency } } checkpoint pageInfo { hasNextPage endCursor } } }`,
  );

it('reads the last changed ones with one request', async () => {
  const { data, calls } = await transfers('(first: 5)');
  expect(data.transfers.nodes).toHaveLength(5);
  expect(data.transfers.nodes[0]!.amount).toEqual({
    value: expect.stringMatching(/^\d+\.\d\d$/),
    currency: 'EUR',
  });
  expect(calls).toEqual(['GET /v2/sepa/transfers?sort_by=updated_at:desc&page=1&per_page=5']);
});

it.each([
  ['{ field: UPDATED_AT, direction: ASC }', 'updatedAt'],
  ['{ field: SCHEDULED_DATE, direction: DESC }', 'scheduledDate'],
] as const)('walks all of them by %s without loss or repeat', async (order, key) => {
  const seen: Row[] = [];
  const checkpoints: (string | null)[] = [];
  let after = '';
  for (let hasNextPage = true; hasNextPage;) {
    const { data, errors } = await transfers(`(first: 40, orderBy: ${order}${after})`);
    expect(errors).toEqual([]);
    seen.push(...data.transfers.nodes);
    checkpoints.push(data.transfers.checkpoint);
    hasNextPage = data.transfers.pageInfo.hasNextPage;
    after = `, after: "${data.transfers.pageInfo.endCursor}"`;
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  expect(seen).toHaveLength(123);
  const keys = seen.map((row) => row[key]);
  const sorted = [...keys].sort((one, other) => one.localeCompare(other));
  expect(keys).toEqual(order.includes('ASC') ? sorted : sorted.reverse());
  expect(checkpoints.at(-1)).toBe('2026-03-20T11:59:00Z');
  expect(checkpoints.slice(0, -1).every((checkpoint) => checkpoint === null)).toBe(true);
});

it('sends filters and order as the bank spells them', async () => {
  const { errors, calls } = await gateway.ask(
    `query ($filter: TransferFilter) {
      transfers(first: 5, filter: $filter, orderBy: { field: SCHEDULED_DATE, direction: ASC }) { nodes { id } }
    }`,
    {
      filter: {
        ids: ['b', 'a', 'b'],
        statuses: ['SETTLED', 'PENDING'],
        beneficiaryIds: ['p'],
        recurringTransferIds: ['r'],
        updatedAt: { from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z' },
        scheduledDate: { from: '2026-01-02', to: '2026-03-02' },
      },
    },
  );
  expect(errors).toEqual([]);
  expect(calls).toEqual([
    'GET /v2/sepa/transfers?ids[]=a&ids[]=b&status[]=pending&status[]=settled&beneficiary_ids[]=p&recurring_transfer_ids[]=r' +
      '&updated_at_from=2026-01-01T00:00:00Z&updated_at_to=2026-03-01T00:00:00Z' +
      '&scheduled_date_from=2026-01-02&scheduled_date_to=2026-03-02&sort_by=scheduled_date:asc&page=1&per_page=5',
  ]);
});

it('looks up what a page links to once: accounts, members and each payee', async () => {
  const { data, errors, calls } = await gateway.ask<{
    transfers: { nodes: { beneficiary: { id: string } }[] };
  }>(
    '{ transfers(first: 50) { nodes { beneficiary { id name } bankAccount { id } initiator { id } transaction { id } } } }',
  );
  expect(errors).toEqual([]);
  const distinct = new Set(data.transfers.nodes.map(({ beneficiary }) => beneficiary.id)).size;
  const asked = (prefix: string) => calls.filter((call) => call.startsWith(prefix)).length;
  expect(asked('GET /v2/sepa/beneficiaries/')).toBe(distinct);
  expect(asked('GET /v2/bank_accounts')).toBe(1);
  expect(asked('GET /v2/memberships')).toBe(1);
});

it('reads one transfer, and null where there is none', async () => {
  const { data } = await transfers('(first: 1)');
  const { id } = data.transfers.nodes[0]!;
  const one = await gateway.ask('query ($id: ID!) { transfer(id: $id) { id rawStatus } }', { id });
  expect(one.data).toMatchObject({ transfer: { id } });
  expect(one.calls).toEqual([`GET /v2/sepa/transfers/${id}`]);
  const none = await gateway.ask('{ transfer(id: "019d0000-0000-7000-8000-000000000000") { id } }');
  expect([none.data, none.errors]).toEqual([{ transfer: null }, []]);
});

it.each([
  ['(filter: { ids: [] })', 'filter.ids'],
  [`(filter: { ids: [${Array.from({ length: 101 }, (_, index) => `"${index}"`).join(' ')}] })`, 'filter.ids'],
  ['(filter: { statuses: [UNRECOGNIZED] })', 'filter.statuses'],
  ['(filter: { statuses: [] })', 'filter.statuses'],
  ['(filter: { beneficiaryIds: [] })', 'filter.beneficiaryIds'],
  ['(filter: { scheduledDate: { from: "2026-02-02", to: "2026-02-01" } })', 'filter.scheduledDate.from'],
  ['(filter: { scheduledDate: { from: "2026-02-30" } })', 'filter.scheduledDate.from'],
  ['(orderBy: { field: AMOUNT })', 'orderBy.field'],
])('refuses %s before anything is asked', async (given, argument) => {
  const { errors, calls } = await transfers(given);
  expect(errors.map(({ extensions }) => [extensions['code'], extensions['argument']])).toEqual([
    ['BAD_USER_INPUT', argument],
  ]);
  expect(calls).toEqual([]);
});

it('refuses to name another payee below a payee', async () => {
  const { errors } = await gateway.ask(
    '{ beneficiaries(first: 1) { nodes { transfers(filter: { beneficiaryIds: ["a"] }) { nodes { id } } } } }',
  );
  expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'filter.beneficiaryIds' });
});
