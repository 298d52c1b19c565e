import { startedSimulator, type Caller } from '../../support/simulator-caller.js';
import { walk } from '../../support/walk.js';

let bank: Caller;
let transactions: string;
beforeAll(async () => {
  bank = await startedSimulator({ sizes: { transactions: 700 } });
  const organization = await bank.ask('GET', '/v2/organization');
  transactions = `/v2/transactions?bank_account_id=${organization.textAt('organization.bank_accounts.0.id')}`;
});
afterAll(() => bank.simulator.close());
afterEach(() => bank.control('POST', 'settings', { perPageAboveLimit: 'clamp', nextPageOnLastPage: 'null' }));

it('gives 100 rows a page unless asked otherwise', async () => {
  const reply = await bank.ask('GET', transactions);
  expect(reply.listAt('transactions')).toHaveLength(100);
  expect(reply.at('meta')).toMatchObject({ current_page: 1, next_page: 2, prev_page: null, per_page: 100 });
});

it('shows every row once on the way from the first page to the one without a next', async () => {
  const rows = await walk<{ id: string }>(bank, `${transactions}&per_page=37`, 'transactions');
  const seen = rows.map(({ id }) => id);
  expect(seen).toHaveLength((await bank.ask('GET', transactions)).at('meta.total_count') as number);
  expect(new Set(seen).size).toBe(seen.length);
});

it('refuses the page after the last one', async () => {
  const pages = (await bank.ask('GET', `${transactions}&per_page=50`)).at('meta.total_pages') as number;
  expect((await bank.ask('GET', `${transactions}&per_page=50&page=${pages}`)).status).toBe(200);
  const reply = await bank.ask('GET', `${transactions}&per_page=50&page=${pages + 1}`);
  expect([reply.status, reply.at('errors.source.parameter')]).toEqual([422, 'page']);
});

it('gives an empty first page where nothing fits', async () => {
  const reply = await bank.ask('GET', `${transactions}&settled_at_to=1999-01-01T00:00:00Z`);
  expect(reply.status).toBe(200);
  expect(reply.listAt('transactions')).toEqual([]);
  expect(reply.at('meta')).toMatchObject({ total_count: 0, next_page: null });
});

it('takes a per_page above 100 for 100, or refuses it, as set', async () => {
  expect((await bank.ask('GET', `${transactions}&per_page=500`)).at('meta.per_page')).toBe(100);
  await bank.control('POST', 'settings', { perPageAboveLimit: 'refuse' });
  expect((await bank.ask('GET', `${transactions}&per_page=500`)).status).toBe(422);
});

it('can leave next_page out on the last page', async () => {
  await bank.control('POST', 'settings', { nextPageOnLastPage: 'absent' });
  expect((await bank.ask('GET', '/v2/labels')).at('meta')).not.toHaveProperty('next_page');
  expect((await bank.ask('GET', '/v2/labels?per_page=1')).at('meta.next_page')).toBe(2);
});

it('knows no parameter current_page', async () => {
  expect((await bank.ask('GET', `${transactions}&current_page=3`)).at('meta.current_page')).toBe(1);
});

it.each(['page=0', 'page=-1', 'page=x', 'per_page=0', 'per_page=1.5'])('refuses %s', async (parameter) => {
  expect((await bank.ask('GET', `${transactions}&${parameter}`)).status).toBe(422);
});

it('spells the refusal as the family does: an object at transactions, verbose entries at labels', async () => {
  const object = await bank.ask('GET', `${transactions}&page=0`);
  expect(object.at('errors')).toEqual(expect.objectContaining({ code: 'invalid' }));
  const verbose = await bank.ask('GET', '/v2/labels?page=0');
  expect(verbose.at('errors.0')).toMatchObject({ status: '422', message: 'page must be greater than 0' });
});
