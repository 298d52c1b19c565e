import type { Bank } from './bank.js';
import type { InvoiceItem } from './client-invoice-item.js';
import type { ClientInvoice, ClientSnapshot } from './client-invoice-row.js';
import { COMPANY, COMPANY_ADDRESS, COMPANY_VAT_NUMBER } from './company.js';
import { renderFacturX } from './factur-x.js';
import { fromCents } from './decimal.js';
import { printedOnce, type PrintedInvoice, type PrintedLine, type PrintedParty } from './pdf.js';
import { storedFiles } from './stored-file.js';

/** What invoice and credit note have in common on paper. */
export type Printable = Pick<
  ClientInvoice,
  | 'number'
  | 'currency'
  | 'issue_date'
  | 'created_at'
  | 'finalized_at'
  | 'client'
  | 'items'
  | 'total_amount'
  | 'total_amount_cents'
  | 'vat_amount'
  | 'vat_amount_cents'
  | 'terms_and_conditions'
> &
  Partial<Pick<ClientInvoice, 'due_date' | 'payment_methods' | 'purchase_order' | 'footer'>>;

/**
 * Keeps the Factur-X of an invoice under an id; the PDF is made when first asked for.
 * It shows the invoice as it is now, whatever happens to it later: paying does not change a document.
 */
export function keepInvoiceFile(bank: Bank, invoice: Printable, id: string, corrects?: string): void {
  const printed = print(invoice, corrects);
  bank.of(storedFiles).add({
    id,
    created_at: invoice.finalized_at ?? invoice.created_at,
    file_name: `${printed.number}-${COMPANY.legal_name.replace(/\s+/g, '-')}.pdf`,
    file_content_type: 'application/pdf',
    content: printedOnce(() => renderFacturX(printed)),
  });
}

function print(invoice: Printable, corrects: string | undefined): PrintedInvoice {
  const [method] = invoice.payment_methods ?? [];
  return {
    kind: corrects === undefined ? 'invoice' : 'credit_note',
    number: invoice.number ?? '',
    currency: invoice.currency,
    issue_date: invoice.issue_date ?? invoice.created_at.slice(0, 10),
    due_date: invoice.due_date ?? null,
    finalized_at: invoice.finalized_at ?? invoice.created_at,
    seller: SELLER,
    buyer: buyerOf(invoice.client),
    lines: (invoice.items ?? []).map(lineOf),
    subtotal: fromCents(invoice.total_amount_cents - invoice.vat_amount_cents),
    total_vat: invoice.vat_amount.value,
    total: invoice.total_amount.value,
    paid: '0.00',
    iban: method?.iban ?? null,
    bic: method?.bic ?? null,
    purchase_order: invoice.purchase_order ?? null,
    corrects: corrects ?? null,
    notes: [invoice.terms_and_conditions, invoice.footer].filter((note) => typeof note === 'string'),
  };
}

const SELLER: PrintedParty = {
  name: COMPANY.legal_name,
  street: COMPANY_ADDRESS.address_line_1,
  zip_code: COMPANY_ADDRESS.address_zipcode,
  city: COMPANY_ADDRESS.address_city,
  country_code: COMPANY_ADDRESS.address_country,
  vat_number: COMPANY_VAT_NUMBER,
  legal_number: COMPANY.legal_number,
};

function buyerOf(client: ClientSnapshot): PrintedParty {
  return {
    name: client.name ?? `${client.first_name ?? ''} ${client.last_name ?? ''}`.trim(),
    street: client.address ?? '',
    zip_code: client.zip_code ?? '',
    city: client.city ?? '',
    country_code: client.country_code ?? 'FR',
    vat_number: client.vat_number,
    legal_number: client.tax_identification_number,
  };
}

function lineOf(item: InvoiceItem): PrintedLine {
  return {
    title: item.title,
    description: item.description,
    quantity: item.quantity,
    unit: item.unit,
    unit_price: item.unit_price.value,
    vat_rate: item.vat_rate,
    vat_exemption_reason: item.vat_exemption_reason,
    discount: item.discount?.amount.value ?? null,
    subtotal: item.subtotal.value,
    total_vat: item.total_vat.value,
  };
}
