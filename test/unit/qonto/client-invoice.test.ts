import { clientInvoices } from '../../../src/datasources/qonto/client-invoice.js';
import { wholly } from '../../../src/datasources/qonto/row.js';

const euro = (value: string) => ({ value, currency: 'EUR' });
const read = (fields: object) =>
  clientInvoices.toRow(clientInvoices.wire({ id: 'i', status: 'unpaid', ...fields }, place), {
    readAt: '2026-03-20T12:00:00Z',
  });
const place = { call: 'GET /v2/client_invoices/{id}', at: 'client_invoice' };

it('needs no more of an invoice than its id and status', () => {
  expect(read({})).toMatchObject({
    id: 'i',
    status: 'UNPAID',
    number: null,
    items: [],
    billedTo: null,
    eInvoicingStatus: null,
    eInvoicingEvents: [],
    creditNoteIds: [],
    attachmentId: null,
  });
  expect(read({ items: null, payment_methods: null, client: null }).items).toEqual([]);
});

it('reads what only Italian invoices have, and deposits', () => {
  const row = read({
    invoice_type: 'deposit',
    deposit_amount: euro('100.00'),
    stamp_duty_amount: '2.00',
    welfare_fund: { type: 'TC01', rate: '0.04' },
    withholding_tax: { reason: 'RF01', rate: '0.20', payment_reason: 'A', amount: '20.00' },
  });
  expect(row).toMatchObject({
    invoiceType: 'DEPOSIT',
    depositAmount: euro('100.00'),
    stampDutyAmount: '2.00',
    welfareFund: { type: 'TC01', rate: '0.04' },
    withholdingTax: { reason: 'RF01', rate: '0.20', paymentReason: 'A', amount: '20.00' },
  });
});

it.each([
  ['percentage', 'PERCENTAGE'],
  ['absolute', 'ABSOLUTE'],
  ['amount', 'ABSOLUTE'],
  ['loyalty', 'UNRECOGNIZED'],
])('reads a discount of the kind %s as %s', (rawType, type) => {
  const { discount } = read({ discount: { type: rawType, value: '0.10', amount: euro('5.00') } });
  expect(wholly(discount)).toEqual({ type, rawType, value: '0.10', amount: euro('5.00') });
});

it('finds the address of a client in its frame, or lying flat beside it', () => {
  const flat = { address: '1 rue', city: 'Paris', zip_code: '75001', country_code: 'fr' };
  const framed = { street_address: '2 rue', city: 'Lyon', country_code: 'FR' };
  const none = { street: null, city: null, zipCode: null, provinceCode: null, countryCode: null };
  expect(wholly(read({ client: flat }).billedTo!.billingAddress)).toEqual({
    ...none,
    street: '1 rue',
    city: 'Paris',
    zipCode: '75001',
    countryCode: 'FR',
  });
  expect(wholly(read({ client: { ...flat, billing_address: framed } }).billedTo!.billingAddress)).toEqual({
    ...none,
    street: '2 rue',
    city: 'Lyon',
    countryCode: 'FR',
  });
  expect(read({ client: { billing_address: {} } }).billedTo!.billingAddress).toBeNull();
});

it('puts the steps of an e-invoice in order, however finely their times are printed', () => {
  const step = (status_code: number, timestamp?: string) => ({ status_code, timestamp });
  const { eInvoicingEvents } = read({
    einvoicing_lifecycle_events: [
      step(202, '2024-12-04T12:05:16.4497+01:00'),
      step(200, '2024-12-04T11:05:15Z'),
      step(201, '2024-12-04T11:05:16.4Z'),
    ],
  });
  expect(eInvoicingEvents).toMatchObject([{ statusCode: 200 }, { statusCode: 201 }, { statusCode: 202 }]);
});

it('does not show a total that is not what its cents say', () => {
  const invoice = read({ total_amount: euro('10.00'), total_amount_cents: 1001 });
  expect(() => invoice.totalAmount).toThrow(/differ/);
});
