import { z } from 'zod';
import type { CreditNote, CreditNoteFilter, CreditNoteOrder } from '../../schema/credit-note.js';
import { type Connection, seek } from '../paging/index.js';
import { type Access, connectionRequest, type ConnectionWish } from './connection.js';
import { eInvoicing, wireEInvoicing } from './e-invoicing-event.js';
import { range } from './filter.js';
import { toItem, wireItem } from './invoice-item.js';
import { italianTaxes, toParty, wireItalianTaxes, wireParty } from './invoice-party.js';
import { maybeMoney, wireDecimal, wireMoney } from './money-object.js';
import { type ListRow, pagedList, readOne, type Resource } from './resource.js';
import { each, rowReader } from './row.js';
import { maybe } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, credit notes, read 2026-11-20. Only `id` is sure to be there; the sandbox writes `Invoice_issue_date`.
const wireCreditNote = z.object({
  id: z.string(),
  invoice_id: maybe(z.string()),
  attachment_id: maybe(z.string()),
  number: maybe(z.string()),
  issue_date: maybe(z.string()),
  invoice_issue_date: maybe(z.string()),
  Invoice_issue_date: maybe(z.string()),
  currency: maybe(z.string()),
  total_amount: maybe(wireMoney),
  total_amount_cents: maybe(z.int()),
  vat_amount: maybe(wireMoney),
  vat_amount_cents: maybe(z.int()),
  stamp_duty_amount: maybe(wireDecimal),
  terms_and_conditions: maybe(z.string()),
  header: maybe(z.string()),
  footer: maybe(z.string()),
  contact_email: maybe(z.string()),
  invoice_url: maybe(z.string()),
  created_at: maybe(z.string()),
  finalized_at: maybe(z.string()),
  items: maybe(z.array(wireItem)),
  client: maybe(wireParty),
  ...wireEInvoicing,
  ...wireItalianTaxes,
});

type Wire = z.infer<typeof wireCreditNote>;

const toCreditNote = rowReader<Wire, CreditNote>({
  id: (wire) => wire.id,
  invoiceId: (wire) => wire.invoice_id ?? null,
  attachmentId: (wire) => wire.attachment_id ?? null,
  number: (wire) => wire.number ?? null,
  currency: (wire) => wire.currency ?? null,
  totalAmount: (wire) => maybeMoney(wire.total_amount, wire.total_amount_cents),
  vatAmount: (wire) => maybeMoney(wire.vat_amount, wire.vat_amount_cents),
  stampDutyAmount: (wire) => wire.stamp_duty_amount ?? null,
  issueDate: (wire) => wire.issue_date ?? null,
  invoiceIssueDate: (wire) => wire.invoice_issue_date ?? wire.Invoice_issue_date ?? null,
  createdAt: (wire) => wire.created_at ?? null,
  finalizedAt: (wire) => wire.finalized_at ?? null,
  invoiceUrl: (wire) => wire.invoice_url ?? null,
  contactEmail: (wire) => wire.contact_email ?? null,
  header: (wire) => wire.header ?? null,
  footer: (wire) => wire.footer ?? null,
  termsAndConditions: (wire) => wire.terms_and_conditions ?? null,
  items: (wire) => each(wire.items ?? [], toItem),
  billedTo: (wire) => toParty(wire.client),
  ...eInvoicing,
  ...italianTaxes,
});

const creditNotes: Resource<Wire, CreditNote> = {
  path: '/v2/credit_notes',
  one: 'credit_note',
  many: 'credit_notes',
  wire: wireReader(wireCreditNote),
  toRow: toCreditNote,
};

export class CreditNotes {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<CreditNote | null> {
    return readOne(this.access.session, creditNotes, id);
  }

  /** @throws {BadUserInput} naming the part of the filter that cannot be meant. */
  async list(
    filter: CreditNoteFilter,
    order: CreditNoteOrder,
    wish: ConnectionWish,
  ): Promise<Connection<ListRow<CreditNote>>> {
    const bounds = range('filter.createdAt', filter.createdAt);
    const list = pagedList(
      this.access.session,
      creditNotes,
      {},
      { by: 'created_at', from: 'filter[created_at_from]', to: 'filter[created_at_to]' },
    );
    return seek([list], {
      ...connectionRequest(this.access, creditNotes.path, wish),
      ...bounds,
      direction: order.direction,
      unit: 'second',
      fingerprint: JSON.stringify([creditNotes.path, bounds, order]),
    });
  }
}
