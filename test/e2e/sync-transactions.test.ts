import { readFileSync } from 'node:fs';
import { bankLimits } from '../../src/datasources/qonto/index.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const document = readFileSync('operations/sync-transactions.graphql', 'utf8');
const since = '2025-10-01T00:00:00Z';

interface Row {
  id: string;
  updatedAt: string;
  bankAccount: { id: string };
  attachments: { id: string }[];
}
interface Page {
  transactions: {
    nodes: Row[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
    checkpoint: string | null;
  };
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ settings: { rateLimits: false } }, { limits: unlimited });
});
afterAll(() => gateway.close());

const unlimited = { ...bankLimits, perSecond: 100_000, burst: 100_000, perLongWindow: 10_000_000 };
/** Small, so that a walk is over soon; nothing but transactions is walked. */
const sizes = { transactions: 60, clients: 1, clientInvoices: 1, supplierInvoices: 1 };

/** Walks to the last page; `between` runs between any two pages. */
async function walk(first: () => number, between: () => Promise<void> = async () => {}) {
  const rows: Row[] = [];
  const calls: string[] = [];
  const checkpoints: (string | null)[] = [];
  for (let after: string | undefined; ;) {
    const { data, errors, calls: seen } = await gateway.ask<Page>(document, { since, first: first(), after });
    if (errors.length > 0) throw new Error(errors[0]!.message);
    rows.push(...data.transactions.nodes);
    calls.push(...seen);
    checkpoints.push(data.transactions.checkpoint);
    if (!data.transactions.pageInfo.hasNextPage) return { rows, calls, checkpoints };
    after = data.transactions.pageInfo.endCursor;
    await between();
  }
}

it('walks all accounts in ceil(rows / first) requests for each, one more at most, and none for attachments', async () => {
  const first = 40;
  const { rows, calls, checkpoints } = await walk(() => first);
  const pages = Math.ceil(rows.length / first);
  expect(rows.length).toBeGreaterThan(150);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.some(({ attachments }) => attachments.length > 0)).toBe(true);

  expect(checkpoints).toHaveLength(pages);
  const accounts = new Set(calls.flatMap((call) => /bank_account_id=([^&]+)/.exec(call)?.[1] ?? []));
  expect(accounts.size).toBe(6);
  for (const account of accounts) {
    const requests = calls.filter((call) => call.includes(account)).length;
    expect([pages, pages + 1]).toContain(requests);
  }
  const others = calls.filter((call) => !call.startsWith('GET /v2/transactions?'));
  expect(others).toEqual(Array(pages).fill('GET /v2/bank_accounts?page=1&per_page=100'));
});

it('tells the moment to go on from, the start of the walk, on the last page and not before', async () => {
  const { checkpoints } = await walk(() => 100);
  expect(checkpoints.slice(0, -1).every((checkpoint) => checkpoint === null)).toBe(true);
  expect(checkpoints.at(-1)).toBe('2026-03-20T11:59:00Z');
});

it('loses and repeats nothing in 200 walks while transactions change between the pages', async () => {
  const seed = Number(process.env['SEED'] ?? 20261120);
  const random = generator(seed);
  for (let round = 0; round < 200; round++) {
    await gateway.control('POST reset', { seed: round % 5, sizes });
    await gateway.control('POST clock', { now: '2026-03-20T12:00:00Z' });
    const { rows: before } = await walk(() => 500);
    const touched = new Set<string>();
    const { rows } = await walk(
      () => 7 + Math.floor(random() * 20),
      async () => {
        for (let count = Math.floor(random() * 4); count > 0; count--) {
          const { id } = before[Math.floor(random() * before.length)]!;
          await gateway.control('POST touch', { resource: 'transactions', id });
          touched.add(id);
        }
      },
    );
    const seen = new Map<string, number>();
    for (const { id } of rows) seen.set(id, (seen.get(id) ?? 0) + 1);
    const versions = rows.map(({ id, updatedAt }) => `${id} ${updatedAt}`);
    const verdict = {
      lost: before.filter(({ id }) => !seen.has(id)).length,
      repeated: before.filter(({ id }) => !touched.has(id) && seen.get(id)! > 1).length,
      sameVersionTwice: versions.length - new Set(versions).size,
    };
    expect({ seed, round, ...verdict }).toEqual({ seed, round, lost: 0, repeated: 0, sameVersionTwice: 0 });
  }
}, 120_000);

/** mulberry32, so that a failing walk can be walked again. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
