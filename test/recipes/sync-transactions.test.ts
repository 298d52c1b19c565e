import { mkdtempSync, rmSync } from 'node:fs';
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
const sizes = { transactions: 600, clients: 1, clientInvoices: 1, supplierInvoices: 1 };

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

const sync = (out: string) =>
  recipes.run(['sync-transactions', '--url', `${gateway.url}/graphql`, '--out', out, '--since', since]);

(hasGuide ? describe : describe.skip)('beside the guide', () => {
  it("leaves the rows and files of the guide's script, with no more requests, and no row twice", async () => {
    const guide = await followGuide(gateway, '6-sync-transactions.py', 'all_transactions', folder);
    await gateway.control('DELETE requests');
    const ended = await sync(join(folder, 'out'));
    const calls = await callsOf(gateway);
    expect(ended).toMatchObject({ code: 0, problems: '' });

    const out = new SyncedFolder(join(folder, 'out'));
    expect(out.rows.map(({ id }) => id).sort()).toEqual([...guide.ids].sort());
    expect(guide.ids.length).toBeGreaterThan(100);
    const files = out.rows.flatMap((row) => row.files);
    expect(new Set(files.map(({ id }) => id))).toEqual(new Set(downloadedIds(guide.calls)));
    expect(downloadedIds(calls)).toHaveLength(new Set(downloadedIds(calls)).size);
    // Of several files with one name the guide's script keeps the last; here all of them are kept.
    const kept = hashesIn(join(folder, 'out', 'files'));
    expect(Object.keys(kept)).toHaveLength(new Set(files.map(({ id }) => id)).size);
    for (const [name, hash] of Object.entries(hashesIn(join(folder, 'transaction_attachments')))) {
      expect(Object.keys(kept)).toContain(name);
      expect(Object.values(kept)).toContain(hash);
    }
    expect(ended.lines[0]).toBe(guide.lines[0]);
    expect(ended.lines.at(-2)).toBe(guide.lines[1]);
    expect(apiCalls(calls).length).toBeLessThanOrEqual(apiCalls(guide.calls).length);
  });
});

it('goes on from the checkpoint: nothing new costs one request per account and one for the accounts', async () => {
  const out = join(folder, 'out');
  expect(await sync(out)).toMatchObject({ code: 0 });
  const { lines, state } = new SyncedFolder(out);
  expect(state).toMatchObject({ since: '2026-03-20T11:59:00Z', walk: null });
  await gateway.control('DELETE requests');
  expect((await sync(out)).lines).toContain(
    '--since is for the first run; this one goes on from 2026-03-20T11:59:00Z',
  );
  expect(apiCalls(await callsOf(gateway))).toHaveLength(7);
  expect(new SyncedFolder(out).lines).toEqual(lines);
});

it('asks for a fresh link when one has died, and gives a busy file host another try', async () => {
  const faults = [
    { kind: 'status', status: 403, times: 3, match: { path: '/files/*' } },
    { kind: 'status', status: 503, times: 2, after: 10, match: { path: '/files/*' } },
  ];
  for (const fault of faults) await gateway.control('POST faults', fault);
  await gateway.control('DELETE requests');
  const out = join(folder, 'out');
  const ended = await sync(out);
  await gateway.control('DELETE faults');
  expect(ended).toMatchObject({ code: 0, problems: '' });
  const looks = (await callsOf(gateway)).filter(({ path }) => path.startsWith('/v2/attachments/'));
  expect(looks).toHaveLength(3);
  const named = new SyncedFolder(out).rows.flatMap((row) => row.files.map(({ file }) => file));
  expect(Object.keys(hashesIn(join(out, 'files'))).sort()).toEqual([...new Set(named)].map(String).sort());
});

it('ends with one sentence when the gateway is away, and names the gateway', async () => {
  const ended = await recipes.run([
    'sync-transactions',
    '--url',
    'http://127.0.0.1:9/graphql',
    '--out',
    folder,
  ]);
  expect(ended).toMatchObject({ code: 1, problems: 'The gateway at http://127.0.0.1:9 does not answer.\n' });
});

it('loses nothing and repeats nothing when it is killed at any moment while rows change', async () => {
  const seed = Number(process.env['SEED'] ?? 20261120);
  await gateway.control('POST reset', { sizes: { ...sizes, transactions: 160 } });
  const given = { gateway, recipes, folder, seed, rounds: 10 };
  expect(await killedWalks({ ...given, recipe: 'sync-transactions', resource: 'transactions' })).toEqual([]);
});
