import { empty, ok, type Answer } from './answer.js';
import type { Bank } from './bank.js';
import { readChanges, readInvoiceBody, readNewInvoice } from './client-invoice-draft.js';
import { keepInvoiceFile } from './client-invoice-file.js';
import { invoiceImportRoutes } from './client-invoice-import.js';
import { blankInvoice, type ClientInvoice } from './client-invoice-row.js';
import { clientInvoices, importedInvoices, nextNumber } from './client-invoice-seed.js';
import { invoiceStatusRoutes } from './client-invoice-status.js';
import { page } from './pagination.js';
import { refuseInvoice } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';
import { among, listed, sorted, truth, within } from './row-filter.js';

const STATUSES = ['draft', 'unpaid', 'paid', 'canceled'];

/** Client invoices. Source: Qonto's Postman collections and use-case guide, 2026-11-20. */
const routes: Routes = {
  'GET /v2/client_invoices': {
    scopes: ['client_invoices.read'],
    handle(ask, bank) {
      const { query } = ask;
      const statuses = listed(query, 'filter[status]');
      const unknownStatus = statuses.find((status) => !STATUSES.includes(status));
      if (unknownStatus !== undefined)
        return refuseInvoice(422, 'invalid_format', 'status is unknown', '/filter/status', 'filter[status]');
      let rows = among(bank.of(clientInvoices).all(), statuses, 'status');
      // Imported ones are hidden by default, so a sync that does not ask misses them.
      if (truth(query, 'exclude_imported') !== false)
        rows = rows.filter(({ id }) => !bank.of(importedInvoices).has(id));
      for (const field of ['created_at', 'updated_at', 'due_date'] as const)
        rows = within(rows, query, field, 'bracketed');
      return page('client_invoices', sorted(rows, query, ['created_at'], 'created_at:desc'), ask, bank);
    },
  },

  'POST /v2/client_invoices': { scopes: ['client_invoice.write'], handle: create },

  'GET /v2/client_invoices/:id': {
    scopes: ['client_invoices.read'],
    handle: (ask, bank) => withInvoice(ask, bank, (client_invoice) => ok({ client_invoice })),
  },

  'PATCH /v2/client_invoices/:id': {
    scopes: ['client_invoice.write'],
    handle: (ask, bank) =>
      withInvoice(ask, bank, (invoice) => {
        if (invoice.status !== 'draft') return notDraft('invoice_not_in_draft_status');
        const changes = readChanges(readInvoiceBody(ask), invoice, bank);
        return ok({ client_invoice: bank.of(clientInvoices).change(invoice, changes) });
      }),
  },

  'DELETE /v2/client_invoices/:id': {
    scopes: ['client_invoice.write'],
    handle: (ask, bank) =>
      withInvoice(ask, bank, (invoice) => {
        if (invoice.status !== 'draft') return notDraft('forbidden_invoice_deletion');
        bank.of(clientInvoices).remove(invoice.id);
        return empty();
      }),
  },

  'POST /v2/client_invoices/:id/finalize': {
    scopes: ['client_invoice.write'],
    handle: (ask, bank) =>
      withInvoice(ask, bank, (invoice) => {
        if (invoice.status !== 'draft') return notDraft('invoice_not_in_draft_status');
        if (invoice.items === null)
          return refuseInvoice(422, 'invalid_format', 'items are missing', '/data/attributes/items', 'items');
        return ok({ client_invoice: finalize(bank, invoice) });
      }),
  },
};

export const clientInvoiceResource: Resource = {
  name: 'client_invoices',
  routes: { ...routes, ...invoiceStatusRoutes, ...invoiceImportRoutes },
  shelf: clientInvoices,
  rows: (bank) => bank.of(clientInvoices),
};

/** Runs with the invoice of the path, or answers 404. */
function withInvoice(ask: Ask, bank: Bank, work: (invoice: ClientInvoice) => Answer): Answer {
  const invoice = bank.of(clientInvoices).get(ask.params['id'] ?? '');
  return invoice ? work(invoice) : refuseInvoice(404, 'not_found', 'Client invoice not found');
}

/** `status: "draft"` makes a draft; anything else is finalized at once. */
function create(ask: Ask, bank: Bank): Answer {
  const body = readInvoiceBody(ask);
  const fields = readNewInvoice(body, bank);
  if (body['status'] !== 'draft' && (fields.items ?? null) === null)
    return refuseInvoice(422, 'invalid_format', 'items are missing', '/data/attributes/items', 'items');
  const invoice: ClientInvoice = { ...blankInvoice(bank, bank.newId(), bank.stamp()), ...fields };
  bank.of(clientInvoices).add(invoice);
  return ok({ client_invoice: body['status'] === 'draft' ? invoice : finalize(bank, invoice) });
}

/**
 * Gives the number, locks the invoice and starts its PDF: `attachment_id` is null for about ten seconds, and the
 * attachment may stay 404 a little longer. Source: Qonto's use-case guide, 2026-11-20.
 */
function finalize(bank: Bank, invoice: ClientInvoice): ClientInvoice {
  const rows = bank.of(clientInvoices);
  const year = (invoice.issue_date ?? invoice.created_at).slice(0, 4);
  const number = invoice.number ?? nextNumber(bank, year);
  rows.change(invoice, { status: 'unpaid', number, finalized_at: bank.stamp() });
  const { invoiceFileDelaySeconds: delay, invoiceFileLagSeconds: lag } = bank.settings;
  const attachment_id = bank.newId();
  bank.later(delay + lag, () => keepInvoiceFile(bank, invoice, attachment_id));
  bank.later(delay, () => rows.change(invoice, { attachment_id }));
  return invoice;
}

function notDraft(code: 'invoice_not_in_draft_status' | 'forbidden_invoice_deletion'): Answer {
  return refuseInvoice(412, code, 'The invoice is no draft');
}
