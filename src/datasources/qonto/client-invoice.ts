import { z } from 'zod';
import type { ClientInvoice } from '../../schema/client-invoice.js';
import { ClientInvoiceStatus, ClientInvoiceType } from '../../schema/client-invoice-kind.js';
import { eInvoicingOf, wireEInvoicing } from './e-invoicing-event.js';
import { toDiscount, toItem, wireDiscount, wireItem } from './invoice-item.js';
import { italianTaxesOf, toParty, wireItalianTaxes, wireParty } from './invoice-party.js';
import { maybeMoney, wireDecimal, wireMoney } from './money-object.js';
import type { Resource } from './resource.js';
import { maybe, openEnum } from './wire.js';

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

function toClientInvoice(wire: Wire): ClientInvoice {
  const [payment] = wire.payment_methods ?? [];
  return {
    id: wire.id,
    number: wire.number ?? null,
    status: status(wire.status),
    rawStatus: wire.status,
    invoiceType: wire.invoice_type == null ? null : invoiceType(wire.invoice_type),
    rawInvoiceType: wire.invoice_type ?? null,
    purchaseOrder: wire.purchase_order ?? null,
    currency: wire.currency ?? null,
    totalAmount: maybeMoney(wire.total_amount, wire.total_amount_cents),
    vatAmount: maybeMoney(wire.vat_amount, wire.vat_amount_cents),
    amountPaid: maybeMoney(wire.amount_paid),
    depositAmount: maybeMoney(wire.deposit_amount),
    discount: toDiscount(wire.discount),
    stampDutyAmount: wire.stamp_duty_amount ?? null,
    issueDate: wire.issue_date ?? null,
    dueDate: wire.due_date ?? null,
    performancePeriodStart: wire.performance_start_date ?? null,
    performancePeriodEnd: wire.performance_end_date ?? null,
    createdAt: wire.created_at ?? null,
    updatedAt: wire.updated_at ?? null,
    finalizedAt: wire.finalized_at ?? null,
    paidAt: wire.paid_at ?? null,
    invoiceUrl: wire.invoice_url ?? null,
    contactEmail: wire.contact_email ?? null,
    header: wire.header ?? null,
    footer: wire.footer ?? null,
    termsAndConditions: wire.terms_and_conditions ?? null,
    discountConditions: wire.discount_conditions ?? null,
    latePaymentPenalties: wire.late_payment_penalties ?? null,
    legalFixedCompensation: wire.legal_fixed_compensation ?? null,
    items: (wire.items ?? []).map(toItem),
    billedTo: toParty(wire.client),
    paymentIban: payment?.iban ?? null,
    paymentBic: payment?.bic ?? null,
    paymentBeneficiaryName: payment?.beneficiary_name ?? null,
    attachmentId: wire.attachment_id ?? null,
    creditNoteIds: wire.credit_notes_ids ?? [],
    ...eInvoicingOf(wire),
    ...italianTaxesOf(wire),
  };
}

export const clientInvoices: Resource<Wire, ClientInvoice> = {
  path: '/v2/client_invoices',
  one: 'client_invoice',
  many: 'client_invoices',
  wire: wireClientInvoice,
  toRow: toClientInvoice,
};
