import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderReceipt } from '../../src/datasources/simulator/pdf.js';
import { startedSimulator, valueAt, type Caller } from '../support/simulator-caller.js';
import { hasTool, run } from '../support/tool.js';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const MOMENT = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`;

const canRun = hasTool(python(), '-c', 'import requests') && hasTool('pdfinfo', '-v');
if (!canRun) console.warn('The guide is not run: python3 with requests, or poppler, is missing');

// Real Python, real downloads, and a machine that may be busy with other suites.
jest.setTimeout(120_000);

(canRun ? describe : describe.skip)("the guide's six use cases", () => {
  let bank: Caller;
  let folder: string;

  beforeEach(async () => {
    const sizes = { transactions: 60, clientInvoices: 120, supplierInvoices: 110 };
    bank = await startedSimulator({ clock: { now: () => new Date() }, sizes });
    folder = mkdtempSync(join(tmpdir(), 'guide-'));
  });
  afterEach(async () => {
    await bank.simulator.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs a script in an empty folder and gives the lines it prints. */
  const follow = async (script: string, heard?: (line: string) => void): Promise<string[]> => {
    const accountId = (await bank.ask('GET', '/v2/organization')).textAt('organization.bank_accounts.0.id');
    const text = [readGuide('prelude.py'), readGuide(script)]
      .join('\n')
      .replaceAll('https://thirdparty.qonto.com/v2', `${bank.simulator.url}/v2`)
      .replaceAll('{your_access_token}', 'demo-token')
      .replaceAll('{your_bank_account_id}', accountId);
    writeFileSync(join(folder, 'script.py'), text);
    return runPython(folder, heard);
  };

  it('1: pays a trusted beneficiary', async () => {
    const lines = await follow('1-send-a-sepa-transfer.py');
    expect(lines).toEqual([
      matching(`Found beneficiary: Admin \\(${UUID}\\)`),
      'Verification result: MATCH_RESULT_MATCH',
      matching(`Transfer created: ${UUID} — status: pending`),
    ]);
    const accepted = (await bank.control('GET', 'transfers')).listAt('transfers');
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({ amount: '1100.50', reference: 'Invoice payment INV-001' });
    expect(lines[2]).toContain(String(valueAt(accepted[0], 'transfer_id')));
  });

  it('2: syncs client invoices and their files, page by page', async () => {
    const lines = await follow('2-sync-client-invoices.py');
    const rows = await allSince('client_invoices', 'filter[updated_at_from]');
    const files = await filesOf(rows);
    expect(rows.length).toBeGreaterThan(0);
    expect(lines).toEqual([
      `Fetched ${rows.length} invoices`,
      ...files.map(({ name }) => `Downloaded: ${name}`),
      matching(`Sync complete\\. Next run will start from: ${MOMENT}`),
    ]);
    expect(downloaded('invoices')).toEqual(hashes(files));
    expect(lines.at(-1)).toContain(readFileSync(join(folder, 'last_client_invoice_sync_at.txt'), 'utf8'));
  });

  it('3: syncs supplier invoices in the order of their changes', async () => {
    const lines = await follow('3-sync-supplier-invoices.py');
    const rows = await allSince('supplier_invoices', 'filter[updated_at_from]', 'sort_by=updated_at:asc');
    const files = await filesOf(rows);
    expect(lines).toEqual([
      `Fetched ${rows.length} supplier invoices`,
      ...files.map(({ name }) => `Downloaded: ${name}`),
      matching(`Sync complete\\. Next run will start from: ${MOMENT}`),
    ]);
    expect(downloaded('supplier_invoices')).toEqual(hashes(files));
  });

  it('4: uploads a supplier invoice', async () => {
    const receipt = { title: 'Facture', rows: [], created_at: '2026-03-19T00:00:00Z' };
    const content = await renderReceipt(receipt);
    writeFileSync(join(folder, 'invoice.pdf'), content);
    const lines = await follow('4-upload-supplier-invoices.py');
    expect(lines).toEqual([matching(`Uploaded successfully: ${UUID}`)]);
    const id = lines[0]?.split(': ')[1];
    const kept = await bank.ask('GET', `/v2/supplier_invoices/${id}`);
    expect(kept.at('supplier_invoice')).toMatchObject({
      status: 'to_review',
      file_name: 'invoice.pdf',
      source: 'integration',
    });
    const [file] = await filesOf([kept.at('supplier_invoice')]);
    expect(file?.hash).toBe(hashOf(content));
  });

  it('5: makes a Factur-X invoice, which poppler opens and finds factur-x.xml in', async () => {
    let advanced = false;
    const lines = await follow('5-generate-a-factur-x-invoice.py', (line) => {
      // The script waits two real seconds; meanwhile the bank's own ten pass.
      if (!line.startsWith('Attempt') || advanced) return;
      advanced = true;
      void bank.control('POST', 'clock', { advanceSeconds: 10 });
    });
    expect(lines).toEqual([
      matching(`Found existing client: ${UUID}`),
      matching('Receiving IBAN: FR\\d\\d1695[0-9A-Z]+'),
      matching(`Invoice draft created: ${UUID}`),
      matching(`Invoice finalized at ${MOMENT} — attachment: None`),
      'Attempt 1/15 — attachment_id not set yet, waiting...',
      'Factur-X PDF is ready!',
      matching('Downloaded Factur-X PDF: \\./client_invoices/F-\\d{4}-\\d{4}-[\\w-]+\\.pdf'),
    ]);
    const path = join(folder, lines.at(-1)?.split(': ')[1] ?? '');
    expect(run('pdfinfo', path)).toMatch(/Pages:\s+1/);
    const text = run('pdftotext', '-layout', path, '-');
    for (const shown of ['Consulting Services', 'Acme Corp', '1500.00 EUR', '1800.00 EUR'])
      expect(text).toContain(shown);
    expect(run('pdfdetach', '-list', path)).toMatch(/^1 embedded files\s+1: factur-x\.xml/);
    run('pdfdetach', '-savefile', 'factur-x.xml', '-o', join(folder, 'factur-x.xml'), path);
    const xml = readFileSync(join(folder, 'factur-x.xml'), 'utf8');
    expect(xml).toContain('<ram:ID>urn:cen.eu:en16931:2017</ram:ID>');
    expect(xml).toContain('<ram:GrandTotalAmount>1800.00</ram:GrandTotalAmount>');
  });

  it('6: syncs the transactions of six accounts and their files', async () => {
    const lines = await follow('6-sync-transactions.py');
    const accounts = (await bank.ask('GET', '/v2/bank_accounts')).listAt('bank_accounts');
    const rows: unknown[] = [];
    const statuses = ['completed', 'pending', 'declined'].map((status) => `status[]=${status}`).join('&');
    for (const account of accounts) {
      const query = `bank_account_id=${String(valueAt(account, 'id'))}&${statuses}&includes[]=attachments`;
      rows.push(...(await allSince('transactions', 'updated_at_from', query)));
    }
    const attachments = rows.flatMap((row) => valueAt(row, 'attachments') as { file_name: string; url: string }[]);
    const files = await Promise.all(attachments.map(({ file_name: name, url }) => download(name, url)));
    expect(attachments.length).toBeGreaterThan(0);
    expect(lines).toEqual([
      'Found 6 bank account(s)',
      `Fetched ${rows.length} transaction(s) across all accounts`,
      ...files.map(({ name }) => `Downloaded: ${name}`),
      matching(`Sync complete\\. Next run will start from: ${MOMENT}`),
    ]);
    expect(downloaded('transaction_attachments')).toEqual(hashes(files));
  });

  /** Every row changed since New Year, asked for in another way than the scripts do: in small pages. */
  const allSince = async (resource: string, from: string, query = ''): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const path = `/v2/${resource}?${query}&${from}=2026-01-01T00:00:00Z&per_page=37&page=${page}`;
      const reply = await bank.ask('GET', path);
      rows.push(...reply.listAt(resource));
      page = reply.at('meta.next_page') as number | null;
    }
    return rows;
  };

  const filesOf = async (rows: readonly unknown[]): Promise<Download[]> => {
    const files: Download[] = [];
    for (const row of rows) {
      const id = valueAt(row, 'attachment_id');
      if (typeof id !== 'string') continue;
      const reply = await bank.ask('GET', `/v2/attachments/${id}`);
      files.push(await download(reply.textAt('attachment.file_name'), reply.textAt('attachment.url')));
    }
    return files;
  };

  const downloaded = (name: string): Record<string, string> => {
    mkdirSync(join(folder, name), { recursive: true });
    const files = readdirSync(join(folder, name));
    return Object.fromEntries(files.map((file) => [file, hashOf(readFileSync(join(folder, name, file)))]));
  };
});

interface Download {
  readonly name: string;
  readonly hash: string;
}

/** Debian's own Python has Debian's `requests`; another one first in the path may have none. */
function python(): string {
  return process.env['PYTHON'] ?? '/usr/bin/python3';
}

function readGuide(name: string): string {
  return readFileSync(join(process.cwd(), 'test', 'guide', name), 'utf8');
}

/** Not synchronous: the simulator lives in this process and must answer meanwhile. */
function runPython(folder: string, heard: (line: string) => void = () => {}): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(python(), ['-u', 'script.py'], { cwd: folder, env: { PYTHONIOENCODING: 'utf-8' } });
    const lines: string[] = [];
    let [rest, problems] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        heard(line);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (problems += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(lines) : reject(new Error(problems))));
  });
}

async function download(name: string, url: string): Promise<Download> {
  const response = await fetch(url);
  return { name, hash: hashOf(Buffer.from(await response.arrayBuffer())) };
}

/** By name; of two files with one name the later is left, as on a disk. */
function hashes(files: readonly Download[]): Record<string, string> {
  return Object.fromEntries(files.map(({ name, hash }) => [name, hash]));
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function matching(pattern: string): unknown {
  return expect.stringMatching(new RegExp(`^${pattern}$`));
}
