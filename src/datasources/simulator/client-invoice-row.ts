import type { Bank } from './bank.js';
import type { Address, Client } from './client-seed.js';
import type { InvoiceItem, Money } from './client-invoice-item.js';
import { COMPANY, COMPANY_ADDRESS, COMPANY_VAT_NUMBER, organizationId } from './company.js';

/** An invoice to a client. Source: Qonto's Postman collections, 2026; qontoctl (`updated_at`, nulls), live 2026. */
export interface ClientInvoice {
  readonly id: string;
  readonly organization_id: string;
  /** Null on a draft without a number of its own. */
  number: string | null;
  status: 'draft' | 'unpaid' | 'paid' | 'canceled';
  readonly invoice_type: string;
  purchase_order: string | null;
  invoice_url: string | null;
  contact_email: string | null;
  terms_and_conditions: string | null;
  discount_conditions: string | null;
  late_payment_penalties: string | null;
  legal_fixed_compensation: string | null;
  header: string | null;
  footer: string | null;
  currency: string;
  total_amount: Money;
  total_amount_cents: number;
  vat_amount: Money;
  vat_amount_cents: number;
  amount_paid: Money;
  issue_date: string | null;
  due_date: string | null;
  performance_start_date: string | null;
  performance_end_date: string | null;
  readonly created_at: string;
  updated_at: string;
  finalized_at: string | null;
  paid_at: string | null;
  stamp_duty_amount: string | null;
  /** Null, not empty, on a draft without lines. */
  items: InvoiceItem[] | null;
  client: ClientSnapshot;
  payment_methods: PaymentMethod[] | null;
  credit_notes_ids: string[];
  organization: Readonly<Record<string, unknown>>;
  /** Null until the PDF exists, about ten seconds after finalizing. */
  attachment_id: string | null;
  einvoicing_status?: string;
  einvoicing_lifecycle_events?: LifecycleEvent[];
}

export interface PaymentMethod {
  readonly type: 'transfer';
  readonly iban: string;
  readonly bic: string | null;
  readonly beneficiary_name: string | null;
}

export interface LifecycleEvent {
  readonly status_code: number;
  readonly reason: string | null;
  readonly reason_message: string | null;
  readonly timestamp: string;
}

/** The client as it was when the invoice was made. It says `type` where a client says `kind`. */
export interface ClientSnapshot {
  readonly id: string;
  readonly type: string;
  readonly name: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly vat_number: string | null;
  readonly tax_identification_number: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly zip_code: string | null;
  readonly province_code: string | null;
  readonly country_code: string | null;
  readonly recipient_code: string | null;
  readonly locale: string | null;
  readonly billing_address: Address | null;
  readonly delivery_address: Address | null;
}

export function clientSnapshot(client: Client): ClientSnapshot {
  return {
    id: client.id,
    type: client.kind,
    name: client.name,
    first_name: client.first_name,
    last_name: client.last_name,
    email: client.email,
    vat_number: client.vat_number,
    tax_identification_number: client.tax_identification_number,
    address: client.address,
    city: client.city,
    zip_code: client.zip_code,
    province_code: client.province_code,
    country_code: client.country_code,
    recipient_code: client.recipient_code,
    locale: client.locale,
    billing_address: client.billing_address,
    delivery_address: client.delivery_address,
  };
}

/** An empty draft; whoever makes it adds the client. */
export function blankInvoice(bank: Bank, id: string, createdAt: string): Omit<ClientInvoice, 'client'> {
  const nothing = { value: '0.00', currency: 'EUR' };
  return {
    id,
    organization_id: organizationId(bank),
    number: null,
    status: 'draft',
    invoice_type: 'standard',
    purchase_order: null,
    invoice_url: `https://pay.qonto.com/invoices/${id}`,
    contact_email: null,
    terms_and_conditions: null,
    discount_conditions: null,
    late_payment_penalties: null,
    legal_fixed_compensation: null,
    header: null,
    footer: null,
    currency: 'EUR',
    total_amount: nothing,
    total_amount_cents: 0,
    vat_amount: nothing,
    vat_amount_cents: 0,
    amount_paid: nothing,
    issue_date: null,
    due_date: null,
    performance_start_date: null,
    performance_end_date: null,
    created_at: createdAt,
    updated_at: createdAt,
    finalized_at: null,
    paid_at: null,
    stamp_duty_amount: null,
    items: null,
    payment_methods: null,
    credit_notes_ids: [],
    organization: organizationSnapshot(bank),
    attachment_id: null,
  };
}

function organizationSnapshot(bank: Bank): Readonly<Record<string, unknown>> {
  return {
    id: organizationId(bank),
    legal_name: COMPANY.legal_name,
    legal_number: COMPANY.legal_number,
    legal_country: COMPANY.legal_country,
    ...COMPANY_ADDRESS,
    address_line_2: null,
    company_leadership: null,
    district_court: null,
    commercial_register_number: null,
    vat_number: COMPANY_VAT_NUMBER,
    tax_number: null,
    legal_capital_share: { value: `${COMPANY.legal_share_capital}.00`, currency: 'EUR' },
    transaction_type: 'services',
    vat_payment_condition: 'on_receipts',
  };
}
