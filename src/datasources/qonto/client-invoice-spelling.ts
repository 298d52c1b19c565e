import type { ClientInvoiceFilter } from '../../schema/client-invoice-filter.js';
import type {
  CreateInvoiceInput,
  SendInvoiceInput,
  UpdateInvoiceInput,
} from '../../schema/client-invoice-input.js';
import { known, range } from './filter.js';
import { itemBody } from './invoice-item.js';
import type { Query } from './resource.js';
import { wordOf } from './wire.js';

/**
 * Spells a filter as `GET /v2/client_invoices` wants it, but for the bounds on the creation, which belong to paging.
 * Statuses are one text with commas here. Source: docs.qonto.com, list client invoices, read 2026-11-20.
 *
 * @throws {BadUserInput} naming the part that cannot be meant.
 */
export function invoiceQuery(filter: ClientInvoiceFilter): Query {
  const updatedAt = range('filter.updatedAt', filter.updatedAt);
  return {
    'filter[status]': known('filter.statuses', filter.statuses)?.map(wordOf).join(','),
    'filter[updated_at_from]': updatedAt.from,
    'filter[updated_at_to]': updatedAt.to,
    exclude_imported: filter.includeImported ? false : undefined,
  };
}

/** A draft as the bank takes it: flat. Source: Qonto's use-case guide, "Generate a Factur-X invoice", read 2026-11-20. */
export function createBody(input: CreateInvoiceInput) {
  return { ...fieldsOf(input), status: 'draft' };
}

/** What changes in a draft; what was not given is left out. */
export function updateBody(input: Omit<UpdateInvoiceInput, 'id'>) {
  return fieldsOf(input);
}

/** An e-mail as the bank takes it. Source: docs.qonto.com, send a client invoice, read 2026-11-20. */
export function sendBody(message: Omit<SendInvoiceInput, 'id'>) {
  return {
    send_to: message.to,
    email_title: message.subject,
    email_body: message.body ?? undefined,
    copy_to_self: message.copyToSelf,
  };
}

function fieldsOf(input: CreateInvoiceInput | Omit<UpdateInvoiceInput, 'id'>) {
  const settings = {
    discount_conditions: input.discountConditions,
    late_payment_penalties: input.latePaymentPenalties,
    legal_fixed_compensation: input.legalFixedCompensation,
  };
  return {
    client_id: input.clientId ?? undefined,
    issue_date: input.issueDate ?? undefined,
    due_date: input.dueDate ?? undefined,
    currency: input.currency ?? undefined,
    payment_methods: input.paymentIban == null ? undefined : { iban: input.paymentIban },
    items: input.items?.map(itemBody),
    number: input.number,
    purchase_order: input.purchaseOrder,
    performance_start_date: input.performancePeriodStart,
    performance_end_date: input.performancePeriodEnd,
    header: input.header,
    footer: input.footer,
    terms_and_conditions: input.termsAndConditions,
    settings: Object.values(settings).some((text) => text !== undefined) ? settings : undefined,
  };
}
