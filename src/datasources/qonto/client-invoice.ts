import { z } from 'zod';
import type { ClientInvoice } from '../../schema/client-invoice.js';
import { ClientInvoiceStatus, ClientInvoiceType } from '../../schema/client-invoice-kind.js';
import { eInvoicing, wireEInvoicing } from './e-invoicing-event.js';
import { toDiscount, toItem, wireDiscount, wireItem } from './invoice-item.js';
import { italianTaxes, toParty, wireItalianTaxes, wireParty } from './invoice-party.js';
import { maybeMoney, wireDecimal, wireMoney } from './money-object.js';
import type { Resource } from './resource.js';
import { each, rowReader } from './row.js';
import { maybe, openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, client invoices, read 2026-11-20. `updated_at` is live though the page does not list it.
const wireClientInvoice = z.object({
  id: z.string(),
  number: maybe(z.string()),
  status: z.string(),
  invoice_type: maybe(z.string()),
  purchase_order: maybe(z.string()),
  invoice_url: maybe(z.string()),
  contact_email: maybe(z.string()),
  terms_and_conditions: maybe(z.string()),
  discount_conditions: maybe(z.string()),
  late_payment_penalties: maybe(z.string()),
  legal_fixed_compensation: maybe(z.string()),
  header: maybe(z.string()),
  footer: maybe(z.string()),
  currency: maybe(z.string()),
  total_amount: maybe(wireMoney),
  total_amount_cents: maybe(z.int()),
  vat_amount: maybe(wireMoney),
  vat_amount_cents: maybe(z.int()),
  amount_paid: maybe(wireMoney),
  deposit_amount: maybe(wireMoney),
  discount: maybe(wireDiscount),
  stamp_duty_amount: maybe(wireDecimal),
  issue_date: maybe(z.string()),
  due_date: maybe(z.string()),
  performance_start_date: maybe(z.string()),
  performance_end_date: maybe(z.string()),
  created_at: maybe(z.string()),
  updated_at: maybe(z.string()),
  finalized_at: maybe(z.string()),
  paid_at: maybe(z.string()),
  // Null, not empty, on a draft without lines.
  items: maybe(z.array(wireItem)),
  client: maybe(wireParty),
  // A list in answers, one object in requests.
  payment_methods: maybe(
    z.array(
      z.object({ iban: maybe(z.string()), bic: maybe(z.string()), beneficiary_name: maybe(z.string()) }),
    ),
  ),
  credit_notes_ids: maybe(z.array(z.string())),
  // Null for about ten seconds after finalizing, while the PDF is made. Source: Qonto's use-case guide, 2026-11-20.
  attachment_id: maybe(z.string()),
  ...wireEInvoicing,
  ...wireItalianTaxes,
});

type Wire = z.infer<typeof wireClientInvoice>;

const status = openEnum(ClientInvoiceStatus);
const invoiceType = openEnum(ClientInvoiceType);

const toClientInvoice = rowReader<Wire, ClientInvoice>({
  id: (wire) => wire.id,
  number: (wire) => wire.number ?? null,
  status: (wire) => status(wire.status),
  rawStatus: (wire) => wire.status,
  invoiceType: (wire) => (wire.invoice_type == null ? null : invoiceType(wire.invoice_type)),
  rawInvoiceType: (wire) => wire.invoice_type ?? null,
  purchaseOrder: (wire) => wire.purchase_order ?? null,
  currency: (wire) => wire.currency ?? null,
  totalAmount: (wire) => maybeMoney(wire.total_amount, wire.total_amount_cents),
  vatAmount: (wire) => maybeMoney(wire.vat_amount, wire.vat_amount_cents),
  amountPaid: (wire) => maybeMoney(wire.amount_paid),
  depositAmount: (wire) => maybeMoney(wire.deposit_amount),
  discount: (wire) => toDiscount(wire.discount),
  stampDutyAmount: (wire) => wire.stamp_duty_amount ?? null,
  issueDate: (wire) => wire.issue_date ?? null,
  dueDate: (wire) => wire.due_date ?? null,
  performancePeriodStart: (wire) => wire.performance_start_date ?? null,
  performancePeriodEnd: (wire) => wire.performance_end_date ?? null,
  createdAt: (wire) => wire.created_at ?? null,
  updatedAt: (wire) => wire.updated_at ?? null,
  finalizedAt: (wire) => wire.finalized_at ?? null,
  paidAt: (wire) => wire.paid_at ?? null,
  invoiceUrl: (wire) => wire.invoice_url ?? null,
  contactEmail: (wire) => wire.contact_email ?? null,
  header: (wire) => wire.header ?? null,
  footer: (wire) => wire.footer ?? null,
  termsAndConditions: (wire) => wire.terms_and_conditions ?? null,
  discountConditions: (wire) => wire.discount_conditions ?? null,
  latePaymentPenalties: (wire) => wire.late_payment_penalties ?? null,
  legalFixedCompensation: (wire) => wire.legal_fixed_compensation ?? null,
  items: (wire) => each(wire.items ?? [], toItem),
  billedTo: (wire) => toParty(wire.client),
  paymentIban: (wire) => wire.payment_methods?.[0]?.iban ?? null,
  paymentBic: (wire) => wire.payment_methods?.[0]?.bic ?? null,
  paymentBeneficiaryName: (wire) => wire.payment_methods?.[0]?.beneficiary_name ?? null,
  attachmentId: (wire) => wire.attachment_id ?? null,
  creditNoteIds: (wire) => wire.credit_notes_ids ?? [],
  ...eInvoicing,
  ...italianTaxes,
});

export const clientInvoices: Resource<Wire, ClientInvoice> = {
  path: '/v2/client_invoices',
  one: 'client_invoice',
  many: 'client_invoices',
  wire: wireReader(wireClientInvoice),
  toRow: toClientInvoice,
};
