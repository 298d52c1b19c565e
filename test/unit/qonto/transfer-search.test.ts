import type { Answer } from '../../../src/datasources/qonto/call.js';
import type { QontoSession } from '../../../src/datasources/qonto/session.js';
import { findTransfer } from '../../../src/datasources/qonto/transfer-search.js';

const NOW = '2026-11-20T12:00:00.000Z';
const HOUR_MS = 3_600_000;
const mark = 'gw:0123456789abcdef';

/** A transfer of so many minutes ago, as the bank shows it. */
function transfer(id: string, minutesAgo: number, changes: object = {}) {
  const at = new Date(Date.parse(NOW) - minutesAgo * 60_000).toISOString();
  const amount = { amount: 12.3, amount_cents: 1230, amount_currency: 'EUR' };
  return { id, ...amount, status: 'pending', note: null, created_at: at, updated_at: at, ...changes };
}

/** Looks an hour back on a bank that answers its list with these pages, one after the other. */
async function look(...pages: { readonly transfers: object[]; readonly meta?: object }[]) {
  let asked = 0;
  const send = async (): Promise<Answer> => {
    const body = pages[Math.min(asked++, pages.length - 1)];
    return { status: 200, readAt: NOW, body };
  };
  const session: QontoSession = {
    send,
    meter: { requests: 0, deduplicated: 0, retries: 0 },
    principal: 'p',
    download: () => Promise.reject(new Error('no file')),
    endReadsIn: () => undefined,
    wait: () => Promise.resolve(),
    now: () => 0,
  };
  const settings = { cursorSecret: 'secret', caps: new Map<string, number>() };
  const found = await findTransfer(
    { session, settings },
    { mark, isLike: () => false },
    { fromAgoMs: HOUR_MS, toAgoMs: 0 },
  );
  return typeof found === 'object' ? found.found.id : found;
}

const marked = transfer('marked', 50, { note: `rent ${mark}` });
const last = { next_page: null, total_count: 2, per_page: 100 };

it.each([
  ['its number', { next_page: 2, per_page: 100 }],
  ['the count of all', { next_page: null, total_count: 2, per_page: 100 }],
])('goes on behind a short page when the bank tells of more, by %s', async (_, meta) => {
  const recent = transfer('recent', 5);
  expect(await look({ transfers: [recent], meta }, { transfers: [marked, recent], meta: last })).toBe(
    'marked',
  );
});

it('has seen everything on a short page of which the bank tells nothing', async () => {
  expect(await look({ transfers: [transfer('recent', 5)] })).toBe('NONE');
});

it('is not kept from its end by an old transfer that cannot be read, and is by one that may be new', async () => {
  const [recent, old] = [transfer('recent', 5), transfer('old', 200)];
  const broken = transfer('broken', 300, { amount_cents: 'many' });
  expect(await look({ transfers: [recent, old, broken], meta: { next_page: null } })).toBe('NONE');
  expect(await look({ transfers: [recent, broken, old], meta: { next_page: null } })).toBe('UNSURE');
  const unknownTime = transfer('no time', 300, { updated_at: null });
  expect(await look({ transfers: [unknownTime, old], meta: { next_page: null } })).toBe('UNSURE');
  expect(await look({ transfers: [old, unknownTime], meta: { next_page: null } })).toBe('NONE');
});
