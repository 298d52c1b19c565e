import { readFileSync } from 'node:fs';
import { differences } from '../../support/shape.js';
import { newKey, startedSimulator, type Caller } from '../../support/simulator-caller.js';
import { walk } from '../../support/walk.js';

const shapes = JSON.parse(readFileSync('test/contract/fixtures/payment-shapes.json', 'utf8')) as Record<
  string,
  Record<string, unknown>
>;

let bank: Caller;
beforeAll(async () => (bank = await startedSimulator()));
afterAll(() => bank.simulator.close());

/** Lists null on a draft without lines and on an unread invoice, which a shape of lists cannot say. */
function withoutEmptyLists(row: Record<string, unknown>): Record<string, unknown> {
  const { items, taxes: _taxes, ...rest } = row;
  return { ...rest, ...('items' in row && { items: items ?? [] }) };
}

it.each([
  ['beneficiary', 'beneficiaries', '/v2/sepa/beneficiaries'],
  ['transfer', 'transfers', '/v2/sepa/transfers'],
  ['client', 'clients', '/v2/clients'],
  ['client_invoice', 'client_invoices', '/v2/client_invoices?exclude_imported=false'],
  ['credit_note', 'credit_notes', '/v2/credit_notes'],
  ['supplier_invoice', 'supplier_invoices', '/v2/supplier_invoices'],
])('lists every %s as documented, and shows one alike', async (shape, key, path) => {
  const rows = await walk<Record<string, unknown>>(bank, path, key);
  expect(rows.length).toBeGreaterThan(5);
  expect(differences(rows.map(withoutEmptyLists), [shapes[shape]])).toEqual([]);
  const one = await bank.ask('GET', `${path.split('?')[0]}/${String(rows[0]?.['id'] as string)}`);
  expect(one.at(shape)).toEqual(rows[0]);
});

it.each([
  ['verify_payee', { iban: 'FR7616958000014849440866435', beneficiary_name: 'Adwin' }],
  [
    'bulk_verify_payee',
    { requests: [{ id: 'a', iban: 'FR7616958000014849440866435', beneficiary_name: 'Admin' }] },
  ],
  [
    'skip_verify_payee',
    { requests: [{ id: 'a', iban: 'FR7616958000014849440866435', beneficiary_name: 'Admin' }] },
  ],
])('answers %s without an envelope, as documented', async (shape, body) => {
  const reply = await bank.ask('POST', `/v2/sepa/${shape}`, body);
  expect(differences(JSON.parse(reply.body), shapes[shape])).toEqual([]);
});

it('shows a fresh supplier invoice as documented before it is read', async () => {
  const form = new FormData();
  form.append('supplier_invoices[][idempotency_key]', 'shape');
  form.append('supplier_invoices[][file]', new Blob(['%PDF-1.4']), 'a.pdf');
  const reply = await bank.ask('POST', '/v2/supplier_invoices/bulk', form, newKey());
  const rows = reply.listAt('supplier_invoices') as Record<string, unknown>[];
  expect(differences(rows.map(withoutEmptyLists), [shapes['supplier_invoice']])).toEqual([]);
});

it('shows the e-invoicing settings as documented', async () => {
  const reply = await bank.ask('GET', '/v2/einvoicing/settings');
  expect(differences(JSON.parse(reply.body), shapes['einvoicing_settings'])).toEqual([]);
});

it('holds the same rows for the same seed, and others for another', async () => {
  const banks = await Promise.all([1, 1, 2].map((seed) => startedSimulator({ seed })));
  try {
    for (const path of [
      'sepa/beneficiaries',
      'sepa/transfers',
      'clients',
      'client_invoices',
      'supplier_invoices',
    ]) {
      const [one, two, three] = await Promise.all(
        banks.map((born) => born.ask('GET', `/v2/${path}?per_page=25`)),
      );
      expect(two?.body === one?.body).toBe(true);
      expect(three?.body === one?.body).toBe(false);
    }
  } finally {
    await Promise.all(banks.map(({ simulator }) => simulator.close()));
  }
});
