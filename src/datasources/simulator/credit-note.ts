import { ok } from './answer.js';
import { shelf, type Bank } from './bank.js';
import { keepInvoiceFile } from './client-invoice-file.js';
import type { InvoiceItem, Money } from './client-invoice-item.js';
import type { ClientInvoice, ClientSnapshot } from './client-invoice-row.js';
import { clientInvoices } from './client-invoice-seed.js';
import { page } from './pagination.js';
import { refuseInvoice } from './refusal.js';
import type { Resource } from './resource.js';
import type { Routes } from './routes.js';
import { sorted, within } from './row-filter.js';
import { Table } from './table.js';

/** What takes an invoice back. Source: Qonto's Postman collections, credit notes, 2026. */
export interface CreditNote {
  readonly id: string;
  readonly invoice_id: string;
  readonly attachment_id: string | null;
  readonly number: string;
  readonly issue_date: string;
  readonly invoice_issue_date: string | null;
  readonly currency: string;
  readonly total_amount: Money;
  readonly total_amount_cents: number;
  readonly vat_amount: Money;
  readonly vat_amount_cents: number;
  readonly stamp_duty_amount: string | null;
  readonly terms_and_conditions: string | null;
  readonly header: string | null;
  readonly footer: string | null;
  readonly contact_email: string | null;
  readonly invoice_url: string | null;
  readonly einvoicing_status?: string;
  readonly created_at: string;
  readonly finalized_at: string;
  readonly items: readonly InvoiceItem[] | null;
  readonly client: ClientSnapshot;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** One for each that an invoice names. */
export const creditNotes = shelf('credit_notes', (bank: Bank) => {
  const random = bank.random('credit_notes');
  const invoices = bank.of(clientInvoices).all();
  const rows = invoices
    .flatMap((invoice) => invoice.credit_notes_ids.map((id) => ({ id, invoice })))
    .map(({ id, invoice }, index) => {
      const note = noteOf(invoice, id, index + 1, random.uuidAt(Date.parse(invoice.created_at) + DAY_MS));
      const printable = { ...note, items: invoice.items };
      keepInvoiceFile(bank, printable, note.attachment_id ?? '', invoice.number ?? '');
      return note;
    });
  return new Table<CreditNote>(bank, { rows, blank: () => blank(bank, invoices) });
});

const routes: Routes = {
  'GET /v2/credit_notes': {
    scopes: ['client_invoices.read'],
    handle(ask, bank) {
      const rows = within(bank.of(creditNotes).all(), ask.query, 'created_at', 'bracketed');
      return page('credit_notes', sorted(rows, ask.query, ['created_at'], 'created_at:desc'), ask, bank);
    },
  },
  'GET /v2/credit_notes/:id': {
    scopes: ['client_invoices.read'],
    handle({ params }, bank) {
      const note = bank.of(creditNotes).get(params['id'] ?? '');
      return note ? ok({ credit_note: note }) : refuseInvoice(404, 'not_found', 'Credit note not found');
    },
  },
};

export const creditNoteResource: Resource = {
  name: 'credit_notes',
  routes,
  shelf: creditNotes,
  rows: (bank) => bank.of(creditNotes),
};

function noteOf(invoice: ClientInvoice, id: string, position: number, attachmentId: string): CreditNote {
  const createdAt = new Date(Date.parse(invoice.created_at) + DAY_MS / 2).toISOString();
  return {
    id,
    invoice_id: invoice.id,
    attachment_id: attachmentId,
    number: `A-${createdAt.slice(0, 4)}-${String(position).padStart(4, '0')}`,
    issue_date: createdAt.slice(0, 10),
    invoice_issue_date: invoice.issue_date,
    currency: invoice.currency,
    total_amount: invoice.total_amount,
    total_amount_cents: invoice.total_amount_cents,
    vat_amount: invoice.vat_amount,
    vat_amount_cents: invoice.vat_amount_cents,
    stamp_duty_amount: null,
    terms_and_conditions: invoice.terms_and_conditions,
    header: null,
    footer: null,
    contact_email: invoice.contact_email,
    invoice_url: invoice.invoice_url,
    ...(position % 3 === 0 && { einvoicing_status: 'pending' }),
    created_at: createdAt,
    finalized_at: createdAt,
    items: invoice.items,
    client: invoice.client,
  };
}

function blank(bank: Bank, invoices: readonly ClientInvoice[]): CreditNote {
  const invoice = invoices.find(({ status }) => status === 'paid');
  if (invoice === undefined) throw new Error('There is no invoice to take back');
  return { ...noteOf(invoice, bank.newId(), bank.of(creditNotes).all().length + 1, ''), attachment_id: null };
}
