import { fromCents, productInCents } from './decimal.js';
import { inventCompany, type InventedCompany } from './invented-company.js';
import type { PrintedInvoice, PrintedParty } from './pdf.js';
import type { Random } from './random.js';
import { COMPANY, COMPANY_ADDRESS, COMPANY_VAT_NUMBER } from './company.js';
import { actionsOf, type SupplierInvoice } from './supplier-invoice-row.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What an invoice of a supplier says. */
export interface Reading {
  readonly supplier: InventedCompany;
  readonly supplier_id: string;
  readonly invoice_number: string;
  readonly issue_date: string;
  readonly due_date: string;
  readonly subtotal_cents: number;
  readonly tax_cents: number;
  readonly tax_rate: string;
}

/** Draws the text of an invoice issued some days before a moment. */
export function drawReading(random: Random, atMs: number): Reading {
  const day = (days: number) => new Date(atMs + days * DAY_MS).toISOString().slice(0, 10);
  const issuedDaysAgo = random.integer(0, 12);
  const subtotal_cents = random.integer(1_500, 480_000);
  const tax_rate = random.pick(['0.20', '0.20', '0.20', '0.10', '0.055']);
  return {
    supplier: inventCompany(random),
    supplier_id: random.uuid(),
    invoice_number: `${random.pick(['FA', 'INV', 'F', '2026'])}-${random.digits(6)}`,
    issue_date: day(-issuedDaysAgo),
    due_date: day(30 - issuedDaysAgo),
    subtotal_cents,
    tax_cents: productInCents(fromCents(subtotal_cents), tax_rate),
    tax_rate,
  };
}

/** The fields that reading fills; a part of them stays empty now and then, as with real pictures. */
export function fieldsRead(
  reading: Reading,
  random: Random,
  status: SupplierInvoice['status'],
): Partial<SupplierInvoice> {
  const money = (cents: number) => ({ value: fromCents(cents), currency: 'EUR' });
  const sometimes = <Value>(value: Value): Value | null => (random.chance(0.1) ? null : value);
  const total = money(reading.subtotal_cents + reading.tax_cents);
  const iban = sometimes(reading.supplier.iban);
  return {
    supplier_name: reading.supplier.name,
    supplier_id: reading.supplier_id,
    invoice_number: sometimes(reading.invoice_number),
    vat_number: sometimes(reading.supplier.vat_number),
    tin: sometimes(reading.supplier.siren),
    iban,
    issue_date: reading.issue_date,
    due_date: sometimes(reading.due_date),
    total_amount: total,
    total_amount_excluding_taxes: money(reading.subtotal_cents),
    total_tax_amount: money(reading.tax_cents),
    payable_amount: total,
    taxes: [{ tax_amount: money(reading.tax_cents), tax_rate: reading.tax_rate }],
    attachment_category: 'INVOICE',
    available_actions: actionsOf(status, iban),
  };
}

/** The paper the reading comes from. */
export function paperOf(reading: Reading): PrintedInvoice {
  const subtotal = fromCents(reading.subtotal_cents);
  const { supplier } = reading;
  return {
    kind: 'invoice',
    number: reading.invoice_number,
    currency: 'EUR',
    issue_date: reading.issue_date,
    due_date: reading.due_date,
    finalized_at: `${reading.issue_date}T08:00:00.000Z`,
    seller: partyOf(supplier),
    buyer: BUYER,
    lines: [
      {
        title: 'Fournitures et prestations',
        description: null,
        quantity: '1',
        unit: null,
        unit_price: subtotal,
        vat_rate: reading.tax_rate,
        vat_exemption_reason: null,
        discount: null,
        subtotal,
        total_vat: fromCents(reading.tax_cents),
      },
    ],
    subtotal,
    total_vat: fromCents(reading.tax_cents),
    total: fromCents(reading.subtotal_cents + reading.tax_cents),
    paid: '0.00',
    iban: supplier.iban,
    bic: supplier.bic,
    purchase_order: null,
    corrects: null,
    notes: [],
  };
}

function partyOf(supplier: InventedCompany): PrintedParty {
  return {
    name: supplier.name,
    street: supplier.street_address,
    zip_code: supplier.zip_code,
    city: supplier.city,
    country_code: 'FR',
    vat_number: supplier.vat_number,
    legal_number: supplier.siren,
  };
}

const BUYER: PrintedParty = {
  name: COMPANY.legal_name,
  street: COMPANY_ADDRESS.address_line_1,
  zip_code: COMPANY_ADDRESS.address_zipcode,
  city: COMPANY_ADDRESS.address_city,
  country_code: COMPANY_ADDRESS.address_country,
  vat_number: COMPANY_VAT_NUMBER,
  legal_number: COMPANY.legal_number,
};
