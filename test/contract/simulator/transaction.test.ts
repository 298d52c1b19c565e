import { newKey, startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';
import { walk } from '../../support/walk.js';

interface Row {
  readonly id: string;
  readonly status: string;
  readonly side: string;
  readonly operation_type: string;
  readonly emitted_at: string;
  readonly settled_at: string | null;
  readonly updated_at: string;
  readonly attachment_ids: readonly string[];
  readonly amount_cents: number;
  readonly settled_balance_cents: number | null;
}

const EVERY_STATUS = 'status[]=completed&status[]=pending&status[]=declined';

let bank: Caller;
let account: { id: string; iban: string };
beforeAll(async () => {
  bank = await startedSimulator({ sizes: { transactions: 900 } });
  account = (await bank.ask('GET', '/v2/bank_accounts')).at('bank_accounts.0') as typeof account;
});
afterAll(() => bank.simulator.close());

function list(query: string): Promise<Reply> {
  return bank.ask('GET', `/v2/transactions?bank_account_id=${account.id}&${query}`);
}

function all(query: string): Promise<Row[]> {
  return walk<Row>(bank, `/v2/transactions?bank_account_id=${account.id}&${query}`, 'transactions');
}

function ids(rows: readonly Row[]): string[] {
  return rows.map(({ id }) => id).sort();
}

it('shows completed transactions only, latest settlement first, unless asked otherwise', async () => {
  const rows = await all('');
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['completed']));
  const settled = rows.map((row) => row.settled_at ?? '');
  expect(settled).toEqual([...settled].sort().reverse());
});

it('honours every status[] it is given', async () => {
  const every = await all(EVERY_STATUS);
  for (const query of ['status[]=pending', 'status[]=declined', 'status[]=pending&status[]=declined']) {
    const wanted = new URLSearchParams(query).getAll('status[]');
    const expected = every.filter(({ status }) => wanted.includes(status));
    expect(expected.length).toBeGreaterThan(0);
    expect(ids(await all(query))).toEqual(ids(expected));
  }
});

it.each(['updated_at', 'settled_at', 'emitted_at'] as const)(
  'sorts by %s, and bounds are included',
  async (moment) => {
    const rows = (await all(`sort_by=${moment}:asc`)) as (Row & Record<string, string>)[];
    const moments = rows.map((row) => row[moment] ?? '');
    expect(moments).toEqual([...moments].sort());
    const [from, to] = [moments[20] ?? '', moments[60] ?? ''];
    const window = `${moment}_from=${from}&${moment}_to=${to}`;
    const expected = rows.filter((row) => from <= (row[moment] ?? '') && (row[moment] ?? '') <= to);
    const found = (await list(`${window}&sort_by=${moment}:asc`)).listAt('transactions') as Row[];
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    const backwards = (await list(`${window}&sort_by=${moment}:desc`)).listAt('transactions') as Row[];
    expect(backwards.map(({ id }) => id)).toEqual(expected.map(({ id }) => id).reverse());
    // A window on a moment that is not the sort key finds the same rows.
    expect(
      ids(await all(`${window}&sort_by=${moment === 'emitted_at' ? 'updated_at' : 'emitted_at'}:asc`)),
    ).toEqual(ids(expected));
  },
);

it('takes bounds without milliseconds and with an offset', async () => {
  const some = await list('updated_at_from=2026-01-01T00:00:00Z&updated_at_to=2026-02-01T01:00:00%2B01:00');
  expect(some.at('meta.total_count')).toBeGreaterThan(0);
  const same = await list('updated_at_from=2025-12-31T23:00:00-01:00&updated_at_to=2026-02-01T00:00:00.000Z');
  expect(same.at('meta.total_count')).toBe(some.at('meta.total_count'));
});

it('filters by side, operation_type[] and with_attachments', async () => {
  const every = await all('');
  const filters: [string, (row: Row) => boolean][] = [
    ['side=credit', ({ side }) => side === 'credit'],
    [
      'operation_type[]=card&operation_type[]=income',
      (row) => ['card', 'income'].includes(row.operation_type),
    ],
    ['with_attachments=true', (row) => row.attachment_ids.length > 0],
    ['with_attachments=false&side=debit', (row) => row.attachment_ids.length === 0 && row.side === 'debit'],
  ];
  for (const [query, fits] of filters) {
    const expected = every.filter(fits);
    expect(expected.length).toBeGreaterThan(0);
    expect(ids(await all(query))).toEqual(ids(expected));
  }
});

