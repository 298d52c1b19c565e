import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

interface Money {
  value: string;
  currency: string;
}
interface Row {
  id: string;
  emittedAt: string;
  updatedAt: string;
  amount: Money;
  signedAmount: Money;
  side: 'CREDIT' | 'DEBIT';
  bankAccount: { id: string; name: string };
  initiator: { firstName: string } | null;
  attachments: { id: string; url: string; urlExpiresAt: string }[];
}
interface Connection {
  transactions: {
    nodes: Row[];
    edges: { cursor: string; node: Row }[];
    totalCount: number;
    checkpoint: string | null;
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  };
}

const isPage = (call: string) => call.startsWith('GET /v2/transactions?');

it('reads the newest of all accounts with one request for the accounts and one for each', async () => {
  const { data, calls, extensions } = await gateway.ask<Connection>(
    '{ transactions(first: 20) { nodes { id emittedAt bankAccount { id } } pageInfo { hasNextPage hasPreviousPage } } }',
  );
  const { nodes, pageInfo } = data.transactions;
  expect(nodes).toHaveLength(20);
  expect(nodes.map(({ emittedAt }) => emittedAt)).toEqual(
    nodes.map(({ emittedAt }) => emittedAt).sort((one, other) => other.localeCompare(one)),
  );
  expect(new Set(nodes.map(({ bankAccount }) => bankAccount.id)).size).toBeGreaterThan(1);
  expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false });
  expect(calls[0]).toBe('GET /v2/bank_accounts?page=1&per_page=100');
  expect(calls.slice(1)).toHaveLength(6);
  for (const call of calls.slice(1)) {
    expect(call).toMatch(
      /^GET \/v2\/transactions\?bank_account_id=[0-9a-f-]{36}&status\[\]=completed&sort_by=emitted_at:desc&page=1&per_page=20$/,
    );
  }
  expect(extensions.qonto.requests).toBe(7);
});

it('has attachments, labels and VAT lines embedded only when they are selected, and never looks them up', async () => {
  const { data, calls } = await gateway.ask<Connection>(
    `query ($no: Boolean = false) {
      transactions(first: 30) { edges { node { ...Files labels @include(if: $no) { id } } } }
    }
    fragment Files on Transaction { attachments { id url urlExpiresAt } vat { items { rate } } }`,
  );
  expect(data.transactions.edges.some(({ node }) => node.attachments.length > 0)).toBe(true);
  expect(calls.filter(isPage)).toHaveLength(6);
  expect(
    calls.every((call) => !isPage(call) || call.includes('includes[]=attachments&includes[]=vat_details&')),
  ).toBe(true);
  expect(calls).toHaveLength(7);
});

it('says that a link dies half an hour after it was read', async () => {
  const { data } = await gateway.ask<Connection>(
    '{ transactions(first: 30, filter: { hasAttachments: true }) { nodes { attachments { url urlExpiresAt } } } }',
  );
  const [attachment] = data.transactions.nodes[0]!.attachments;
  expect(attachment!.urlExpiresAt).toBe('2026-03-20T12:30:00.000Z');
  expect((await fetch(attachment!.url)).headers.get('content-type')).toBe('application/pdf');
});

it('reads members and accounts once, however many transactions link to them', async () => {
  const { calls } = await gateway.ask<Connection>(
    '{ transactions(first: 50) { nodes { initiator { firstName } bankAccount { name organization { name } } } } }',
  );
  expect(calls.filter((call) => !isPage(call))).toEqual([
    'GET /v2/bank_accounts?page=1&per_page=100',
    'GET /v2/memberships?page=1&per_page=100',
    'GET /v2/organization',
  ]);
});

it('sends filters and order as the bank spells them', async () => {
  const account = await anAccount();
  const { errors, calls } = await gateway.ask(
    `query ($filter: TransactionFilter) {
      transactions(first: 5, filter: $filter, orderBy: { field: UPDATED_AT, direction: ASC }) { nodes { id } }
    }`,
    {
      filter: {
        bankAccountIds: [account.id, account.id],
        statuses: ['PENDING', 'COMPLETED', 'DECLINED'],
        side: 'DEBIT',
        operationTypes: ['QONTO_FEE', 'CARD'],
        hasAttachments: false,
        emittedAt: { from: '2026-01-01T00:00:00Z' },
        settledAt: { to: '2026-03-01T00:00:00+01:00' },
        updatedAt: { from: '2026-01-01T00:00:00Z', to: '2026-03-19T00:00:00Z' },
      },
    },
  );
  expect(errors).toEqual([]);
  expect(calls.filter(isPage)).toEqual([
    `GET /v2/transactions?bank_account_id=${account.id}&status[]=completed&status[]=declined&status[]=pending` +
      '&side=debit&operation_type[]=card&operation_type[]=qonto_fee&with_attachments=false' +
      '&emitted_at_from=2026-01-01T00:00:00Z&settled_at_to=2026-03-01T00:00:00+01:00' +
      '&updated_at_from=2026-01-01T00:00:00Z&updated_at_to=2026-03-19T00:00:00Z' +
      '&sort_by=updated_at:asc&page=1&per_page=5',
  ]);
});

