import { z } from 'zod';
import { readAll, type Resource } from '../../../src/datasources/qonto/resource.js';
import type { Answer, Call } from '../../../src/datasources/qonto/call.js';
import type { QontoSession } from '../../../src/datasources/qonto/session.js';
import { Rejection } from '../../../src/errors.js';

const things: Resource<{ id: string }, string> = {
  path: '/v2/things',
  one: 'thing',
  many: 'things',
  wire: z.object({ id: z.string() }),
  toRow: ({ id }) => id,
};

/** A bank with so many things, which tells of its pages as it is asked to. */
function sessionOf(count: number, metaOf: (page: number) => object | undefined) {
  const pages: number[] = [];
  const send = async ({ query }: Call): Promise<Answer> => {
    const page = Number(query!['page']);
    pages.push(page);
    const rows = Array.from({ length: count }, (_, index) => ({ id: String(index) })).slice(
      (page - 1) * 100,
      page * 100,
    );
    if (page > 1 && rows.length === 0) throw new Rejection('past the end', [], { status: 422 });
    return { status: 200, readAt: undefined, body: { things: rows, meta: metaOf(page) } };
  };
  const session: QontoSession = {
    send,
    meter: { requests: 0, deduplicated: 0, retries: 0 },
    principal: 'p',
    download: () => Promise.reject(new Error('no file')),
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
  const { session, pages } = sessionOf(200, (page) => ({ next_page: page === 1 ? 2 : null }));
  expect(await readAll(session, things)).toHaveLength(200);
  expect(pages).toEqual([1, 2]);
});
