import { bankAccounts } from './bank-account.js';
import { shelf, type Bank } from './bank.js';
import { clients, type Client } from './client-seed.js';
import { priceItem, sumItems, type InvoiceItem } from './client-invoice-item.js';
import { blankInvoice, clientSnapshot, type ClientInvoice } from './client-invoice-row.js';
import { keepInvoiceFile } from './client-invoice-file.js';
import type { Random } from './random.js';
import { Table } from './table.js';
import { webhooks } from './webhook.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Ids of the invoices that were not made here; lists hide them unless asked. */
export const importedInvoices = shelf('imported_client_invoices', () => new Set<string>());

/**
 * The invoices of the last year: drafts among the youngest, mostly paid among the oldest, some canceled, some imported,
 * some with credit notes. Every one that is no draft has its file.
 */
export const clientInvoices = shelf('client_invoices', (bank: Bank) => {
  const random = bank.random('client_invoices');
  const count = bank.sizes.clientInvoices;
  const numbers = new Map<string, number>();
  const rows = Array.from({ length: count }, (_, index) => {
    const createdAtMs =
      bank.bornAt.getTime() -
      Math.ceil((360 * (count - index)) / count) * DAY_MS +
      random.integer(0, DAY_MS - 1);
    const invoice = drawInvoice(bank, random, createdAtMs, index / count);
    if (invoice.status === 'draft') return invoice;
    const year = String(invoice.issue_date).slice(0, 4);
    numbers.set(year, (numbers.get(year) ?? 0) + 1);
    const isImported = index % 23 === 9;
    invoice.number = isImported
      ? `IMP-${random.digits(5)}`
      : `F-${year}-${String(numbers.get(year)).padStart(4, '0')}`;
    if (isImported) bank.of(importedInvoices).add(invoice.id);
    invoice.attachment_id = random.uuidAt(createdAtMs + 10_000);
    keepInvoiceFile(bank, invoice, invoice.attachment_id);
    return invoice;
  });
  return new Table<ClientInvoice>(bank, {
    rows,
    blank: () => freshInvoice(bank),
    // The sample of the documentation has no `event`. Source: docs.qonto.com, webhooks, read 2026-11-20.
    announce: (invoice) => bank.of(webhooks).announce('v1/client-invoices', () => invoice),
  });
});

/** The next free number of a year: `F-2026-0042`. */
export function nextNumber(bank: Bank, year: string): string {
  const prefix = `F-${year}-`;
  const taken = bank
    .of(clientInvoices)
    .all()
    .flatMap(({ number }) =>
      number?.startsWith(prefix) === true ? [Number(number.slice(prefix.length))] : [],
    )
    .filter(Number.isInteger);
  const highest = taken.reduce((one, other) => Math.max(one, other), 0);
  return `${prefix}${String(highest + 1).padStart(4, '0')}`;
}

/** Made and finalized just now, with its file. */
function freshInvoice(bank: Bank): ClientInvoice {
  const now = bank.stamp();
  const random = bank.random('client_invoice', now);
  const invoice: ClientInvoice = {
    ...drawInvoice(bank, random, Date.parse(now), 1),
    id: bank.newId(),
    number: nextNumber(bank, now.slice(0, 4)),
    status: 'unpaid',
    items: drawItems(random),
    finalized_at: now,
    paid_at: null,
    amount_paid: { value: '0.00', currency: 'EUR' },
    attachment_id: bank.newId(),
    created_at: now,
    updated_at: now,
  };
  Object.assign(invoice, sumItems(invoice.items ?? [], invoice.currency));
  keepInvoiceFile(bank, invoice, invoice.attachment_id ?? '');
  return invoice;
}