it('finds the account by IBAN too, and the id wins', async () => {
  const byIban = await bank.ask('GET', `/v2/transactions?iban=${account.iban}`);
  expect(byIban.at('meta')).toEqual((await list('')).at('meta'));
  expect((await list('iban=FR7600000000000000000000000')).status).toBe(200);
  expect((await bank.ask('GET', '/v2/transactions')).status).toBe(400);
  expect((await bank.ask('GET', '/v2/transactions?iban=FR76')).status).toBe(404);
});

it.each([
  ['status[]=reversed', 'status'],
  ['status=invalid', 'status'],
  ['side=both', 'side'],
  ['sort_by=amount:asc', 'sort_by'],
  ['sort_by=settled_at:up', 'sort_by'],
])('refuses %s as not in the list', async (query, parameter) => {
  const reply = await list(query);
  expect([reply.status, reply.at('errors.0.code')]).toEqual([422, 'not_in_list']);
  expect(reply.at('errors.0.source.parameter')).toBe(parameter);
});

it('refuses a bound that is no date, with errors as an object', async () => {
  const reply = await list('updated_at_from=yesterday');
  expect([reply.status, reply.at('errors.code')]).toEqual([422, 'invalid_format']);
});

it('embeds only what includes[] asks for', async () => {
  const plain = (await list('per_page=1')).at('transactions.0') as object;
  for (const name of ['attachments', 'labels', 'vat_details']) {
    expect(plain).not.toHaveProperty(name);
    expect((await list(`per_page=1&includes[]=${name}`)).at('transactions.0')).toHaveProperty(name);
  }
});

it('keeps books: each settled balance is the one before, moved by the amount', async () => {
  const rows = (await all('sort_by=settled_at:asc')).filter(({ settled_at }) => settled_at !== null);
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1]?.settled_balance_cents;
    if (before == null) continue;
    expect(row.settled_balance_cents).toBe(before + (row.side === 'credit' ? 1 : -1) * row.amount_cents);
  }
  const shown = (await bank.ask('GET', `/v2/bank_accounts/${account.id}`)).at('bank_account.balance_cents');
  expect(shown).toBe(rows.at(-1)?.settled_balance_cents);
});

it('never shows an update before the settlement', async () => {
  for (const { updated_at, settled_at, emitted_at } of await all(EVERY_STATUS))
    expect(updated_at >= (settled_at ?? emitted_at)).toBe(true);
});

it('gives one transaction by id, and 404 with errors as an object for any other id', async () => {
  const [row] = await all('');
  expect((await bank.ask('GET', `/v2/transactions/${row?.id}`)).at('transaction')).toEqual(row);
  for (const id of ['unknown', row?.id.replace(/.$/, 'x') ?? '']) {
    const reply = await bank.ask('GET', `/v2/transactions/${id}`);
    expect([reply.status, reply.at('errors.code')]).toEqual([404, 'not_found']);
  }
});

it('shows an uploaded receipt at its transaction some seconds later', async () => {
  const row = (await all('with_attachments=false'))[3];
  const path = `/v2/transactions/${row?.id}/attachments`;
  const form = new FormData();
  form.set('file', new Blob(['%PDF-1.4 receipt'], { type: 'application/pdf' }), 'Reçu été.pdf');
  const reply = await bank.ask('POST', path, form, newKey());
  expect([reply.status, reply.body]).toEqual([200, '']);
  expect((await bank.ask('GET', path)).listAt('attachments')).toEqual([]);

  await bank.control('POST', 'clock', { advanceSeconds: 5 });
  const attachments = await bank.ask('GET', path);
  expect(attachments.at('attachments.0.file_name')).toBe('Reçu été.pdf');
  expect(attachments.at('meta')).toBeUndefined();
  const after = (await bank.ask('GET', `/v2/transactions/${row?.id}`)).at('transaction') as Row;
  expect(after.updated_at > (row?.updated_at ?? '')).toBe(true);
  expect(ids(await all('with_attachments=true'))).toContain(row?.id);

  expect((await bank.ask('DELETE', `${path}/${attachments.textAt('attachments.0.id')}`)).status).toBe(200);
  expect((await bank.ask('GET', path)).listAt('attachments')).toEqual([]);
});

