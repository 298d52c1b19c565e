import type { Bank } from './bank.js';
import type { Money } from './client-invoice-item.js';
import { organizationId } from './company.js';

export const SUPPLIER_INVOICE_STATUSES = [
  'to_review',
  'to_approve',
  'pending',
  'awaiting_payment',
  'to_pay',
  'scheduled',
  'paid',
  'archived',
  'rejected',
] as const;
export type SupplierInvoiceStatus = (typeof SUPPLIER_INVOICE_STATUSES)[number];

export const SUPPLIER_INVOICE_SOURCES = [
  'email_forward',
  'pay_by_invoice',
  'supplier_invoices',
  'integration',
  'transaction_attachment',
  'generic_upload',
  'e_invoicing',
  'regate',
  'pay_later',
] as const;

/**
 * An invoice of a supplier. What is read from its picture is null until it has been read.
 * Source: Qonto's Postman collections and docs.qonto.com, supplier invoices, 2026.
 */
export interface SupplierInvoice {
  readonly id: string;
  readonly organization_id: string;
  status: SupplierInvoiceStatus;
  readonly source_type: 'email' | 'e_invoicing' | 'direct_upload';
  readonly source: string;
  readonly attachment_id: string;
  readonly display_attachment_id: string;
  readonly file_name: string;
  readonly is_einvoice: boolean;
  readonly e_invoice_type: string | null;
  readonly created_at: string;
  updated_at: string;
  analyzed_at: string | null;
  invoice_number: string | null;
  supplier_name: string | null;
  supplier_id: string | null;
  vat_number: string | null;
  tin: string | null;
  iban: string | null;
  description: string | null;
  issue_date: string | null;
  due_date: string | null;
  payment_date: string | null;
  scheduled_date: string | null;
  total_amount: Money | null;
  total_amount_excluding_taxes: Money | null;
  total_tax_amount: Money | null;
  payable_amount: Money | null;
  total_amount_credit_notes: Money | null;
  taxes: { readonly tax_amount: Money; readonly tax_rate: string }[] | null;
  declined_note: string | null;
  initiator_id: string | null;
  has_duplicates: boolean;
  has_discrepancies: boolean;
  is_credit_note: boolean;
  has_suggested_credit_notes: boolean;
  readonly is_attachment_invoice: boolean;
  is_attachment_non_financial: boolean;
  attachment_category: string;
  matched_transactions: string[];
  transfer_ids: string[];
  request_transfer: null;
  self_invoice_id: string | null;
  einvoicing_lifecycle_events: readonly object[];
  meta: Readonly<Record<string, unknown>> | null;
  available_actions: object;
  approval_workflow: ApprovalWorkflow | null;
  related_invoices: readonly object[];
  suggested_transactions: readonly object[];
}

export interface ApprovalWorkflow {
  readonly approver_ids: string[];
  readonly supplier_invoice_request_id: string | null;
  readonly verified_by: string | null;
  readonly last_approved_by: string | null;
}

/** An invoice whose file has arrived and has not been read yet. */
export function unreadInvoice(
  bank: Bank,
  given: Pick<
    SupplierInvoice,
    'id' | 'attachment_id' | 'file_name' | 'source' | 'source_type' | 'created_at'
  >,
): SupplierInvoice {
  return {
    organization_id: organizationId(bank),
    status: 'to_review',
    display_attachment_id: given.attachment_id,
    is_einvoice: given.source_type === 'e_invoicing',
    e_invoice_type: null,
    updated_at: given.created_at,
    analyzed_at: null,
    invoice_number: null,
    supplier_name: null,
    supplier_id: null,
    vat_number: null,
    tin: null,
    iban: null,
    description: null,
    issue_date: null,
    due_date: null,
    payment_date: null,
    scheduled_date: null,
    total_amount: null,
    total_amount_excluding_taxes: null,
    total_tax_amount: null,
    payable_amount: null,
    total_amount_credit_notes: null,
    taxes: null,
    declined_note: null,
    initiator_id: null,
    has_duplicates: false,
    has_discrepancies: false,
    is_credit_note: false,
    has_suggested_credit_notes: false,
    is_attachment_invoice: true,
    is_attachment_non_financial: false,
    attachment_category: 'UNKNOWN',
    matched_transactions: [],
    transfer_ids: [],
    request_transfer: null,
    self_invoice_id: null,
    einvoicing_lifecycle_events: [],
    meta: null,
    available_actions: actionsOf('to_review', null),
    approval_workflow: null,
    related_invoices: [],
    suggested_transactions: [],
    ...given,
  };
}

/** What the web application would offer, and why it does not offer the rest. */
export function actionsOf(status: SupplierInvoiceStatus, iban: string | null): object {
  const isOpen = !['paid', 'archived', 'rejected', 'scheduled'].includes(status);
  const canPay = isOpen && iban !== null;
  const canArchive = status !== 'archived';
  const invalid = (ok: boolean) => (ok ? [] : ['invalid_status']);
  return {
    delete: isOpen,
    archive: canArchive,
    unarchive: !canArchive,
    pay: canPay,
    reasons: {
      pay: isOpen && iban === null ? ['missing_iban'] : invalid(isOpen),
      delete: invalid(isOpen),
      archive: invalid(canArchive),
      unarchive: invalid(!canArchive),
    },
  };
}
