import { empty, ok, type Answer } from './answer.js';
import type { Bank } from './bank.js';
import { isDay, textOf } from './body.js';
import { readInvoiceBody } from './client-invoice-draft.js';
import type { ClientInvoice, LifecycleEvent } from './client-invoice-row.js';
import { clientInvoices } from './client-invoice-seed.js';
import { clients } from './client-seed.js';
import { refuseInvoice } from './refusal.js';
import type { Ask, Route, Routes } from './routes.js';

/** Seconds until the platform reports on an e-invoice; not documented. */
const REPORT_SECONDS = 30;

/**
 * What can happen to a finalized invoice: unpaid → paid → unpaid, unpaid → canceled, and sending it.
 * A step that its status does not allow is 409 `client_invoice_conflict`: Qonto documents the code, not the case.
 * Source: Qonto's Postman collections, 2026.
 */
export const invoiceStatusRoutes: Routes = {
  'POST /v2/client_invoices/:id/mark_as_paid': route((invoice, ask, bank) => {
    const day = ask.body.length === 0 ? undefined : readInvoiceBody(ask)['paid_at'];
    const today = bank.now().toISOString().slice(0, 10);
    if (day !== undefined && (!isDay(day) || day > today))
      return refuseInvoice(
        422,
        'invalid_format',
        'paid_at must be a date that is not future',
        PAID_AT,
        'paid_at',
      );
    if (invoice.status !== 'unpaid' && invoice.status !== 'paid') return conflict();
    const paid_at = `${day ?? today}T00:00:00.000Z`;
    return changed(bank, invoice, { status: 'paid', paid_at, amount_paid: invoice.total_amount });
  }),

  'POST /v2/client_invoices/:id/unmark_as_paid': route((invoice, _, bank) => {
    if (invoice.status !== 'paid') return conflict();
    const nothing = { value: '0.00', currency: invoice.currency };
    return changed(bank, invoice, { status: 'unpaid', paid_at: null, amount_paid: nothing });
  }),

  'POST /v2/client_invoices/:id/mark_as_canceled': route((invoice, _, bank) =>
    invoice.status === 'unpaid' ? changed(bank, invoice, { status: 'canceled' }) : conflict(),
  ),

  'POST /v2/client_invoices/:id/send': route((invoice, ask) => {
    const body = readInvoiceBody(ask);
    const to = body['send_to'];
    if (!Array.isArray(to) || to.length === 0 || to.some((address) => !textOf(address).includes('@')))
      return refuseInvoice(
        422,
        'invalid_format',
        'send_to must list addresses',
        '/data/attributes/send_to',
        'send_to',
      );
    if (textOf(body['email_title']) === '')
      return refuseInvoice(
        422,
        'invalid_format',
        'email_title is missing',
        '/data/attributes/email_title',
        'email_title',
      );
    return invoice.status === 'draft' ? conflict() : empty();
  }),

  // Asynchronous, and a repeat is no error. Source: docs.qonto.com, send by e-invoice, read 2026-11-20.
  'POST /v2/client_invoices/:id/send_by_einvoice': route((invoice, _, bank) => {
    if (invoice.status === 'draft') return conflict();
    if (bank.of(clients).get(invoice.client.id)?.e_invoicing_reachable !== true)
      return refuseInvoice(422, 'invalid_format', 'The client cannot be reached by e-invoice');
    if (invoice.einvoicing_status === undefined) submit(bank, invoice);
    return empty();
  }),
};

const PAID_AT = '/data/attributes/paid_at';

/** 200 submitted, 202 received. Source: Qonto's Postman collections, 2026. */
function submit(bank: Bank, invoice: ClientInvoice): void {
  const event = (status_code: number): LifecycleEvent => ({
    status_code,
    reason: null,
    reason_message: null,
    timestamp: bank.now().toISOString(),
  });
  const rows = bank.of(clientInvoices);
  rows.change(invoice, { einvoicing_status: 'pending', einvoicing_lifecycle_events: [event(200)] });
  bank.later(REPORT_SECONDS, () => {
    const events = [...(invoice.einvoicing_lifecycle_events ?? []), event(202)];
    rows.change(invoice, { einvoicing_lifecycle_events: events });
  });
}

function route(work: (invoice: ClientInvoice, ask: Ask, bank: Bank) => Answer): Route {
  return {
    scopes: ['client_invoice.write'],
    handle(ask, bank) {
      const invoice = bank.of(clientInvoices).get(ask.params['id'] ?? '');
      return invoice ? work(invoice, ask, bank) : refuseInvoice(404, 'not_found', 'Client invoice not found');
    },
  };
}

function changed(bank: Bank, invoice: ClientInvoice, fields: Partial<ClientInvoice>): Answer {
  return ok({ client_invoice: bank.of(clientInvoices).change(invoice, fields) });
}

function conflict(): Answer {
  return refuseInvoice(409, 'client_invoice_conflict', 'The status of the invoice does not allow this');
}
