import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crossIndustryInvoice, renderFacturX } from '../../../src/datasources/simulator/factur-x.js';
import { renderReceipt, type PrintedInvoice } from '../../../src/datasources/simulator/pdf.js';
import { hasTool, run } from '../../support/tool.js';

const party = { street: '1 rue de la Paix', zip_code: '75002', city: 'Paris', country_code: 'FR' };
const invoice: PrintedInvoice = {
  kind: 'invoice',
  number: 'F-2026-0001',
  currency: 'EUR',
  issue_date: '2026-03-19',
  due_date: '2026-04-18',
  finalized_at: '2026-03-19T20:30:01.000Z',
  seller: { ...party, name: 'Café & Fils', vat_number: 'FR32123456789', legal_number: '123456789' },
  buyer: { ...party, name: 'Ąnna <Conseil>', vat_number: null, legal_number: null },
  lines: [
    {
      title: 'Consulting Services — March 2026',
      description: null,
      quantity: '10',
      unit: 'hour',
      unit_price: '150.00',
      vat_rate: '0.20',
      vat_exemption_reason: null,
      discount: null,
      subtotal: '1500.00',
      total_vat: '300.00',
    },
    {
      title: 'Books',
      description: 'Two "volumes"',
      quantity: '2',
      unit: null,
      unit_price: '10.00',
      vat_rate: '0.055',
      vat_exemption_reason: null,
      discount: '2.00',
      subtotal: '18.00',
      total_vat: '0.99',
    },
  ],
  subtotal: '1518.00',
  total_vat: '300.99',
  total: '1818.99',
  paid: '0.00',
  iban: 'FR7616958000014849440866435',
  bic: 'QNTOFRP1XXX',
  purchase_order: 'PO-7',
  corrects: null,
  notes: ['No discount for early payment.'],
};

describe('a printed invoice', () => {
  it('gives the same bytes for the same invoice', async () => {
    const [first, second] = await Promise.all([renderFacturX(invoice), renderFacturX(invoice)]);
    expect(first.equals(second)).toBe(true);
    const other = await renderFacturX({ ...invoice, number: 'F-2026-0002' });
    expect(first.equals(other)).toBe(false);
  });

  it('writes names with markup in them as text', () => {
    const xml = crossIndustryInvoice(invoice);
    expect(xml).toContain('<ram:Name>Café &amp; Fils</ram:Name>');
    expect(xml).toContain('<ram:Name>Ąnna &lt;Conseil&gt;</ram:Name>');
  });

  it('breaks the VAT down by rate and adds it up to the total', () => {
    const xml = crossIndustryInvoice(invoice);
    expect(xml).toContain('<ram:BasisAmount>1500.00</ram:BasisAmount>');
    expect(xml).toContain('<ram:BasisAmount>18.00</ram:BasisAmount>');
    expect(xml).toContain('<ram:RateApplicablePercent>5.50</ram:RateApplicablePercent>');
    expect(xml).toContain('<ram:TaxTotalAmount currencyID="EUR">300.99</ram:TaxTotalAmount>');
    expect(xml).toContain('<ram:DuePayableAmount>1818.99</ram:DuePayableAmount>');
  });
});

const withPoppler = hasTool('pdfinfo', '-v') ? describe : describe.skip;

withPoppler('a Factur-X file, opened by poppler', () => {
  const folder = mkdtempSync(join(tmpdir(), 'factur-x-'));
  const path = join(folder, 'invoice.pdf');
  beforeAll(async () => writeFileSync(path, await renderFacturX(invoice)));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows number, parties and totals on the page', () => {
    const text = run('pdftotext', '-layout', path, '-');
    for (const shown of ['Invoice F-2026-0001', 'Café & Fils', 'Anna', '1818.99 EUR', '5.5 %'])
      expect(text).toContain(shown);
  });

  it('carries exactly factur-x.xml, byte for byte', () => {
    expect(run('pdfdetach', '-list', path)).toMatch(/^1 embedded files\s+1: factur-x\.xml\s*$/);
    run('pdfdetach', '-saveall', '-o', folder, path);
    expect(readFileSync(join(folder, 'factur-x.xml'), 'utf8')).toBe(crossIndustryInvoice(invoice));
  });

  it('announces the file in its metadata', () => {
    const metadata = run('pdfinfo', '-meta', path);
    expect(metadata).toContain('<fx:DocumentFileName>factur-x.xml</fx:DocumentFileName>');
    expect(metadata).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
  });

  it('prints receipts that open as well', async () => {
    const receipt = join(folder, 'receipt.pdf');
    const rows: [string, string][] = [['Amount', '12.50 EUR']];
    const created_at = '2026-03-19T00:00:00Z';
    writeFileSync(receipt, await renderReceipt({ title: 'Reçu', rows, created_at }));
    expect(run('pdftotext', receipt, '-')).toContain('12.50 EUR');
  });
});
