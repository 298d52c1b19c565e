import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { apiCalls, callsOf, hashesIn, RecipeRunner } from '../support/recipe.js';

jest.setTimeout(120_000);

let gateway: TestGateway;
let recipes: RecipeRunner;
let folder: string;
beforeAll(async () => {
  recipes = new RecipeRunner();
  gateway = await startGateway({
    clock: { now: () => new Date() },
    sizes: { transactions: 1, clientInvoices: 1, supplierInvoices: 1 },
  });
});
afterAll(async () => {
  await gateway.close();
  recipes.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'factur-x-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const make = (...given: string[]) =>
  recipes.run(['factur-x', '--url', `${gateway.url}/graphql`, ...given], undefined, folder);
const consulting = ['--title', 'Consulting Services', '--unit-price', '150.00', '--quantity', '10'];
const acme =
  '--email contact@acmecorp.com --name Acme --tax-number 123456789 --street Market --city Paris --zip-code 75001';

it('finds the client, makes the invoice, and leaves its Factur-X file', async () => {
  await gateway.control('DELETE requests');
  const ended = await make(...acme.split(' '), ...consulting);
  expect(ended).toMatchObject({ code: 0, problems: '' });
  expect(ended.lines[0]).toMatch(/^Found existing client: /);
  expect(ended.lines[1]).toMatch(/^Receiving IBAN: FR\d\d1695/);
  expect(ended.lines[2]).toMatch(/^Invoice draft created: /);
  expect(ended.lines[3]).toMatch(/^Invoice finalized at \d{4}-/);
  expect(ended.lines.at(-1)).toMatch(/^Downloaded Factur-X PDF: client_invoices\/F-\d{4}-\d{4}-[\w-]+\.pdf$/);
  const writes = apiCalls(await callsOf(gateway)).filter(({ method }) => method !== 'GET');
  expect(writes.map(({ path }) => path.replace(/[0-9a-f-]{36}/, '{id}'))).toEqual([
    '/v2/client_invoices',
    '/v2/client_invoices/{id}/finalize',
  ]);

  const [name] = Object.keys(hashesIn(join(folder, 'client_invoices')));
  const pdf = readFileSync(join(folder, 'client_invoices', name!), 'latin1');
  expect(pdf.slice(0, 5)).toBe('%PDF-');
  expect(pdf).toContain('factur-x.xml');
});

it('tells in one sentence what is wrong, and makes nothing', async () => {
  await gateway.control('DELETE requests');
  expect(await make('--email', 'contact@acmecorp.com')).toMatchObject({
    code: 2,
    problems: '--title is missing; see --help.\n',
  });
  const ended = await make('--invoice', '018f0000-0000-7000-8000-000000000000');
  expect(ended.code).toBe(1);
  expect(ended.problems.trim().split('\n')).toHaveLength(1);
});