function drawInvoice(bank: Bank, random: Random, createdAtMs: number, age: number): ClientInvoice {
  const client = random.pick(bank.of(clients).all());
  const status = drawStatus(random, age);
  const at = (days: number) => new Date(createdAtMs + days * DAY_MS).toISOString();
  const items = drawItems(random);
  const sums = sumItems(items, 'EUR');
  const paidAfterDays = random.integer(2, 29);
  // Nothing may have happened after the bank was born.
  const changedAtMs = Math.min(
    createdAtMs + paidAfterDays * DAY_MS,
    bank.bornAt.getTime() - random.integer(1, 3_600_000),
  );
  const changedAt = new Date(Math.max(changedAtMs, createdAtMs + 12_000)).toISOString();
  const account = bank.of(bankAccounts).all()[0];
  return {
    ...blankInvoice(bank, random.uuidAt(createdAtMs), at(0)),
    ...sums,
    client: clientSnapshot(client),
    contact_email: client.email,
    status,
    issue_date: at(0).slice(0, 10),
    due_date: at(30).slice(0, 10),
    items: status === 'draft' && random.chance(0.2) ? null : items,
    payment_methods: account
      ? [
          {
            type: 'transfer',
            iban: account.iban,
            bic: account.bic,
            beneficiary_name: 'Ateliers Lumignon SAS',
          },
        ]
      : null,
    purchase_order: random.chance(0.2) ? `BC-${random.digits(5)}` : null,
    header: random.chance(0.1) ? 'Merci de votre confiance' : null,
    ...(status !== 'draft' && { finalized_at: at(0), ...conditions() }),
    ...(status === 'paid' && { paid_at: changedAt, amount_paid: sums.total_amount }),
    ...(status !== 'draft' && reach(random, client, at(0))),
    credit_notes_ids:
      status === 'canceled' && random.chance(0.8) ? [random.uuidAt(createdAtMs + DAY_MS)] : [],
    updated_at: status === 'paid' || status === 'canceled' ? changedAt : at(0.0002),
  };
}

function drawStatus(random: Random, age: number): ClientInvoice['status'] {
  if (age > 0.9) return random.pick(['draft', 'draft', 'unpaid', 'unpaid', 'paid']);
  if (age > 0.7) return random.pick(['unpaid', 'unpaid', 'paid', 'paid', 'canceled']);
  return random.pick(['paid', 'paid', 'paid', 'paid', 'paid', 'paid', 'unpaid', 'canceled', 'canceled']);
}

function drawItems(random: Random): InvoiceItem[] {
  const [title, unit, lowest, highest] = random.pick(SERVICES);
  return Array.from({ length: random.integer(1, 4) }, (_, index) =>
    priceItem(
      {
        title: index === 0 ? title : `${title} (${index + 1})`,
        description: random.chance(0.3) ? 'Selon devis accepté' : null,
        quantity: random.pick(['1', '2', '10', '7.5', '0.5']),
        unit,
        unit_price: { value: `${random.integer(lowest, highest)}.${random.pick(['00', '50', '99'])}` },
        vat_rate: random.pick(['0.20', '0.20', '0.20', '0.10', '0.055', '0']),
        discount: random.chance(0.1) ? { type: 'percentage', value: '0.10' } : null,
      },
      'EUR',
    ),
  ).filter((item): item is InvoiceItem => 'title' in item);
}

function conditions() {
  return {
    terms_and_conditions: 'Paiement à 30 jours.',
    discount_conditions: 'Pas d’escompte pour paiement anticipé.',
    late_payment_penalties: 'Trois fois le taux d’intérêt légal.',
    legal_fixed_compensation: 'Indemnité forfaitaire de 40 €.',
  };
}

function reach(random: Random, client: Client, timestamp: string): Partial<ClientInvoice> {
  if (client.e_invoicing_reachable !== true) return {};
  const event = (status_code: number) => ({ status_code, reason: null, reason_message: null, timestamp });
  return {
    einvoicing_status: random.pick(['pending', 'declined', 'not_delivered', 'submission_failed']),
    einvoicing_lifecycle_events: [event(200), event(201), event(202)],
  };
}

const SERVICES = [
  ['Conseil en identité visuelle', 'day', 400, 950],
  ['Maquette de site', 'unit', 900, 4200],
  ['Maintenance mensuelle', 'month', 90, 350],
  ['Atelier de conception', 'hour', 80, 160],
  ['Impression grand format', 'unit', 25, 240],
] as const;
