import { ok, type Answer } from './answer.js';
import type { Bank } from './bank.js';
import { isDay, objectOf, textOrNull } from './body.js';
import { page } from './pagination.js';
import { refuse } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Route, Routes } from './routes.js';
import { findSupplierInvoices } from './supplier-invoice-filter.js';
import { actionsOf, type SupplierInvoice, type SupplierInvoiceStatus } from './supplier-invoice-row.js';
import { supplierInvoices } from './supplier-invoice-seed.js';
import { uploadSupplierInvoices } from './supplier-invoice-upload.js';

/** Since then a French e-invoice is refused with a reason code only. Source: docs.qonto.com, reject, read 2026-11-20. */
const REASON_CODE_SINCE = '2026-09-01';

/** Supplier invoices; there is no update and no delete. The three marks answer with the bare invoice. */
const routes: Routes = {
  'GET /v2/supplier_invoices': {
    scopes: ['supplier_invoice.read'],
    handle: (ask, bank) =>
      page(
        'supplier_invoices',
        findSupplierInvoices(bank.of(supplierInvoices).all(), ask.query, bank),
        ask,
        bank,
      ),
  },

  'GET /v2/supplier_invoices/:id': {
    scopes: ['supplier_invoice.read'],
    handle(ask, bank) {
      const invoice = bank.of(supplierInvoices).get(ask.params['id'] ?? '');
      return invoice ? ok({ supplier_invoice: invoice }) : unknown();
    },
  },

  'POST /v2/supplier_invoices/bulk': { scopes: ['supplier_invoice.write'], handle: uploadSupplierInvoices },

  'POST /v2/supplier_invoices/:id/mark_as_paid': mark((invoice, fields, bank) => {
    const payment_date = fields['payment_date'] ?? bank.now().toISOString().slice(0, 10);
    if (!isDay(payment_date))
      return refuse(422, 'invalid_format', 'payment_date must be a date', {
        pointer: '/supplier_invoice/payment_date',
      });
    if (['scheduled', 'rejected'].includes(invoice.status)) return wrongStatus();
    return moved(bank, invoice, 'paid', { payment_date });
  }),

  'POST /v2/supplier_invoices/:id/unmark_as_paid': mark((invoice, _, bank) =>
    invoice.status === 'paid' ? moved(bank, invoice, 'to_review', { payment_date: null }) : wrongStatus(),
  ),

  'POST /v2/supplier_invoices/:id/reject': mark((invoice, fields, bank) => {
    if (!['to_review', 'to_approve', 'awaiting_payment'].includes(invoice.status)) return wrongStatus();
    const needsCode = invoice.is_einvoice && bank.now().toISOString() >= REASON_CODE_SINCE;
    if (needsCode && textOrNull(fields['declined_reason_code']) === null)
      return refuse(422, 'required', 'declined_reason_code is missing', {
        pointer: '/supplier_invoice/declined_reason_code',
      });
    return moved(bank, invoice, 'rejected', { declined_note: textOrNull(fields['declined_note']) });
  }),
};

export const supplierInvoiceResource: Resource = {
  name: 'supplier_invoices',
  routes,
  shelf: supplierInvoices,
  rows: (bank) => bank.of(supplierInvoices),
};

type Fields = Readonly<Record<string, unknown>>;

function mark(work: (invoice: SupplierInvoice, fields: Fields, bank: Bank) => Answer): Route {
  return {
    scopes: ['supplier_invoice.write'],
    handle(ask: Ask, bank: Bank) {
      const invoice = bank.of(supplierInvoices).get(ask.params['id'] ?? '');
      if (!invoice) return unknown();
      const body = ask.body.length === 0 ? {} : objectOf(ask.json());
      return work(invoice, objectOf(body['supplier_invoice']), bank);
    },
  };
}

function moved(
  bank: Bank,
  invoice: SupplierInvoice,
  status: SupplierInvoiceStatus,
  fields: Partial<SupplierInvoice>,
): Answer {
  const available_actions = actionsOf(status, invoice.iban);
  return ok(bank.of(supplierInvoices).change(invoice, { ...fields, status, available_actions }));
}

function wrongStatus(): Answer {
  return refuse(400, 'invalid_status', 'The status of the invoice does not allow this', { parameter: 'id' });
}

function unknown(): Answer {
  return refuse(404, 'not_found', 'Supplier invoice not found', { parameter: 'id' });
}
