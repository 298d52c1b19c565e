import { crc32, deflateSync } from 'node:zlib';
import { Random } from './random.js';

export interface Receipt {
  readonly merchant: string;
  readonly date: Date;
  /** In cents. */
  readonly total: number;
  readonly currency: string;
  readonly number: string;
  /** The finished file has exactly this size; at least 8,000. */
  readonly sizeBytes: number;
  /** Equal seeds give equal bytes. */
  readonly seed: number;
}

/**
 * Draws a receipt as a PDF that opens everywhere, with exactly the wanted number of bytes:
 * what a scan would take is filled up by a stream of noise that no page refers to.
 */
export async function renderPdfReceipt(receipt: Receipt): Promise<Buffer> {
  let padding = 0;
  // The length of the padding is itself written into the file, so a second or third try may be needed.
  for (let attempt = 0; attempt < 5; attempt++) {
    const content = await draw(receipt, padding);
    if (content.length === receipt.sizeBytes) return content;
    padding += receipt.sizeBytes - content.length;
  }
  throw new Error('The receipt does not reach its size');
}

/** A receipt as a photo: a grey picture with exactly the wanted number of bytes. */
export function renderPngReceipt({ sizeBytes, seed }: Receipt): Buffer {
  const width = 60;
  const height = 80;
  const random = new Random(seed, 'photo');
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const printed = y % 6 < 2 && x > 6 && x < random.integer(20, 54);
      rows[y * (width + 1) + 1 + x] = printed ? random.integer(30, 90) : random.integer(215, 245);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);

  const picture = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows))];
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const end = chunk('IEND', Buffer.alloc(0));
  const written = [signature, ...picture, end].reduce((sum, part) => sum + part.length, 0);
  // A private chunk (lower-case letters: optional, safe to copy) takes the rest; a chunk itself costs 12 bytes.
  const filler = chunk('noIs', noise(sizeBytes - written - 12, seed));
  return Buffer.concat([signature, ...picture, filler, end]);
}

async function draw(
  { merchant, date, total, currency, number, seed }: Receipt,
  padding: number,
): Promise<Buffer> {
  // A bank whose receipts nobody reads need not load what draws them.
  const { default: PDFDocument } = await import('pdfkit');
  return new Promise((resolve, reject) => {
    const document = new PDFDocument({
      size: [226, 340],
      margin: 18,
      compress: false,
      info: { Title: number, Author: printable(merchant), CreationDate: date, ModDate: date },
    });
    const chunks: Buffer[] = [];
    document.on('data', (part: Buffer) => chunks.push(part));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);

    document.fontSize(13).text(printable(merchant), { align: 'center' }).moveDown();
    document.fontSize(9).text(`Reçu ${number}`).text(date.toISOString().slice(0, 10)).moveDown();
    const amount = `${(total / 100).toFixed(2)} ${currency}`;
    document.fontSize(12).text(`Total TTC   ${amount}`).moveDown();
    document.fontSize(8).text('Merci de votre visite');
    const filler = document.ref({});
    filler.end(noise(padding, seed));
    document.end();
  });
}

/** Letters the standard fonts lack lose their accents: `Łukasz Nguyễn` becomes `Lukasz Nguyen`. */
function printable(text: string): string {
  return [...text]
    .map((letter) => (letter <= 'ÿ' || '’œŒ'.includes(letter) ? letter : plain(letter)))
    .join('');
}

function plain(letter: string): string {
  if (letter === 'Ł') return 'L';
  return letter.normalize('NFD').replace(/[^ -~]/g, '');
}

function noise(length: number, seed: number): Buffer {
  const random = new Random(seed, 'noise');
  const bytes = Buffer.alloc(Math.max(0, length));
  for (let index = 0; index < bytes.length; index++) bytes[index] = random.integer(0, 255);
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
