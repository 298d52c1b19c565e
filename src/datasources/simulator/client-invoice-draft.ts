import { bankAccounts } from './bank-account.js';
import type { Bank } from './bank.js';
import { isDay, isObject, objectOf, textOf, textOrNull } from './body.js';
import { clients, type Client } from './client-seed.js';
import { priceItem, sumItems, type InvoiceItem } from './client-invoice-item.js';
import { clientSnapshot, type ClientInvoice, type PaymentMethod } from './client-invoice-row.js';
import { clientInvoices } from './client-invoice-seed.js';
import { COMPANY } from './company.js';
import { refuseInvoice, Refused } from './refusal.js';
import type { Ask } from './routes.js';

type Body = Readonly<Record<string, unknown>>;

/** The body of a request, which must be JSON. An empty one is "EOF". Source: qontoctl, live 2026. */
export function readInvoiceBody(ask: Ask): Body {
  if (ask.body.length === 0) throw new Refused(refuseInvoice(422, 'invalid_body', 'EOF'));
  try {
    return objectOf(JSON.parse(ask.body.toString('utf8')));
  } catch {
    throw new Refused(refuseInvoice(400, 'malformed_json', 'The body is no JSON'));
  }
}

/**
 * The fields of a new invoice. The body is flat; one wrapped in `client_invoice` fails as it does live, with
 * "IBAN is empty". The currency comes from the client unless given.
 * Source: Qonto's use-case guide and Postman collections; qontoctl, live 2026.
 */
export function readNewInvoice(
  body: Body,
  bank: Bank,
): Partial<ClientInvoice> & Pick<ClientInvoice, 'client'> {
  const payment_methods = readPaymentMethods(body, bank);
  const client = readClient(body, bank);
  const currency = textOrNull(body['currency']) ?? client.currency;
  if (currency === null) throw invalid('currency', 'currency is missing');
  return {
    ...readDates(body, ['issue_date', 'due_date']),
    ...readTexts(body),
    ...readNumber(body, bank),
    ...readItems(body, currency),
    currency,
    payment_methods,
    contact_email: client.email,
    client: clientSnapshot(client),
  };
}

/** The fields of a change to a draft: only those present. */
export function readChanges(body: Body, invoice: ClientInvoice, bank: Bank): Partial<ClientInvoice> {
  const client = 'client_id' in body ? readClient(body, bank) : undefined;
  return {
    ...readDates(body, []),
    ...readTexts(body),
    ...readNumber(body, bank, invoice),
    ...('items' in body && readItems(body, invoice.currency)),
    ...('payment_methods' in body && { payment_methods: readPaymentMethods(body, bank) }),
    ...(client && { client: clientSnapshot(client), contact_email: client.email }),
  };
}

function readClient(body: Body, bank: Bank): Client {
  const client = bank.of(clients).get(textOf(body['client_id']));
  if (client === undefined)
    throw new Refused(
      refuseInvoice(422, 'invalid_client_id', 'client_id is unknown', pointer('client_id'), 'client_id'),
    );
  // Without these a client exists but cannot be invoiced. Source: Qonto's use-case guide, 2026-11-20.
  if (client.billing_address === null) throw invalid('client/address', 'The client has no address');
  if (client.kind === 'company' && client.tax_identification_number === null)
    throw invalid('client/tax_identification_number', 'The client has no tax identification number');
  return client;
}

function readPaymentMethods(body: Body, bank: Bank): PaymentMethod[] {
  const iban = textOf(objectOf(body['payment_methods'])['iban']).replace(/\s/g, '').toUpperCase();
  if (iban === '')
    throw new Refused(refuseInvoice(422, 'invalid_iban', 'IBAN is empty', pointer('payment_methods/iban')));
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban))
    throw new Refused(refuseInvoice(422, 'invalid_iban', 'IBAN is invalid', pointer('payment_methods/iban')));
  const account = bank
    .of(bankAccounts)
    .all()
    .find((row) => row.iban === iban);
  return [{ type: 'transfer', iban, bic: account?.bic ?? null, beneficiary_name: COMPANY.legal_name }];
}

const DATES = ['issue_date', 'due_date', 'performance_start_date', 'performance_end_date'] as const;
const TEXTS = ['purchase_order', 'terms_and_conditions', 'header', 'footer', 'stamp_duty_amount'] as const;
const SETTINGS = ['discount_conditions', 'late_payment_penalties', 'legal_fixed_compensation'] as const;

function readDates(body: Body, required: readonly (typeof DATES)[number][]): Partial<ClientInvoice> {
  const fields: Partial<ClientInvoice> = {};
  for (const name of DATES) {
    const value = body[name];
    if ((value === undefined || value === null) && !required.includes(name)) continue;
    if (!isDay(value)) throw invalid(name, `${name} must be a date`);
    fields[name] = value;
  }
  if (fields.issue_date && fields.due_date && fields.due_date < fields.issue_date)
    throw invalid('due_date', 'due_date must not be before issue_date');
  return fields;
}

function readTexts(body: Body): Partial<ClientInvoice> {
  const settings = objectOf(body['settings']);
  const fields: Partial<ClientInvoice> = {};
  for (const name of TEXTS) if (name in body) fields[name] = textOrNull(body[name]);
  for (const name of SETTINGS) if (name in settings) fields[name] = textOrNull(settings[name]);
  return fields;
}

/** Manual numbering; a number is given once. Source: Qonto's Postman collections, 2026. */
function readNumber(body: Body, bank: Bank, own?: ClientInvoice): Partial<ClientInvoice> {
  const number = textOrNull(body['number']);
  if (number === null) return {};
  const isTaken = bank
    .of(clientInvoices)
    .all()
    .some((row) => row.number === number && row !== own);
  if (isTaken)
    throw new Refused(
      refuseInvoice(409, 'invoice_number_already_exists', 'The number is taken', pointer('number')),
    );
  return { number };
}

function readItems(body: Body, currency: string): Partial<ClientInvoice> {
  const wanted = body['items'];
  if (wanted !== undefined && !Array.isArray(wanted)) throw invalid('items', 'items must be a list');
  const items = (wanted ?? []).map((item: unknown, index): InvoiceItem => {
    const priced = priceItem(item, currency);
    if ('wrong' in priced) throw invalid(`items/${index}/${priced.wrong}`, `${priced.wrong} is invalid`);
    if (isObject(item) && isObject(item['unit_price']) && item['unit_price']['currency'] !== currency)
      throw invalid(`items/${index}/unit_price/currency`, 'The currency is not that of the invoice');
    return priced;
  });
  return { items: items.length === 0 ? null : items, ...sumItems(items, currency) };
}

function invalid(field: string, detail: string): Refused {
  return new Refused(refuseInvoice(422, 'invalid_format', detail, pointer(field), field.split('/').at(-1)));
}

function pointer(field: string): string {
  return `/data/attributes/${field}`;
}
