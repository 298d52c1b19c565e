import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bankLimits } from '../../src/datasources/qonto/index.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { killedWalks } from '../support/killed-walk.js';
import {
  apiCalls,
  callsOf,
  downloadedIds,
  followGuide,
  guidePython,
  hashesIn,
  RecipeRunner,
} from '../support/recipe.js';
import { SyncedFolder } from '../support/synced-folder.js';
import { hasTool } from '../support/tool.js';

const hasGuide = hasTool(guidePython, '-c', 'import requests');
const since = '2026-01-01T00:00:00Z';
const unlimited = { ...bankLimits, perSecond: 100_000, burst: 100_000, perLongWindow: 10_000_000 };
const sizes = { transactions: 20, clients: 10, clientInvoices: 260, supplierInvoices: 260 };

jest.setTimeout(120_000);

let gateway: TestGateway;
let recipes: RecipeRunner;
let folder: string;
beforeAll(async () => {
  recipes = new RecipeRunner();
  gateway = await startGateway({ sizes, settings: { rateLimits: false } }, { limits: unlimited });
});
afterAll(async () => {
  await gateway.close();
  recipes.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sync-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([
  {
    recipe: 'sync-client-invoices',
    resource: 'client_invoices',
    script: '2-sync-client-invoices.py',
    guideFolder: 'invoices',
    // The bank hides imported invoices unless it is asked; the recipe asks by default, the guide's script does not.
    asTheGuide: ['--without-imported'],
    hasNamesakes: false,
  },
  {
    recipe: 'sync-supplier-invoices',
    resource: 'supplier_invoices',
    script: '3-sync-supplier-invoices.py',
    guideFolder: 'supplier_invoices',
    asTheGuide: [],
    hasNamesakes: true,
  },
])('$recipe', ({ recipe, resource, script, guideFolder, asTheGuide, hasNamesakes }) => {
  const sync = (out: string, more: readonly string[] = []) =>
    recipes.run([recipe, '--url', `${gateway.url}/graphql`, '--out', out, '--since', since, ...more]);

  (hasGuide ? describe : describe.skip)('beside the guide', () => {
    it("leaves exactly the rows of the guide's script, and its files, with no more requests", async () => {
      const guide = await followGuide(gateway, script, 'invoices', folder);
      await gateway.control('DELETE requests');
      const out = new SyncedFolder(join(folder, 'out'));
      const ended = await sync(out.path, asTheGuide);
      const calls = await callsOf(gateway);
      expect(ended).toMatchObject({ code: 0, problems: '' });

      expect(guide.ids.length).toBeGreaterThan(50);
      expect(out.rows.map(({ id }) => id).sort()).toEqual([...guide.ids].sort());
      const files = hashesIn(join(out.path, 'files'));
      const guideFiles = hashesIn(join(folder, guideFolder));
      // Where files have one name, the guide's script writes one over the other; the recipe keeps all of them.
      const differing = Object.keys(guideFiles).filter((name) => files[name] !== guideFiles[name]);
      expect(differing.length > 0).toBe(hasNamesakes);
      expect(Object.keys(files).length > Object.keys(guideFiles).length).toBe(hasNamesakes);
      expect(Object.values(files)).toEqual(expect.arrayContaining(Object.values(guideFiles)));
      expect(downloadedIds(calls)).toHaveLength(Object.keys(files).length);
      expect(ended.lines.at(-2)).toBe(guide.lines[0]);
      expect(apiCalls(calls).length).toBeLessThanOrEqual(apiCalls(guide.calls).length);
    });
  });

  it('asks for no file again that it has: a second run is one request', async () => {
    const out = join(folder, 'out');
    expect(await sync(out)).toMatchObject({ code: 0 });
    const [row] = new SyncedFolder(out).rows;
    await gateway.control('POST touch', { resource, id: row?.id });
    await gateway.control('DELETE requests');
    expect((await sync(out)).lines.at(-2)).toMatch(/^Fetched 1 /);
    expect(await callsOf(gateway)).toHaveLength(1);
    expect(readFileSync(join(out, 'state.json'), 'utf8')).toContain('"since": "2026-03-20T11:59:00Z"');
  });

  it('loses nothing and repeats nothing when it is killed at any moment while rows change', async () => {
    const seed = Number(process.env['SEED'] ?? 20261120);
    expect(await killedWalks({ gateway, recipes, recipe, resource, folder, seed, rounds: 10 })).toEqual([]);
  });
});

it('finds the imported invoices to clients as well, unless it is told not to, and a folder keeps to it', async () => {
  const sync = (out: string, ...more: string[]) =>
    recipes.run(['sync-client-invoices', '--url', `${gateway.url}/graphql`, '--out', out, ...more]);
  const [all, own] = [new SyncedFolder(join(folder, 'all')), new SyncedFolder(join(folder, 'own'))];
  expect(await sync(all.path)).toMatchObject({ code: 0 });
  expect(await sync(own.path, '--without-imported')).toMatchObject({ code: 0 });
  const imported = await importedIds();
  expect(imported.length).toBeGreaterThan(0);
  const ownIds = own.rows.map(({ id }) => id);
  expect(ownIds.filter((id) => imported.includes(id))).toEqual([]);
  expect(all.rows.map(({ id }) => id).sort()).toEqual([...ownIds, ...imported].sort());

  await gateway.control('DELETE requests');
  expect(await sync(own.path)).toMatchObject({ code: 2 });
  expect(await sync(all.path, '--without-imported')).toMatchObject({ code: 2 });
  expect(await callsOf(gateway)).toEqual([]);
});

/** Those that the bank tells only when it is asked for them. */
async function importedIds(): Promise<string[]> {
  const idsOf = async (imported: string): Promise<string[]> => {
    const ids: string[] = [];
    for (let page: number | null = 1; page !== null;) {
      const response = await fetch(
        `${gateway.bankUrl}/v2/client_invoices?exclude_imported=${imported}&per_page=100&page=${page}`,
        { headers: { authorization: 'Bearer demo-token' } },
      );
      const body = (await response.json()) as {
        client_invoices: { id: string }[];
        meta: { next_page: number | null };
      };
      ids.push(...body.client_invoices.map(({ id }) => id));
      page = body.meta.next_page;
    }
    return ids;
  };
  const own = new Set(await idsOf('true'));
  return (await idsOf('false')).filter((id) => !own.has(id));
}
