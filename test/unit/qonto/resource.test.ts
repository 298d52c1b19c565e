import { z } from 'zod';
import { type Connection, seek } from '../../../src/datasources/paging/index.js';
import { instant } from '../../../src/datasources/paging/instant.js';
import {
  type ListRow,
  pagedList,
  readAll,
  readPage,
  type Resource,
} from '../../../src/datasources/qonto/resource.js';
import { wireReader } from '../../../src/datasources/qonto/wire-reader.js';
import type { Answer, Call } from '../../../src/datasources/qonto/call.js';
import type { QontoSession } from '../../../src/datasources/qonto/session.js';
import { Rejection } from '../../../src/errors.js';

const things: Resource<{ id: string }, string> = {
  path: '/v2/things',
  one: 'thing',
  many: 'things',
  wire: wireReader(z.object({ id: z.string() })),
  toRow: ({ id }) => id,
};

/** A bank with so many things, which tells of its pages as it is asked to. */
function sessionOf(count: number, metaOf: (page: number, perPage: number) => object | undefined) {
  const pages: number[] = [];
  const send = async ({ query }: Call): Promise<Answer> => {
    const [page, perPage] = [Number(query!['page']), Number(query!['per_page'])];
    pages.push(page);
    const rows = Array.from({ length: count }, (_, index) => ({ id: String(index) })).slice(
      (page - 1) * perPage,
      page * perPage,
    );
    if (page > 1 && rows.length === 0) throw new Rejection('past the end', [], { status: 422 });
    return { status: 200, readAt: undefined, body: { things: rows, meta: metaOf(page, perPage) } };
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
  return { pages, session };
}

it.each([0, 1, 99, 100, 106, 200, 250])(
  'reads all %d rows of a list that tells nothing of its pages',
  async (count) => {
    const { session } = sessionOf(count, () => undefined);
    expect(await readAll(session, things)).toHaveLength(count);
  },
);

it('asks for no page behind the one that is said to be the last', async () => {
  const { session, pages } = sessionOf(199, (page, perPage) => ({
    next_page: page * perPage < 199 ? page + 1 : null,
  }));
  expect(await readAll(session, things)).toHaveLength(199);
  expect(pages).toHaveLength(3);
});

it('reads a list of several pages anew when it moved meanwhile, so that no row is missing', async () => {
  let rows = Array.from({ length: 150 }, (_, index) => ({ id: String(index) }));
  const asked: string[] = [];
  const send = async ({ query, fresh }: Call): Promise<Answer> => {
    const [page, perPage] = [Number(query!['page']), Number(query!['per_page'])];
    asked.push(`${page}/${perPage}${fresh ? ' fresh' : ''}`);
    const shown = rows.slice((page - 1) * perPage, page * perPage);
    // The row that the next page must share with this one goes away, once.
    if (asked.length === 1) rows = rows.filter(({ id }) => id !== '99');
    return { status: 200, readAt: undefined, body: { things: shown, meta: { total_count: rows.length } } };
  };
  const { session } = sessionOf(0, () => undefined);
  const all = await readAll({ ...session, send }, things);
  expect(all).toEqual(rows.map(({ id }) => id));
  expect(asked[0]).toBe('1/100');
  expect(asked).toContain('1/100 fresh');
});

describe('rows that cannot be told to stand anywhere', () => {
  /** A bank that sorts and narrows by a time of its own, and does not show that of `lost`. */
  const ids = { a: ['a1', 'a6'], ascending: ['lost2', 'b3', 'b5'], descending: ['b3', 'b5', 'lost7'] };
  const listOf = (listed: readonly string[]) => {
    const send = async ({ query }: Call): Promise<Answer> => {
      const { from, to, sort_by: sortBy, per_page: perPage } = query as Record<string, string>;
      const rows = listed
        .map((id) => ({ id, at: `2026-01-01T00:00:0${id.at(-1)}.000Z` }))
        .filter(({ at }) => (from === undefined || at >= from) && (to === undefined || at <= to));
      if (sortBy === 'at:desc') rows.reverse();
      const shown = rows
        .slice(0, Number(perPage))
        .map(({ id, at }) => (id.startsWith('lost') ? { id } : { id, at }));
      return { status: 200, readAt: undefined, body: { things: shown, meta: { total_count: rows.length } } };
    };
    const { session } = sessionOf(0, () => undefined);
    return pagedList({ ...session, send }, things, {}, { by: 'at', from: 'from', to: 'to' });
  };

  it.each(['ASC', 'DESC'] as const)('are told once in a walk over several lists, %s', async (direction) => {
    const lists = [listOf(ids.a), listOf(direction === 'ASC' ? ids.ascending : ids.descending)];
    const told: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Connection<ListRow<string>> = await seek(lists, {
        arguments: { first: 1, after },
        want: { rows: true, totalCount: false },
        direction,
        unit: 'millisecond',
        fingerprint: '',
        secret: 'a secret of tests',
        cap: { perPage: 100 },
      });
      told.push(...page.edges.map(({ row }) => row.id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(told).toEqual(
      direction === 'ASC' ? ['lost2', 'a1', 'b3', 'b5', 'a6'] : ['lost7', 'a6', 'b5', 'b3', 'a1'],
    );
  });
});

it('tells of a row whose sort value cannot be compared, and goes on with the page', async () => {
  const rows = [
    { id: 'a', moved_at: '2026-01-01T00:00:00Z' },
    { id: 'b', moved_at: '2026-01-02T00:00:00+0200' },
    { id: 'c', moved_at: '2026-01-03T00:00:00+02:00' },
  ];
  const { session } = sessionOf(0, () => undefined);
  const send = async (): Promise<Answer> => ({ status: 200, readAt: undefined, body: { things: rows } });
  const page = await readPage({ ...session, send }, things, {}, { sortKey: 'moved_at' });
  expect(page.rows).toMatchObject([
    { id: 'a', key: rows[0]!.moved_at, node: 'a' },
    { id: 'b', key: rows[0]!.moved_at, node: { code: 'UPSTREAM_CONTRACT' } },
    { id: 'c', key: rows[2]!.moved_at, node: 'c' },
  ]);
  for (const { key } of page.rows) expect(() => instant(key)).not.toThrow();
});
