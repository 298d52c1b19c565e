import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Payee {
  id: string;
  name: string;
  iban: string;
  status: string;
  isTrusted: boolean;
  updatedAt: string;
}
interface Payees {
  beneficiaries: {
    nodes: Payee[];
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

const payees = async (given: string, fields = 'id name iban status isTrusted updatedAt') =>
  gateway.ask<Payees>(
    `{ beneficiaries${given} { nodes { ${fields} } totalCount pageInfo { hasNextPage endCursor } } }`,
  );

it('finds the payee of the guide by IBAN with one request that names its page size', async () => {
  const { data, calls } = await payees(
    '(filter: { ibans: ["FR76 1679 8000 0100 0000 5663 951"], statuses: [VALIDATED], isTrusted: true })',
  );
  expect(data.beneficiaries.nodes).toMatchObject([
    { name: 'Admin', iban: 'FR7616798000010000005663951', status: 'VALIDATED', isTrusted: true },
  ]);
  expect(calls).toEqual([
    'GET /v2/sepa/beneficiaries?iban[]=FR7616798000010000005663951&status[]=validated&trusted=true&sort_by=updated_at:desc&page=1&per_page=50',
  ]);
});

it('walks all payees page by page without loss or repeat, one request each', async () => {
  const seen: Payee[] = [];
  let after = '';
  for (let hasNextPage = true; hasNextPage;) {
    const { data, calls } = await payees(`(first: 20${after})`);
    seen.push(...data.beneficiaries.nodes);
    hasNextPage = data.beneficiaries.pageInfo.hasNextPage;
    after = `, after: "${data.beneficiaries.pageInfo.endCursor}"`;
    expect(calls).toHaveLength(1);
    expect(data.beneficiaries.totalCount).toBe(61);
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(61);
  expect(seen.map(({ updatedAt }) => updatedAt)).toEqual(
    seen.map(({ updatedAt }) => updatedAt).sort((one, other) => other.localeCompare(one)),
  );
});

it('reads one payee, and null where there is none', async () => {
  const { data } = await payees('(first: 1)');
  const { id } = data.beneficiaries.nodes[0]!;
  const one = await gateway.ask('query ($id: ID!) { beneficiary(id: $id) { id } }', { id });
  expect(one.data).toEqual({ beneficiary: { id } });
  expect(one.calls).toEqual([`GET /v2/sepa/beneficiaries/${id}`]);
  const none = await gateway.ask('{ beneficiary(id: "019d0000-0000-7000-8000-000000000000") { id } }');
  expect([none.data, none.errors]).toEqual([{ beneficiary: null }, []]);
});

it('lists the transfers to a payee, one request per payee', async () => {
  const { data, calls, errors } = await gateway.ask<{
    beneficiaries: { nodes: { id: string; transfers: { nodes: { beneficiary: { id: string } }[] } }[] };
  }>('{ beneficiaries(first: 3) { nodes { id transfers(first: 5) { nodes { id beneficiary { id } } } } } }');
  expect(errors).toEqual([]);
  for (const { id, transfers } of data.beneficiaries.nodes) {
    expect(calls).toContain(
      `GET /v2/sepa/transfers?beneficiary_ids[]=${id}&sort_by=updated_at:desc&page=1&per_page=5`,
    );
    expect(transfers.nodes.every(({ beneficiary }) => beneficiary.id === id)).toBe(true);
  }
  const withTransfers = data.beneficiaries.nodes.filter(({ transfers }) => transfers.nodes.length > 0);
  expect(calls).toHaveLength(4 + withTransfers.length);
});

it.each([
  ['(filter: { ibans: [] })', 'filter.ibans'],
  ['(filter: { ibans: ["FR7616798000010000005663952"] })', 'filter.ibans'],
  ['(filter: { statuses: [UNRECOGNIZED] })', 'filter.statuses'],
  ['(first: 501)', 'first'],
])('refuses %s before anything is asked', async (given, argument) => {
  const { errors, calls } = await payees(given);
  expect(errors.map(({ extensions }) => [extensions['code'], extensions['argument']])).toEqual([
    ['BAD_USER_INPUT', argument],
  ]);
  expect(calls).toEqual([]);
});
