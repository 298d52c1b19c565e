import { z } from 'zod';
import { readAll, type Resource } from '../../../src/datasources/qonto/resource.js';
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
