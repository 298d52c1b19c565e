import { shelf, type Bank } from './bank.js';
import { memberships } from './membership.js';
import { printedOnce, renderInvoice } from './pdf.js';
import type { Random } from './random.js';
import { storedFiles } from './stored-file.js';
import { drawReading, fieldsRead, paperOf, type Reading } from './supplier-invoice-reading.js';
import {
  actionsOf,
  SUPPLIER_INVOICE_SOURCES,
  SUPPLIER_INVOICE_STATUSES,
  unreadInvoice,
  type SupplierInvoice,
  type SupplierInvoiceStatus,
} from './supplier-invoice-row.js';
import { Table } from './table.js';
import { transfers } from './transfer-seed.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The supplier invoices of the last year, in every status; every fifteenth is a second one on the same file. */
export const supplierInvoices = shelf('supplier_invoices', (bank: Bank) => {
  const random = bank.random('supplier_invoices');
  const count = bank.sizes.supplierInvoices;
  const rows: SupplierInvoice[] = [];
  let last: Paper | undefined;
  for (let index = 0; index < count; index++) {
    const dayMs = bank.bornAt.getTime() - Math.ceil((360 * (count - index)) / count) * DAY_MS;
    const createdAtMs = dayMs + random.integer(0, DAY_MS - 1);
    const paper: Paper = index % 15 === 14 && last ? last : drawPaper(bank, random, createdAtMs);
    rows.push(drawInvoice(bank, random, createdAtMs, paper, index, paper === last));
    last = paper;
  }
  return new Table<SupplierInvoice>(bank, { rows, blank: () => fresh(bank) });
});

interface Paper {
  readonly attachmentId: string;
  readonly fileName: string;
  readonly reading: Reading;
}

function drawPaper(bank: Bank, random: Random, createdAtMs: number): Paper {
  const reading = drawReading(random, createdAtMs);
  const attachmentId = random.uuidAt(createdAtMs - 1000);
  const fileName = random
    .pick([
      `${reading.invoice_number}.pdf`,
      `Facture ${reading.supplier.name}.pdf`,
      'facture.pdf',
      `scan_${random.digits(8)}.pdf`,
    ])
    .replaceAll('/', '-');
  bank.of(storedFiles).add({
    id: attachmentId,
    created_at: new Date(createdAtMs - 1000).toISOString(),
    file_name: fileName,
    file_content_type: 'application/pdf',
    content: printedOnce(() => renderInvoice(paperOf(reading))),
  });
  return { attachmentId, fileName, reading };
}

function drawInvoice(
  bank: Bank,
  random: Random,
  createdAtMs: number,
  paper: Paper,
  index: number,
  isSecond: boolean,
): SupplierInvoice {
  const at = (ms: number) => new Date(createdAtMs + ms).toISOString();
  const latestMs = bank.bornAt.getTime() - createdAtMs - random.integer(1, 600_000);
  const changedAfterMs = Math.max(20_000, Math.min(random.integer(1, 25) * DAY_MS, latestMs));
  const status =
    SUPPLIER_INVOICE_STATUSES[random.integer(0, SUPPLIER_INVOICE_STATUSES.length - 1)] ?? 'to_review';
  const isUnread = index % 40 === 17;
  const source_type = random.pick(['email', 'direct_upload', 'direct_upload', 'e_invoicing'] as const);
  const read = isUnread ? {} : fieldsRead(paper.reading, random, status);
  const invoice = unreadInvoice(bank, {
    id: random.uuidAt(createdAtMs),
    attachment_id: paper.attachmentId,
    file_name: paper.fileName,
    source: sourceOf(source_type, random),
    source_type,
    created_at: at(0),
  });
  return {
    ...invoice,
    ...read,
    ...lifeOf(bank, status, new Date(createdAtMs + changedAfterMs).toISOString(), paper.reading),
    ...electronicOf(source_type, random, at(1000)),
    status,
    analyzed_at: isUnread ? null : at(15_000),
    has_duplicates: isSecond,
    is_credit_note: index % 28 === 5,
    is_attachment_non_financial: index % 50 === 31,
    initiator_id: random.chance(0.6) ? random.pick(bank.of(memberships).all()).id : null,
    description: random.chance(0.2) ? 'Commande mensuelle' : null,
    approval_workflow: approvalOf(bank, random, status),
    available_actions: actionsOf(status, read.iban ?? null),
    updated_at: at(changedAfterMs),
  };
}

function sourceOf(type: SupplierInvoice['source_type'], random: Random): string {
  if (type === 'email') return 'email_forward';
  if (type === 'e_invoicing') return 'e_invoicing';
  const uploads = SUPPLIER_INVOICE_SOURCES.filter(
    (source) => !['email_forward', 'e_invoicing'].includes(source),
  );
  return random.pick(uploads);
}

/** What has happened to it; a paid one is matched with the transfer that paid it, if there is one. */
function lifeOf(
  bank: Bank,
  status: SupplierInvoiceStatus,
  changedAt: string,
  reading: Reading,
): Partial<SupplierInvoice> {
  if (status === 'paid') {
    const day = changedAt.slice(0, 10);
    const paidBy = bank
      .of(transfers)
      .all()
      .filter((row) => row.status === 'settled' && row.scheduled_date === day);
    const transfer_ids = paidBy.slice(0, 1).map(({ id }) => id);
    return { payment_date: day, transfer_ids, matched_transactions: transfer_ids };
  }
  if (status === 'scheduled') return { scheduled_date: reading.due_date };
  if (status === 'rejected') return { declined_note: 'Montant erroné' };
  return {};
}

function electronicOf(
  type: SupplierInvoice['source_type'],
  random: Random,
  timestamp: string,
): Partial<SupplierInvoice> {
  if (type !== 'e_invoicing') return {};
  const event = (status_code: number) => ({ status_code, reason: null, reason_message: null, timestamp });
  const e_invoice_type = random.pick(['zugferd', 'xrechnung', null]);
  return { e_invoice_type, einvoicing_lifecycle_events: [event(202), event(203)] };
}

function approvalOf(
  bank: Bank,
  random: Random,
  status: SupplierInvoiceStatus,
): SupplierInvoice['approval_workflow'] {
  if (!['to_approve', 'awaiting_payment', 'scheduled'].includes(status)) return null;
  const approver = random.pick(bank.of(memberships).all()).id;
  const isApproved = status !== 'to_approve';
  return {
    approver_ids: [approver],
    supplier_invoice_request_id: random.uuid(),
    verified_by: isApproved ? approver : null,
    last_approved_by: isApproved ? approver : null,
  };
}

function fresh(bank: Bank): SupplierInvoice {
  const now = bank.stamp();
  const random = bank.random('supplier_invoice', now);
  const paper = drawPaper(bank, random, Date.parse(now));
  const invoice = drawInvoice(bank, random, Date.parse(now), paper, 0, false);
  return { ...invoice, id: bank.newId(), status: 'to_review', created_at: now, updated_at: now };
}
