import { readFileSync } from 'node:fs';
import { differences } from '../../support/shape.js';
import { startedSimulator, type Caller } from '../../support/simulator-caller.js';
import { walk } from '../../support/walk.js';

const shapes = JSON.parse(readFileSync('test/contract/fixtures/banking-shapes.json', 'utf8')) as Record<
  string,
  unknown
>;

let bank: Caller;
let accountId: string;
beforeAll(async () => {
  bank = await startedSimulator({ sizes: { transactions: 1_500 } });
  accountId = (await bank.ask('GET', '/v2/organization')).textAt('organization.bank_accounts.0.id');
});
afterAll(() => bank.simulator.close());

it.each([
  ['organization', '/v2/organization'],
  ['bank_account', '/v2/bank_accounts/{account}'],
  ['own_membership', '/v2/membership', 'membership'],
])('shows one %s as documented', async (shape, path, key = shape) => {
  const reply = await bank.ask('GET', path.replace('{account}', accountId));
  expect(reply.status).toBe(200);
  expect(differences(reply.at(key), shapes[shape])).toEqual([]);
});

it.each([
  ['bank_account', 'bank_accounts', '/v2/bank_accounts', false],
  [
    'transaction',
    'transactions',
    '/v2/transactions?bank_account_id={account}&status[]=completed&status[]=pending&status[]=declined' +
      '&includes[]=attachments&includes[]=labels&includes[]=vat_details',
    true,
  ],
  ['label', 'labels', '/v2/labels', true],
  ['membership', 'memberships', '/v2/memberships', true],
  ['statement', 'statements', '/v2/statements?per_page=5', true],
])('lists every %s as documented', async (shape, key, path, hasMeta) => {
  const reply = await bank.ask('GET', path.replace('{account}', accountId));
  expect(reply.listAt(key).length).toBeGreaterThan(2);
  expect(differences(reply.at(key), [shapes[shape]])).toEqual([]);
  expect(differences(reply.at('meta'), hasMeta ? shapes['meta'] : {})).toEqual(
    hasMeta ? [] : ['$: is no object'],
  );
});

it('tells the story of a whole company: every side, status and many kinds of operation', async () => {
  const seen = { side: new Set(), status: new Set(), operation_type: new Set(), vat_rate: new Set() };
  for (const account of (await bank.ask('GET', '/v2/bank_accounts')).listAt('bank_accounts')) {
    const { id } = account as { id: string };
    const path = `/v2/transactions?bank_account_id=${id}&status[]=completed&status[]=pending&status[]=declined`;
    for (const row of await walk<Record<string, unknown>>(bank, path, 'transactions'))
      for (const name of ['side', 'status', 'operation_type', 'vat_rate'] as const) seen[name].add(row[name]);
  }
  expect(seen.side).toEqual(new Set(['credit', 'debit']));
  expect(seen.status).toEqual(new Set(['completed', 'declined', 'pending']));
  expect(seen.operation_type.size).toBeGreaterThanOrEqual(9);
  expect([...seen.vat_rate]).toEqual(expect.arrayContaining([-1, null, 0, 10, 20]));
});

it('hides money and account numbers from an employee by leaving the fields out', async () => {
  await bank.control('POST', 'credentials', { authorization: 'Bearer employee', role: 'employee' });
  const asEmployee = { Authorization: 'Bearer employee' };
  const account = (await bank.ask('GET', `/v2/bank_accounts/${accountId}`, undefined, asEmployee)).at(
    'bank_account',
  );
  expect(Object.keys(account as object).sort()).toEqual(['id', 'main', 'name', 'organization_id', 'status']);
  const list = await bank.ask('GET', `/v2/transactions?bank_account_id=${accountId}`, undefined, asEmployee);
  expect([list.status, list.at('errors.0.code')]).toEqual([403, 'forbidden']);
});
