import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderReceipt } from '../../src/datasources/simulator/pdf.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { apiCalls, callsOf, RecipeRunner } from '../support/recipe.js';

jest.setTimeout(120_000);

let gateway: TestGateway;
let recipes: RecipeRunner;
let folder: string;
beforeAll(async () => {
  recipes = new RecipeRunner();
  gateway = await startGateway({ sizes: { transactions: 1, clientInvoices: 1, supplierInvoices: 1 } });
});
afterAll(async () => {
  await gateway.close();
  recipes.close();
});
beforeEach(async () => {
  await gateway.control('POST reset', {});
  folder = mkdtempSync(join(tmpdir(), 'upload-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const upload = (files: readonly string[], killAfterMs?: number) =>
  recipes.run(['bulk-upload', '--url', `${gateway.url}/graphql`, ...files], killAfterMs, folder);

async function bills(count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const receipt = { title: `Facture ${index}`, rows: [], created_at: '2026-03-19T00:00:00Z' };
      const path = join(folder, `bill-${index}.pdf`);
      writeFileSync(path, await renderReceipt(receipt));
      return path;
    }),
  );
}

const stored = () =>
  gateway
    .ask<{ supplierInvoices: { totalCount: number } }>('{ supplierInvoices(first: 1) { totalCount } }')
    .then(({ data }) => data.supplierInvoices.totalCount);

it('uploads 45 bills in three requests, each once, and nothing when it is run again', async () => {
  const before = await stored();
  const files = await bills(45);
  await gateway.control('DELETE requests');
  const ended = await upload(files);
  expect(ended).toMatchObject({ code: 0, problems: '' });
  const requests = apiCalls(await callsOf(gateway)).map(({ method, path }) => `${method} ${path}`);
  expect(requests).toEqual(Array(3).fill('POST /v2/supplier_invoices/bulk'));
  expect(ended.lines.filter((line) => line.startsWith('Uploaded successfully: '))).toHaveLength(45);
  expect(await stored()).toBe(before + 45);

  await gateway.control('DELETE requests');
  const again = await upload(files);
  expect(again).toMatchObject({ code: 0 });
  expect(again.lines.at(-1)).toBe('45 of 45 bills are at the bank.');
  expect(await callsOf(gateway)).toEqual([]);
});

it('says that nobody knows when the answer is lost, and sends each bill under its key again', async () => {
  const before = await stored();
  const files = await bills(3);
  const match = { method: 'POST', path: '/v2/supplier_invoices/bulk' };
  await gateway.control('POST faults', { kind: 'drop', when: 'after', match, times: 1 });
  const lost = await upload(files);
  expect(lost.code).toBe(3);
  expect(lost.problems).toContain('nobody knows');
  const keys = Object.values(readState()).map(({ key }) => key);

  expect(await upload(files)).toMatchObject({ code: 0 });
  expect(Object.values(readState()).map(({ key }) => key)).toEqual(keys);
  expect(await stored()).toBe(before + 3);
});

it('names the bill that is refused and uploads the others', async () => {
  const files = await bills(2);
  const wrong = join(folder, 'wrong.pdf');
  writeFileSync(wrong, 'MZ this is no PDF');
  const ended = await upload([files[0]!, wrong, files[1]!]);
  expect(ended.code).toBe(1);
  expect(ended.lines.find((line) => line.startsWith('Failed: wrong.pdf: '))).toBeDefined();
  expect(ended.lines.at(-1)).toBe('2 of 3 bills are at the bank.');
});

it('arrives once per bill however often it is killed', async () => {
  const before = await stored();
  const files = await bills(30);
  for (const delayMs of [150, 250, 350, 450]) await upload(files, delayMs);
  expect(await upload(files)).toMatchObject({ code: 0 });
  expect(await stored()).toBe(before + 30);
});

function readState(): Record<string, { key: string; id: string | null }> {
  return JSON.parse(readFileSync(join(folder, 'bulk-upload.json'), 'utf8')) as ReturnType<typeof readState>;
}
