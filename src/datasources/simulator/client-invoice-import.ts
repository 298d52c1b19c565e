import { created, ok, type Answer } from './answer.js';
import { acceptedType } from './attachment.js';
import { shelf, type Bank } from './bank.js';
import { blankInvoice, clientSnapshot, type ClientInvoice } from './client-invoice-row.js';
import { clientInvoices, importedInvoices } from './client-invoice-seed.js';
import { plainClient } from './client-seed.js';
import type { FormPart } from './form.js';
import { refuseInvoice } from './refusal.js';
import type { Ask, Routes } from './routes.js';
import { storedFiles, type StoredFile } from './stored-file.js';

/** Source of the limits: docs.qonto.com, import client invoices, read 2026-11-20. */
const FILE_LIMIT = 5;
const FILE_LIMIT_BYTES = 5_000_000;
const REQUEST_LIMIT_BYTES = 15_000_000;

type FilePart = Extract<FormPart, { kind: 'file' }>;

const uploads = shelf('client_invoice_uploads', () => new Map<string, object>());

/**
 * Invoices made elsewhere: a file kept for later, and up to five files that become invoices at once. Those are
 * imported ones, which the list hides by default. Source: docs.qonto.com, client invoices, read 2026-11-20; whether an
 * upload answers 200 or 201 is not certain.
 */
export const invoiceImportRoutes: Routes = {
  'POST /v2/client_invoices/uploads': {
    scopes: ['client_invoice.write'],
    async handle(ask, bank) {
      const [part] = await filesOf(ask, 'client_invoices_upload');
      if (part === undefined) return missing('client_invoices_upload');
      const refusal = wrong(part);
      if (refusal) return refusal;
      const { id, created_at } = keep(part, bank);
      const file = {
        filename: part.fileName,
        content_type: part.contentType,
        file_size: part.content.length,
      };
      bank.of(uploads).set(id, { ...file, created_at });
      return created({ client_invoice_upload: { id, ...file, created_at } });
    },
  },

  'GET /v2/client_invoices/uploads/:id': {
    scopes: ['client_invoices.read'],
    handle({ params }, bank) {
      const id = params['id'] ?? '';
      const attributes = bank.of(uploads).get(id);
      return attributes
        ? ok({ data: { type: 'client_invoice_uploads', id, attributes } })
        : refuseInvoice(404, 'not_found', 'Upload not found');
    },
  },

  'POST /v2/client_invoices/bulk': {
    scopes: ['client_invoice.write'],
    async handle(ask, bank) {
      const parts = await filesOf(ask, 'client_invoices');
      if (parts.length === 0) return missing('client_invoices');
      if (parts.length > FILE_LIMIT || ask.body.length > REQUEST_LIMIT_BYTES)
        return refuseInvoice(
          422,
          'invalid_format',
          'At most 5 files and 15 MB',
          '/data/attributes/client_invoices',
        );
      const refusal = parts.map(wrong).find((answer) => answer !== undefined);
      if (refusal) return refusal;
      const client_invoices = parts.map((part) => ({
        invoice_id: importInvoice(keep(part, bank), bank).id,
        file_name: part.fileName,
      }));
      return ok({ client_invoices });
    },
  },
};

/** What an import knows of an invoice before anybody has read it. */
function importInvoice(file: StoredFile, bank: Bank): ClientInvoice {
  const now = bank.stamp();
  const nobody = plainClient({ id: bank.newId(), kind: 'company', created_at: now });
  const invoice: ClientInvoice = {
    ...blankInvoice(bank, bank.newId(), now),
    client: clientSnapshot(nobody),
    status: 'unpaid',
    number: `IMP-${file.id.slice(-8)}`,
    issue_date: now.slice(0, 10),
    finalized_at: now,
    attachment_id: file.id,
  };
  bank.of(importedInvoices).add(invoice.id);
  return bank.of(clientInvoices).add(invoice);
}

async function filesOf(ask: Ask, name: string): Promise<FilePart[]> {
  const { parts } = await ask.form();
  return parts.filter(
    (part): part is FilePart => part.kind === 'file' && [name, `${name}[]`].includes(part.name),
  );
}

function keep({ fileName, content }: FilePart, bank: Bank): StoredFile {
  return bank.of(storedFiles).add({
    id: bank.newId(),
    created_at: bank.now().toISOString(),
    file_name: fileName,
    file_content_type: acceptedType(content) ?? 'application/octet-stream',
    sizeBytes: content.length,
    content: () => content,
  });
}

function wrong({ content }: FilePart): Answer | undefined {
  if (acceptedType(content) !== undefined && content.length <= FILE_LIMIT_BYTES) return undefined;
  return refuseInvoice(422, 'invalid_format', 'File is too large or its type is not accepted');
}

function missing(name: string): Answer {
  return refuseInvoice(422, 'invalid_format', `${name} is missing`, `/data/attributes/${name}`, name);
}
