import { createHash } from 'node:crypto';
import { ok, type Answer } from './answer.js';
import { acceptedType } from './attachment.js';
import { shelf, type Bank } from './bank.js';
import type { Form, FormPart } from './form.js';
import { memberOf } from './membership.js';
import { refuse } from './refusal.js';
import type { Ask } from './routes.js';
import { storedFiles, type StoredFile } from './stored-file.js';
import { drawReading, fieldsRead } from './supplier-invoice-reading.js';
import { SUPPLIER_INVOICE_SOURCES, unreadInvoice, type SupplierInvoice } from './supplier-invoice-row.js';
import { supplierInvoices } from './supplier-invoice-seed.js';

/** Source: Qonto's use-case guide, 2026-11-20 (invoices, file size); docs.qonto.com, 2026 (request size). */
const INVOICE_LIMIT = 20;
const FILE_LIMIT_BYTES = 10_000_000;
const REQUEST_LIMIT_BYTES = 15_000_000;
/** As for other keys; how long these live is not documented. */
const KEY_LIFE_MS = 30 * 60 * 1000;

/** What earlier uploads left: invoices by key, and the content of files already seen. */
const uploads = shelf('supplier_invoice_uploads', () => ({
  byKey: new Map<string, { readonly invoice: SupplierInvoice; readonly diesAtMs: number }>(),
  contents: new Set<string>(),
}));

interface UploadError {
  readonly code: 'invalid' | 'required' | 'limit_reached' | 'internal_server_error';
  readonly detail: string;
  readonly source: { readonly pointer: string };
}

/**
 * Takes up to 20 invoices, each with a key of its own, and answers 200 whatever becomes of each:
 * `errors` at the top names those that failed, by their key.
 * A repeated key gives the same invoice again.
 * Source: Qonto's use-case guide; docs.qonto.com, create supplier invoices, 2026-11-20.
 */
export async function uploadSupplierInvoices(ask: Ask, bank: Bank): Promise<Answer> {
  if (ask.body.length > REQUEST_LIMIT_BYTES) return refuse(413, 'too_large', 'The request is above 15 MB');
  const form = await ask.form();
  const entries = entriesOf(form);
  const source = fieldOf(form, 'source') ?? 'integration';
  if (!SUPPLIER_INVOICE_SOURCES.some((known) => known === source))
    return refuse(400, 'invalid', 'source is unknown', { pointer: '/source' });
  if (entries.length === 0)
    return refuse(400, 'required', 'supplier_invoices is missing', { pointer: '/supplier_invoices' });
  if (entries.length > INVOICE_LIMIT) {
    const detail = `At most ${INVOICE_LIMIT} invoices per request`;
    return ok({ supplier_invoices: [], errors: [failure('limit_reached', detail, '/supplier_invoices')] });
  }
  const results = entries.map((entry, index) => upload(entry, index, source, form, ask, bank));
  return ok({
    supplier_invoices: results.filter((result) => 'id' in result),
    errors: results.filter((result) => 'code' in result),
  });
}

type Entry = Map<string, FormPart>;

/**
 * Puts the parts together as web frameworks read `list[][name]`: a name that comes again begins the next entry.
 * So file and key of one invoice must follow one another.
 */
function entriesOf({ parts }: Form): Entry[] {
  const entries: Entry[] = [];
  for (const part of parts) {
    const [, name] = /^supplier_invoices\[\]\[(\w+)\]$/.exec(part.name) ?? [];
    if (name === undefined) continue;
    const last = entries.at(-1);
    if (last === undefined || last.has(name)) entries.push(new Map([[name, part]]));
    else last.set(name, part);
  }
  return entries;
}

function upload(
  entry: Entry,
  index: number,
  source: string,
  form: Form,
  ask: Ask,
  bank: Bank,
): SupplierInvoice | UploadError {
  const key = textIn(entry.get('idempotency_key'));
  if (key === undefined || key === '')
    return failure('required', 'idempotency_key is missing', `/supplier_invoices/${index}/idempotency_key`);
  const known = bank.of(uploads).byKey.get(key);
  if (known !== undefined && bank.now().getTime() < known.diesAtMs) return known.invoice;

  const place = `/supplier_invoices/idempotency_key/${key}`;
  const [file, attachmentId] = [entry.get('file'), textIn(entry.get('attachment_id'))];
  if (file !== undefined && attachmentId !== undefined)
    return failure('invalid', 'Give either file or attachment_id', `${place}/file`);
  if (file === undefined && attachmentId === undefined)
    return failure('required', 'file is missing', `${place}/file`);
  const stored = file ? keep(file, bank) : bank.of(storedFiles).get(attachmentId ?? '');
  if (stored === undefined)
    return file
      ? failure('invalid', 'File is too large or its type is not accepted', `${place}/file`)
      : failure('invalid', 'attachment_id is unknown', `${place}/attachment_id`);

  const invoice: SupplierInvoice = {
    ...unreadInvoice(bank, {
      id: bank.newId(),
      attachment_id: stored.id,
      file_name: stored.file_name,
      source,
      source_type: 'direct_upload',
      created_at: bank.stamp(),
    }),
    has_duplicates: file?.kind === 'file' && wasSeen(file.content, bank),
    initiator_id: memberOf(ask.caller, bank).id,
    meta: metaOf(form),
  };
  bank.of(supplierInvoices).add(invoice);
  bank.of(uploads).byKey.set(key, { invoice, diesAtMs: bank.now().getTime() + KEY_LIFE_MS });
  readLater(bank, invoice, key);
  return invoice;
}

/** The fields of the picture come some seconds later, with a new `updated_at`. */
function readLater(bank: Bank, invoice: SupplierInvoice, key: string): void {
  bank.later(bank.settings.supplierInvoiceReadingSeconds, () => {
    const random = bank.random('reading', key);
    const reading = drawReading(random, bank.now().getTime());
    const analyzed_at = bank.now().toISOString();
    bank
      .of(supplierInvoices)
      .change(invoice, { ...fieldsRead(reading, random, invoice.status), analyzed_at });
  });
}

function keep(part: FormPart, bank: Bank): StoredFile | undefined {
  if (part.kind !== 'file' || part.content.length > FILE_LIMIT_BYTES) return undefined;
  const { content, fileName } = part;
  const contentType = acceptedType(content);
  if (contentType === undefined) return undefined;
  return bank.of(storedFiles).add({
    id: bank.newId(),
    created_at: bank.now().toISOString(),
    file_name: fileName,
    file_content_type: contentType,
    sizeBytes: content.length,
    content: () => content,
  });
}

function wasSeen(content: Buffer, bank: Bank): boolean {
  const { contents } = bank.of(uploads);
  const hash = createHash('sha256').update(content).digest('hex');
  const seen = contents.has(hash);
  contents.add(hash);
  return seen;
}

function metaOf(form: Form): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(fieldOf(form, 'meta') ?? 'null') as Readonly<Record<string, unknown>> | null;
  } catch {
    return null;
  }
}

function fieldOf({ parts }: Form, name: string): string | undefined {
  return textIn(parts.find((part) => part.name === name));
}

function textIn(part: FormPart | undefined): string | undefined {
  return part?.kind === 'field' ? part.value : undefined;
}

function failure(code: UploadError['code'], detail: string, pointer: string): UploadError {
  return { code, detail, source: { pointer } };
}
