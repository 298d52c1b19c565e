/** One thing a receipt shows: who was paid, how much and when. */
export interface PrintedReceipt {
  title: string;
  /** Pairs of label and value, printed one per line. */
  rows: [label: string, value: string][];
  /** RFC 3339. Printed bytes depend on nothing else than this object, so the same receipt is the same file. */
  created_at: string;
}

/** A party of an invoice, as printed and as written into its XML. */
export interface PrintedParty {
  name: string;
  street: string;
  zip_code: string;
  city: string;
  /** ISO 3166-1 alpha-2. */
  country_code: string;
  vat_number: string | null;
  legal_number: string | null;
}

/** A line of an invoice. Amounts are decimal texts in the invoice's currency, VAT excluded. */
export interface PrintedLine {
  title: string;
  description: string | null;
  quantity: string;
  unit: string | null;
  unit_price: string;
  /** A fraction: `0.20` is 20 %. */
  vat_rate: string;
  vat_exemption_reason: string | null;
  /** Discount of the whole line, VAT excluded. */
  discount: string | null;
  subtotal: string;
  total_vat: string;
}

/** Everything a customer reads on an invoice or a credit note. Dates are `YYYY-MM-DD`, amounts decimal texts. */
export interface PrintedInvoice {
  kind: 'invoice' | 'credit_note';
  number: string;
  currency: string;
  issue_date: string;
  due_date: string | null;
  /** RFC 3339: the only clock the file knows. */
  finalized_at: string;
  seller: PrintedParty;
  buyer: PrintedParty;
  lines: PrintedLine[];
  subtotal: string;
  total_vat: string;
  total: string;
  paid: string;
  iban: string | null;
  bic: string | null;
  purchase_order: string | null;
  /** Number of the invoice that a credit note corrects. */
  corrects: string | null;
  notes: string[];
}

/** A file to put inside a PDF, and the XMP fragment that announces it. */
export interface EmbeddedFile {
  name: string;
  description: string;
  content: Buffer;
  type: string;
  xmp: string;
}

/** Prints a receipt as a one-page PDF. The same receipt gives the same bytes. */
export async function renderReceipt(receipt: PrintedReceipt): Promise<Buffer> {
  const document = await open(receipt.title, receipt.created_at);
  document.font('Helvetica-Bold').fontSize(18).text(printable(receipt.title)).moveDown();
  for (const [label, value] of receipt.rows) {
    document.font('Helvetica-Bold').fontSize(10).text(printable(label), { continued: true });
    document.font('Helvetica').text(`  ${printable(value)}`);
  }
  return close(document);
}

/** Prints an invoice, with a file inside it if one is given. The same invoice gives the same bytes. */
export async function renderInvoice(invoice: PrintedInvoice, embedded?: EmbeddedFile): Promise<Buffer> {
  const heading = invoice.kind === 'invoice' ? 'Invoice' : 'Credit note';
  const document = await open(`${heading} ${invoice.number}`, invoice.finalized_at);
  document
    .font('Helvetica-Bold')
    .fontSize(20)
    .text(printable(`${heading} ${invoice.number}`));
  document.font('Helvetica').fontSize(10).text(`Issued on ${invoice.issue_date}`);
  if (invoice.due_date !== null) document.text(`Due on ${invoice.due_date}`);
  if (invoice.corrects !== null) document.text(printable(`Corrects invoice ${invoice.corrects}`));
  if (invoice.purchase_order !== null) document.text(printable(`Purchase order ${invoice.purchase_order}`));
  party(document.moveDown(), 'From', invoice.seller);
  party(document.moveDown(), 'To', invoice.buyer);
  lines(document.moveDown(), invoice);
  document.moveDown().font('Helvetica').fontSize(10);
  if (invoice.iban !== null) document.text(`Payable to ${invoice.iban}  ${invoice.bic ?? ''}`);
  for (const note of invoice.notes) document.moveDown(0.5).fontSize(8).text(printable(note));
  if (embedded) embed(document, embedded, invoice.finalized_at);
  return close(document);
}

/** Prints at the first call and hands out the same bytes ever after. */
export function printedOnce(print: () => Promise<Buffer>): () => Promise<Buffer> {
  let printed: Promise<Buffer> | undefined;
  return () => (printed ??= print());
}

/** pdfkit derives the file's identifier from `info`, so fixed dates make fixed bytes. */
async function open(title: string, at: string): Promise<PDFKit.PDFDocument> {
  const date = new Date(at);
  // pdfkit copies the title into XMP unescaped and counts its length in characters, so it gets plain ASCII here.
  const Title = title.normalize('NFKD').replace(/[^ -~]|[<>&]/g, '');
  const info = { Title, Producer: 'Simulator', Creator: 'Simulator', CreationDate: date, ModDate: date };
  // A bank that prints nothing need not load what prints.
  const { default: PDFDocument } = await import('pdfkit');
  return new PDFDocument({ size: 'A4', margin: 50, pdfVersion: '1.7', info });
}

function close(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
    document.end();
  });
}

function party(document: PDFKit.PDFDocument, heading: string, shown: PrintedParty): void {
  document.font('Helvetica-Bold').fontSize(10).text(heading);
  document.font('Helvetica').text(printable(shown.name));
  document.text(printable(`${shown.street}, ${shown.zip_code} ${shown.city} ${shown.country_code}`));
  if (shown.vat_number !== null) document.text(`VAT ${shown.vat_number}`);
}

function lines(document: PDFKit.PDFDocument, invoice: PrintedInvoice): void {
  const money = (value: string) => `${value} ${invoice.currency}`;
  const table = document.fontSize(9).table({ columnStyles: ['*', 80, 90, 50, 90] });
  table.row(['Description', 'Quantity', 'Unit price', 'VAT', 'Total excl. VAT']);
  for (const line of invoice.lines) {
    const quantity = `${line.quantity} ${line.unit ?? ''}`.trim();
    const vat = `${Number((Number(line.vat_rate) * 100).toFixed(2))} %`;
    const cells = [line.title, quantity, money(line.unit_price), vat, money(line.subtotal)];
    table.row(cells.map(printable));
  }
  table.end();
  document
    .moveDown()
    .fontSize(10)
    .text(`Total excl. VAT ${money(invoice.subtotal)}`);
  document.text(`VAT ${money(invoice.total_vat)}`);
  document.font('Helvetica-Bold').text(`Total ${money(invoice.total)}`);
}

function embed(document: PDFKit.PDFDocument, file: EmbeddedFile, at: string): void {
  const date = new Date(at);
  // Factur-X 1.0 §6.2.2: a complete invoice in XML is an "Alternative" representation of the page.
  const relationship = 'Alternative';
  const options = { name: file.name, description: file.description, type: file.type, relationship };
  document.file(file.content, { ...options, creationDate: date, modifiedDate: date });
  document.appendXML(file.xmp);
}

/** The built-in fonts of a PDF know Windows-1252 only; other letters lose their accents, the rest becomes `?`. */
function printable(text: string): string {
  return Array.from(text, (letter) =>
    WINDOWS_1252.test(letter) ? letter : letter.normalize('NFKD').replace(/[^ -~]/g, '') || '?',
  ).join('');
}

const WINDOWS_1252 = /[ -~\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;
