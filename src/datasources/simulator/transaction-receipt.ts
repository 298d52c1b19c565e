import { shelf, type Bank } from './bank.js';
import { renderPdfReceipt, renderPngReceipt, type Receipt } from './receipt.js';
import { storedFiles, type StoredFile } from './stored-file.js';
import { idOfRow, kindOfId, rowOfId } from './transaction-id.js';
import { ledger } from './transaction-ledger.js';
import type { Transaction } from './transaction-shape.js';

/** Descriptions of files kept ready, without their content. */
const RECEIPTS_KEPT = 20_000;

/** Filling this shelf draws the transactions and lets the bank find their receipts; it holds their number. */
export const receipts = shelf('transaction_receipts', (bank) => {
  const known = new Map<string, StoredFile>();
  bank.of(storedFiles).addSource((id) => {
    const file = known.get(id) ?? receiptOf(id, bank);
    if (known.size >= RECEIPTS_KEPT) known.clear();
    if (file !== undefined) known.set(id, file);
    return file;
  });
  return bank.of(ledger).columns.length;
});

/** Works out the file behind an attachment id of a drawn transaction; it is drawn when somebody downloads it. */
function receiptOf(id: string, bank: Bank): StoredFile | undefined {
  const all = bank.of(ledger);
  const kind = kindOfId(id);
  if (kind !== 1 && kind !== 2) return undefined;
  const row = rowOfId(id, bank, all.columns);
  if (row === undefined || idOfRow(bank, all.columns, row, kind) !== id) return undefined;
  const transaction = all.read(row);
  const random = bank.random('receipt', row, kind);
  const isPhoto = transaction.operation_type === 'card' && random.chance(0.25);
  const seed = random.integer(1, 2 ** 31);
  const receipt: Receipt = {
    merchant: transaction.clean_counterparty_name ?? transaction.label,
    date: new Date(transaction.emitted_at),
    total: transaction.amount_cents,
    currency: transaction.currency,
    number: `${transaction.emitted_at.slice(0, 7)}-${random.digits(5)}`,
    sizeBytes: random.integer(12_000, 64_000),
    seed,
  };
  return {
    id,
    created_at: transaction.emitted_at,
    file_name: nameOf(transaction, receipt, isPhoto, random.integer(0, 5)),
    file_content_type: isPhoto ? 'image/png' : 'application/pdf',
    sizeBytes: receipt.sizeBytes,
    content: () => (isPhoto ? renderPngReceipt(receipt) : renderPdfReceipt(receipt)),
  };
}

/** Names as people give them: often the same, sometimes with accents, spaces or a comma. */
function nameOf(
  { reference, emitted_at }: Transaction,
  receipt: Receipt,
  isPhoto: boolean,
  style: number,
): string {
  const day = emitted_at.slice(0, 10);
  if (isPhoto) return style < 3 ? 'IMG_0231.png' : `Reçu ${day}.png`;
  if (style === 0) return 'facture.pdf';
  if (style === 1) return `Reçu ${receipt.merchant}.pdf`;
  if (style === 2) return `${day} ${receipt.merchant}, n° ${receipt.number}.pdf`;
  return reference === null ? `receipt-${receipt.number}.pdf` : `${reference}.pdf`;
}
