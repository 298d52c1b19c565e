import { cutName, digestOf, type UploadFile } from './upload-file.js';

/** A bill that was checked and may be sent. */
export interface Bill {
  /** The key that the bank gets for it, which depends on the document: see `documentOf`. */
  readonly key: string;
  readonly document: { readonly file: UploadFile } | { readonly attachmentId: string };
}

/** A bill with its place in the input and with what its row in the answer is to be known by. */
export interface Sent {
  readonly index: number;
  readonly key: string;
  readonly document: Bill['document'];
}

/** Most bills of one request. Source: Qonto's use-case guide, 2026-11-20. */
const maxBills = 20;
/** Longest request. Source: docs.qonto.com, uploads, read 2026-11-20. */
const maxRequestBytes = 15_000_000;
/** Headers, boundary, key and file name of one part of a form. */
const partBytes = 1_500;

/**
 * What a document is known by: the content of a file, whatever its name, or the id of a stored one.
 *
 * The key of a bill must depend on it. The bank replays its first answer to a key even when the document is another
 * one (docs.qonto.com, idempotency, read 2026-11-20): the second bill would be lost behind the first.
 */
export function documentOf(document: Bill['document']): string {
  return JSON.stringify('file' in document ? { file: digestOf(document.file) } : document);
}

/**
 * Sorts bills into as few requests as the limits of the bank allow; each keeps the order of the input.
 *
 * The answer has no key, so the bills of one request must be told apart by what it has: file names are made to differ
 * with a mark of the key (never of the position, which may be another one when the bills are sent again), and bills
 * of the same stored file go into different requests.
 */
export function inRequests(bills: readonly Bill[]): readonly (readonly Sent[])[] {
  const requests: { bytes: number; bills: Sent[] }[] = [];
  bills.forEach(({ key, document }, index) => {
    const bytes = partBytes + ('file' in document ? document.file.bytes.length : 0);
    let request = requests.find(
      (open) => open.bytes + bytes <= maxRequestBytes && takes(open.bills, document),
    );
    if (request === undefined) requests.push((request = { bytes: partBytes, bills: [] }));
    request.bytes += bytes;
    request.bills.push({ index, key, document });
  });
  return requests.map((request) => marked(request.bills));
}

/**
 * The multipart body, in the spelling of Qonto's use-case guide (read 2026-11-20). A name that comes again begins the
 * next bill there, so key and document of one bill follow one another.
 */
export function formOf(bills: readonly Sent[], skipAttachmentMatcher: boolean): FormData {
  const form = new FormData();
  for (const { key, document } of bills) {
    form.append('supplier_invoices[][idempotency_key]', key);
    if ('attachmentId' in document) form.append('supplier_invoices[][attachment_id]', document.attachmentId);
    else {
      const { name, contentType, bytes } = document.file;
      form.append('supplier_invoices[][file]', new Blob([bytes], { type: contentType }), name);
    }
  }
  form.append('source', 'integration');
  if (skipAttachmentMatcher) form.append('skip_attachment_matcher', 'true');
  return form;
}

/** A file name as far as it survives another program: letters and digits only. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function takes(bills: readonly Sent[], document: Bill['document']): boolean {
  if (bills.length >= maxBills) return false;
  if (!('attachmentId' in document)) return true;
  return !bills.some(
    (bill) => 'attachmentId' in bill.document && bill.document.attachmentId === document.attachmentId,
  );
}

function marked(bills: readonly Sent[]): readonly Sent[] {
  const names = bills.map(({ document }) => ('file' in document ? plainName(document.file.name) : undefined));
  return bills.map((bill, place) => {
    const isShared = names.some((name, other) => other !== place && name === names[place]);
    if (!('file' in bill.document) || !isShared) return bill;
    const { file } = bill.document;
    const name = cutName(file.name, ` (${bill.key.slice(0, 8)})`);
    return { ...bill, document: { file: { ...file, name } } };
  });
}
