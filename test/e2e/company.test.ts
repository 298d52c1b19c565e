import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Account {
  id: string;
  name: string;
  status: string;
  isMain: boolean;
  isExternal: boolean;
}

it('reads the organisation with all its accounts in one request', async () => {
  const { data, calls } = await gateway.ask<{
    organization: { legalCountry: string; mainBankAccount: Account; bankAccounts: Account[] };
  }>(
    '{ organization { legalCountry mainBankAccount { name isMain } bankAccounts { name status isMain isExternal } } }',
  );
  const { organization } = data;
  expect(organization.legalCountry).toBe('FR');
  expect(organization.mainBankAccount).toEqual({ name: 'Compte principal', isMain: true });
  expect(organization.bankAccounts.map(({ status }) => status)).toEqual([
    ...Array<string>(5).fill('ACTIVE'),
    'CLOSED',
  ]);
  expect(organization.bankAccounts.some(({ isExternal }) => isExternal)).toBe(false);
  expect(calls).toEqual(['GET /v2/organization']);
});

it('shows accounts at other banks only when asked to, for one request more', async () => {
  const { data, calls } = await gateway.ask<{ organization: { bankAccounts: Account[] } }>(
    '{ organization { bankAccounts(includeExternal: true) { name isExternal } } }',
  );
  expect(data.organization.bankAccounts.filter(({ isExternal }) => isExternal)).toHaveLength(1);
  expect(calls).toEqual(['GET /v2/organization', 'GET /v2/organization?include_external_accounts=true']);
});

it('reads accounts, members and labels as connections, one request each', async () => {
  const { data, calls } = await gateway.ask<
    Record<'bankAccounts' | 'memberships' | 'labels', { totalCount: number; nodes: object[] }>
  >(
    '{ bankAccounts { totalCount nodes { id } } memberships { totalCount nodes { role } } labels { totalCount nodes { name } } }',
  );
  for (const { totalCount, nodes } of Object.values(data)) expect(nodes).toHaveLength(totalCount);
  expect([...calls].sort((one, other) => one.localeCompare(other))).toEqual([
    'GET /v2/bank_accounts?page=1&per_page=100',
    'GET /v2/labels?page=1&per_page=100',
    'GET /v2/memberships?page=1&per_page=100',
  ]);
});

it('walks a short list by cursor, forward and backward', async () => {
  const whole = await gateway.ask<{ bankAccounts: { nodes: Account[] } }>(
    '{ bankAccounts { nodes { id } } }',
  );
  const ids = whole.data.bankAccounts.nodes.map(({ id }) => id);
  const page = async (given: string) =>
    (
      await gateway.ask<{
        bankAccounts: {
          nodes: Account[];
          pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean };
        };
      }>(`{ bankAccounts(${given}) { nodes { id } pageInfo { startCursor endCursor hasNextPage } } }`)
    ).data.bankAccounts;
  const first = await page('first: 4');
  const rest = await page(`first: 4, after: "${first.pageInfo.endCursor}"`);
  expect([...first.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(ids);
  expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  const back = await page(`last: 2, before: "${rest.pageInfo.startCursor}"`);
  expect(back.nodes.map(({ id }) => id)).toEqual(ids.slice(2, 4));
});

it('finds the parents of labels in the list of labels', async () => {
  const { data, calls } = await gateway.ask<{
    labels: { nodes: { name: string; parent: { name: string } | null }[] };
  }>('{ labels { nodes { name parent { name } } } }');
  expect(data.labels.nodes.some(({ parent }) => parent !== null)).toBe(true);
  expect(data.labels.nodes.some(({ parent }) => parent === null)).toBe(true);
  expect(calls).toEqual(['GET /v2/labels?page=1&per_page=100']);
});

it('tells who the credentials stand for', async () => {
  const { data, calls } = await gateway.ask<{ me: { id: string; role: string } }>('{ me { id role } }');
  expect(data.me.role).toMatch(/^[A-Z]+$/);
  expect(calls).toEqual(['GET /v2/membership']);
});

it('shows a member without rights what the bank shows, and null for the rest', async () => {
  await gateway.control('POST credentials', {
    authorization: 'Bearer employee',
    role: 'employee',
    scopes: null,
  });
  const { data, errors } = await gateway.ask<{ bankAccounts: { nodes: object[] } }>(
    '{ bankAccounts(first: 1) { nodes { name isMain iban balance { value } currency } } }',
    {},
    { authorization: 'Bearer employee' },
  );
  expect(errors).toEqual([]);
  expect(data.bankAccounts.nodes).toEqual([
    { name: 'Compte principal', isMain: true, iban: null, balance: null, currency: null },
  ]);
});

it('asks for the sealed twin of a file only when more than its status is wanted', async () => {
  const list = await gateway.ask<{ transactions: { nodes: { attachments: { id: string }[] }[] } }>(
    '{ transactions(first: 20, filter: { hasAttachments: true }) { nodes { attachments { id probative { status } } } } }',
  );
  expect(list.calls.filter((call) => call.startsWith('GET /v2/attachments'))).toEqual([]);
  const { id } = list.data.transactions.nodes[0]!.attachments[0]!;
  await gateway.control('POST faults', {
    kind: 'replaceField',
    field: 'probative_attachment',
    value: { status: 'available' },
    match: { path: '/v2/transactions' },
    times: null,
  });
  const more = await gateway.ask<{ transactions: { nodes: object[] } }>(
    '{ transactions(first: 1, filter: { hasAttachments: true }) { nodes { attachments { id probative { url } } } } }',
  );
  expect(more.calls).toContain(`GET /v2/attachments/${id}`);
});