it('moves a touched row to the end of the list by updated_at, and nowhere else', async () => {
  const before = await all('sort_by=updated_at:asc');
  const [first] = before;
  await bank.control('POST', 'touch', { resource: 'transactions', id: first?.id });
  const after = await all('sort_by=updated_at:asc');
  expect(after.map(({ id }) => id)).toEqual([...before.slice(1), first].map((row) => row?.id));
});

it('books an inserted transaction on its account', async () => {
  const fields = { side: 'credit', amount_cents: 123_45, bank_account_id: account.id, label: 'Inserted' };
  const inserted = (await bank.control('POST', 'insert', { resource: 'transactions', ...fields })).at('id');
  const reply = await list('per_page=2');
  expect(reply.at('transactions.0')).toMatchObject({
    id: inserted,
    side: 'credit',
    amount: 123.45,
    label: 'Inserted',
  });
  const balance = (cell: number): number => reply.at(`transactions.${cell}.settled_balance_cents`) as number;
  expect(balance(0) - balance(1)).toBe(12_345);
});

it('takes its place in the middle when it was updated in the past', async () => {
  const before = await all('sort_by=updated_at:asc');
  const updated_at = new Date(Date.parse(before[30]?.updated_at ?? '') + 1).toISOString();
  const fields = { bank_account_id: account.id, updated_at, emitted_at: updated_at, settled_at: updated_at };
  const inserted = (await bank.control('POST', 'insert', { resource: 'transactions', ...fields })).textAt(
    'id',
  );
  const expected = before.map(({ id }) => id);
  const place = before.findLastIndex((row) => row.updated_at <= updated_at) + 1;
  expected.splice(place, 0, inserted);
  expect((await all('sort_by=updated_at:asc')).map(({ id }) => id)).toEqual(expected);
});

it('gives some rows the same instant of update, as batches do', async () => {
  const instants = (await all(EVERY_STATUS)).map(({ updated_at }) => updated_at);
  expect(new Set(instants).size).toBeLessThan(instants.length);
});

it('leaves nothing on the closed account', async () => {
  const accounts = (await bank.ask('GET', '/v2/bank_accounts')).listAt('bank_accounts') as Record<
    string,
    unknown
  >[];
  const closed = accounts.filter(({ status }) => status === 'closed');
  expect(closed.map(({ balance, authorized_balance }) => [balance, authorized_balance])).toEqual([[0, 0]]);
});

it('ends what is pending within days, and the authorized balance meets the balance', async () => {
  const pending = await all('status[]=pending');
  const balances = async (): Promise<number[]> => {
    const shown = (await bank.ask('GET', `/v2/bank_accounts/${account.id}`)).at('bank_account');
    const { balance_cents, authorized_balance_cents } = shown as Record<string, number>;
    return [balance_cents ?? 0, authorized_balance_cents ?? 0];
  };
  const debits = pending
    .filter(({ side }) => side === 'debit')
    .reduce((sum, row) => sum + row.amount_cents, 0);
  const [before = 0, authorizedBefore = 0] = await balances();
  expect(pending.length).toBeGreaterThan(0);
  expect(before - authorizedBefore).toBe(debits);

  await bank.control('POST', 'clock', { advanceSeconds: 3 * 86_400 });
  expect(await all('status[]=pending')).toEqual([]);
  const ended = (await all(EVERY_STATUS)).filter((row) => pending.some(({ id }) => id === row.id));
  const settled = ended.filter(({ status }) => status === 'completed');
  const change = settled.reduce((sum, row) => sum + (row.side === 'credit' ? 1 : -1) * row.amount_cents, 0);
  expect(settled.every((row) => row.settled_at !== null && row.updated_at >= row.settled_at)).toBe(true);
  expect(await balances()).toEqual([before + change, before + change]);
});
