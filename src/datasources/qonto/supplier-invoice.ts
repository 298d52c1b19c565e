import { z } from 'zod';
import type { SupplierInvoice, TransactionMatch } from '../../schema/supplier-invoice.js';
import { SupplierInvoiceStatus } from '../../schema/supplier-invoice-kind.js';
import type { SupplierInvoiceSummary, SupplierInvoiceTax } from '../../schema/supplier-invoice-part.js';
import { eInvoicing, wireEInvoicing } from './e-invoicing-event.js';
import { maybeMoney, wireDecimal, wireMoney } from './money-object.js';
import type { Resource } from './resource.js';
import { each, rowReader } from './row.js';
import { maybe, openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, list supplier invoices, read 2026-11-20. What is read from the picture is null until it was read.
const wireSupplierInvoice = z.object({
  id: z.string(),
  status: z.string(),
  source_type: maybe(z.string()),
  source: maybe(z.string()),
  attachment_id: maybe(z.string()),
  display_attachment_id: maybe(z.string()),
  file_name: maybe(z.string()),
  is_einvoice: maybe(z.boolean()),
  e_invoice_type: maybe(z.string()),
  created_at: maybe(z.string()),
  updated_at: maybe(z.string()),
  analyzed_at: maybe(z.string()),
  invoice_number: maybe(z.string()),
  supplier_name: maybe(z.string()),
  issuer_name: maybe(z.string()),
  vat_number: maybe(z.string()),
  tin: maybe(z.string()),
  iban: maybe(z.string()),
  description: maybe(z.string()),
  issue_date: maybe(z.string()),
  due_date: maybe(z.string()),
  payment_date: maybe(z.string()),
  scheduled_date: maybe(z.string()),
  total_amount: maybe(wireMoney),
  total_amount_excluding_taxes: maybe(wireMoney),
  total_tax_amount: maybe(wireMoney),
  payable_amount: maybe(wireMoney),
  total_amount_credit_notes: maybe(wireMoney),
  taxes: maybe(z.array(z.object({ tax_amount: maybe(wireMoney), tax_rate: maybe(wireDecimal) }))),
  declined_note: maybe(z.string()),
  attachment_category: maybe(z.string()),
  is_credit_note: maybe(z.boolean()),
  has_duplicates: maybe(z.boolean()),
  has_discrepancies: maybe(z.boolean()),
  has_suggested_credit_notes: maybe(z.boolean()),
  initiator_id: maybe(z.string()),
  approval_workflow: maybe(z.object({ approver_ids: maybe(z.array(z.string())) })),
  transfer_ids: maybe(z.array(z.string())),
  // First ids of transfers, later objects. Source: Qonto's Postman collections and docs.qonto.com, 2026-11-20.
  matched_transactions: maybe(
    z.array(z.union([z.string(), z.object({ transaction_id: maybe(z.string()) })])),
  ),
  related_invoices: maybe(
    z.array(
      z.object({
        id: z.string(),
        invoice_number: maybe(z.string()),
        total_amount: maybe(wireMoney),
        file_name: maybe(z.string()),
      }),
    ),
  ),
  einvoicing_lifecycle_events: wireEInvoicing.einvoicing_lifecycle_events,
});

type Wire = z.infer<typeof wireSupplierInvoice>;

const status = openEnum(SupplierInvoiceStatus);

const readTax = rowReader<NonNullable<Wire['taxes']>[number], SupplierInvoiceTax>({
  amount: (wire) => maybeMoney(wire.tax_amount),
  rate: (wire) => wire.tax_rate ?? null,
});

const readSummary = rowReader<NonNullable<Wire['related_invoices']>[number], SupplierInvoiceSummary>({
  id: (wire) => wire.id,
  number: (wire) => textOf(wire.invoice_number),
  totalAmount: (wire) => maybeMoney(wire.total_amount),
  fileName: (wire) => textOf(wire.file_name),
});

const toSupplierInvoice = rowReader<Wire, SupplierInvoice>({
  id: (wire) => wire.id,
  number: (wire) => textOf(wire.invoice_number),
  status: (wire) => status(wire.status),
  rawStatus: (wire) => wire.status,
  supplierName: (wire) => textOf(wire.supplier_name),
  issuerName: (wire) => textOf(wire.issuer_name),
  vatNumber: (wire) => textOf(wire.vat_number),
  tin: (wire) => textOf(wire.tin),
  description: (wire) => textOf(wire.description),
  fileName: (wire) => textOf(wire.file_name),
  totalAmount: (wire) => maybeMoney(wire.total_amount),
  totalAmountExcludingTaxes: (wire) => maybeMoney(wire.total_amount_excluding_taxes),
  totalTaxAmount: (wire) => maybeMoney(wire.total_tax_amount),
  taxes: (wire) => each(wire.taxes ?? [], readTax),
  payableAmount: (wire) => maybeMoney(wire.payable_amount),
  creditNotesTotal: (wire) => maybeMoney(wire.total_amount_credit_notes),
  issueDate: (wire) => textOf(wire.issue_date),
  dueDate: (wire) => textOf(wire.due_date),
  paymentDate: (wire) => textOf(wire.payment_date),
  scheduledDate: (wire) => textOf(wire.scheduled_date),
  iban: (wire) => textOf(wire.iban),
  sourceType: (wire) => wire.source_type ?? null,
  source: (wire) => wire.source ?? null,
  documentCategory: (wire) =>
    wire.attachment_category === 'UNKNOWN' ? null : textOf(wire.attachment_category),
  eInvoiceType: (wire) => textOf(wire.e_invoice_type),
  isEInvoice: (wire) => wire.is_einvoice ?? false,
  isCreditNote: (wire) => wire.is_credit_note ?? false,
  hasDuplicates: (wire) => wire.has_duplicates ?? false,
  hasDiscrepancies: (wire) => wire.has_discrepancies ?? false,
  hasSuggestedCreditNotes: (wire) => wire.has_suggested_credit_notes ?? false,
  declinedNote: (wire) => textOf(wire.declined_note),
  createdAt: (wire) => wire.created_at ?? null,
  updatedAt: (wire) => wire.updated_at ?? null,
  analyzedAt: (wire) => wire.analyzed_at ?? null,
  relatedInvoices: (wire) => each(wire.related_invoices ?? [], readSummary),
  eInvoicingEvents: eInvoicing.eInvoicingEvents,
  attachmentId: (wire) => wire.attachment_id ?? null,
  displayAttachmentId: (wire) => wire.display_attachment_id ?? null,
  initiatorId: (wire) => wire.initiator_id ?? null,
  approverIds: (wire) => wire.approval_workflow?.approver_ids ?? [],
  transferIds: (wire) => wire.transfer_ids ?? [],
  matches: (wire) => (wire.matched_transactions ?? []).flatMap(matchOf),
});

export const supplierInvoices: Resource<Wire, SupplierInvoice> = {
  path: '/v2/supplier_invoices',
  one: 'supplier_invoice',
  many: 'supplier_invoices',
  wire: wireReader(wireSupplierInvoice),
  toRow: toSupplierInvoice,
};

/** The samples of the bank have `""` where nothing was read. Source: Qonto's Postman collections, 2026-11-20. */
function textOf(text: string | null | undefined): string | null {
  return text == null || text === '' ? null : text;
}

function matchOf(match: NonNullable<Wire['matched_transactions']>[number]): TransactionMatch[] {
  if (typeof match === 'string') return [{ transferId: match }];
  return match.transaction_id == null ? [] : [{ transactionId: match.transaction_id }];
}
