import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const unlimited = { perSecond: 100_000, burst: 100_000, perTenMinutes: 10_000_000 };
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
    list: '/v2/client_invoices?exclude_imported=false',
  },
  {
    recipe: 'sync-supplier-invoices',
    resource: 'supplier_invoices',
    script: '3-sync-supplier-invoices.py',
    guideFolder: 'supplier_invoices',
    list: '/v2/supplier_invoices?',
  },
])('$recipe', ({ recipe, resource, script, guideFolder, list }) => {
  const sync = (out: string) =>
    recipes.run([recipe, '--url', `${gateway.url}/graphql`, '--out', out, '--since', since]);

  (hasGuide ? describe : describe.skip)('beside the guide', () => {
    it("leaves the rows and files of the guide's script, with no more requests, and no row twice", async () => {
      const guide = await followGuide(gateway, script, 'invoices', folder);
      await gateway.control('DELETE requests');
      const out = new SyncedFolder(join(folder, 'out'));
      const ended = await sync(out.path);
      const calls = await callsOf(gateway);
      expect(ended).toMatchObject({ code: 0, problems: '' });

      // The bank hides imported invoices unless it is asked; the recipe asks, the guide's script does not.
      const ids = out.rows.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(guide.ids.filter((id) => !ids.includes(id))).toEqual([]);
      expect(ids).toHaveLength(await totalOf(`${list}&filter[updated_at_from]=${since}`));
      const files = new Set(out.rows.flatMap((row) => row.files.map(({ id }) => id)));
      const guideFiles = new Set(downloadedIds(guide.calls));
      expect([...guideFiles].filter((id) => !files.has(id))).toEqual([]);
      expect(downloadedIds(calls)).toHaveLength(files.size);

      const kept = hashesIn(join(out.path, 'files'));
      expect(Object.keys(kept)).toHaveLength(files.size);
      for (const [name, hash] of Object.entries(hashesIn(join(folder, guideFolder)))) {
        expect(Object.keys(kept)).toContain(name);
        expect(Object.values(kept)).toContain(hash);
      }
      expect(ended.lines.at(-2)).toBe(guide.lines[0]?.replace(/\d+/, String(ids.length)));
      const more = files.size - guideFiles.size;
      expect(apiCalls(calls).length).toBeLessThanOrEqual(apiCalls(guide.calls).length + more);
    });
  });

  const totalOf = async (path: string): Promise<number> => {
    const headers = { authorization: 'Bearer demo-token' };
    const response = await fetch(`${gateway.bankUrl}${path}`, { headers });
    return ((await response.json()) as { meta: { total_count: number } }).meta.total_count;
  };

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