it('finds accounts by IBAN without sending the IBAN back to the bank', async () => {
  const account = await anAccount();
  const { data, calls } = await gateway.ask<Connection>(
    `{ transactions(first: 5, filter: { ibans: ["${account.iban}"] }) { nodes { bankAccount { id } } } }`,
  );
  expect(new Set(data.transactions.nodes.map(({ bankAccount }) => bankAccount.id))).toEqual(
    new Set([account.id]),
  );
  expect(calls.join(' ')).not.toContain(account.iban);
});

it('reads the transactions of one account below it, with no look at the other accounts', async () => {
  const account = await anAccount();
  const { data, calls } = await gateway.ask<{ bankAccount: Connection }>(
    `{ bankAccount(id: "${account.id}") { transactions(first: 3) { nodes { id } totalCount } } }`,
  );
  expect(data.bankAccount.transactions.nodes).toHaveLength(3);
  expect(calls).toEqual([
    `GET /v2/bank_accounts/${account.id}`,
    `GET /v2/transactions?bank_account_id=${account.id}&status[]=completed&sort_by=emitted_at:desc&page=1&per_page=3`,
  ]);
});

it('asks for the total only when it is selected, and alone for one row per account', async () => {
  const { data, calls } = await gateway.ask<Connection>('{ transactions { totalCount } }');
  expect(calls.filter(isPage)).toHaveLength(6);
  expect(calls.filter(isPage).every((call) => call.endsWith('page=1&per_page=1'))).toBe(true);
  const { total } = await counted();
  expect(data.transactions.totalCount).toBe(total);
});

it('reads backward from the end, and there is the page before it', async () => {
  const whole = await gateway.ask<Connection>('{ transactions(first: 500) { nodes { id } } }');
  const ids = whole.data.transactions.nodes.map(({ id }) => id);
  const end = await gateway.ask<Connection>(
    '{ transactions(last: 4) { nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor } } }',
  );
  expect(end.data.transactions.nodes.map(({ id }) => id)).toEqual(ids.slice(-4));
  expect(end.data.transactions.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  const before = await gateway.ask<Connection>(
    `{ transactions(last: 4, before: "${end.data.transactions.pageInfo.startCursor}") { nodes { id } } }`,
  );
  expect(before.data.transactions.nodes.map(({ id }) => id)).toEqual(ids.slice(-8, -4));
});

it('gives every amount a sign that fits its side', async () => {
  const { data } = await gateway.ask<Connection>(
    '{ transactions(first: 200) { nodes { side amount { value currency } signedAmount { value currency } } } }',
  );
  for (const { side, amount, signedAmount } of data.transactions.nodes) {
    expect(amount.value).toMatch(/^\d+\.\d{2}$/);
    expect(signedAmount).toEqual({ ...amount, value: side === 'DEBIT' ? `-${amount.value}` : amount.value });
  }
});

it('asks once for what two aliases want alike', async () => {
  const { extensions, calls } = await gateway.ask(
    '{ a: transactions(first: 5) { nodes { id } } b: transactions(first: 5) { nodes { id } } }',
  );
  expect(calls).toHaveLength(7);
  expect(extensions.qonto).toMatchObject({ requests: 7, retries: 0 });
  expect(extensions.qonto.deduplicated).toBeGreaterThanOrEqual(6);
});

it('reads one transaction with its files in one request, and answers null for one that is not there', async () => {
  const { data } = await gateway.ask<Connection>('{ transactions(first: 1) { nodes { id } } }');
  const { id } = data.transactions.nodes[0]!;
  const one = await gateway.ask<{ transaction: Row }>(
    `{ transaction(id: "${id}") { id attachments { id } } }`,
  );
  expect(one.data.transaction.id).toBe(id);
  expect(one.calls).toEqual([`GET /v2/transactions/${id}?includes[]=attachments`]);
  const none = await gateway.ask('{ transaction(id: "019d0000-0000-7000-8000-000000000000") { id } }');
  expect(none).toMatchObject({ data: { transaction: null }, errors: [] });
});

interface Account {
  id: string;
  iban: string;
}

async function anAccount(): Promise<Account> {
  const { data } = await gateway.ask<{ bankAccounts: { nodes: Account[] } }>(
    '{ bankAccounts { nodes { id iban } } }',
  );
  return data.bankAccounts.nodes[0]!;
}

async function counted(): Promise<{ total: number }> {
  const { data } = await gateway.ask<Connection>('{ transactions(first: 500) { nodes { id } } }');
  return { total: data.transactions.nodes.length };
}
