import fc from 'fast-check';

import type { Connection } from '../../../src/datasources/paging/index.js';
import { bySeek, deal, directions, liberties, rows, runs, walk } from './arbitraries.js';
import { FakeList, type FakeRow, printed, request } from './fake-list.js';

const pageSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
const caps = fc.integer({ min: 8, max: 30 });

/** What any list of the tests looks like: dealt to several lists, with all liberties. */
const situation = fc.record({
  all: rows(200),
  lists: fc.integer({ min: 1, max: 3 }),
  direction: directions,
  options: liberties,
  largest: caps,
});

test('P1 a list at rest is walked exactly once, in order, in full pages, with true flags', async () => {
  await fc.assert(
    fc.asyncProperty(situation, pageSizes, fc.boolean(), async (given, sizes, isBackward) => {
      const lists = makeLists(given);
      const cap = { perPage: given.largest };
      const { rows: seen, pages } = await walk(
        (args) => bySeek(lists, request(args, given.direction, { cap })),
        { sizes, isBackward },
      );
      expect(ids(seen).toSorted()).toEqual(ids(given.all).toSorted());
      expect(seen.map(printed)).toEqual(sortedKeys(given.all, given.direction));
      for (const [index, { edges, pageInfo }] of pages.entries()) {
        const isLast = index === pages.length - 1;
        expect(isLast || edges.length === sizes[index % sizes.length]).toBe(true);
        expect(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage).toBe(!isLast);
        expect(isBackward ? pageInfo.hasNextPage : pageInfo.hasPreviousPage).toBe(index > 0);
        expect([pageInfo.startCursor, pageInfo.endCursor].map((cursor) => cursor === null)).toEqual(
          edges.length === 0 ? [true, true] : [false, false],
        );
      }
      expect(lists.flatMap((list) => list.outOfRange)).toEqual([]);
    }),
    runs(300),
  );
});

describe('P2 with distinct sort values', () => {
  const distinct = (count: number): FakeRow[] =>
    Array.from({ length: count }, (_, index) => ({ id: String(index + 1), at: index * 7000 }));

  it.each([
    { first: 10, pages: 105, requests: 105 },
    { first: 50, pages: 21, requests: 21 },
    { first: 99, pages: 11, requests: 11 },
    { first: 100, pages: 11, requests: 20 },
    { first: 250, pages: 5, requests: 13 },
    { first: 500, pages: 3, requests: 13 },
  ])('1,050 rows by $first take $requests requests', async ({ first, pages: expected, requests }) => {
    const list = new FakeList(distinct(1050));
    const { rows: seen, pages } = await walk((args) => bySeek([list], request(args)), { sizes: [first] });
    expect([seen.length, pages.length, list.requests.length]).toEqual([1050, expected, requests]);
    expect(list.outOfRange).toEqual([]);
  });

  it('the second request of a full page reads three rows', async () => {
    const list = new FakeList(distinct(1050));
    const { pageInfo } = await bySeek([list], request({ first: 100 }));
    list.requests.length = 0;
    await bySeek([list], request({ first: 100, after: pageInfo.endCursor }));
    expect(list.requests.map(({ page, perPage }) => [page, perPage])).toEqual([
      [1, 100],
      [34, 3],
    ]);
  });

  it('a page of any size takes no more requests than full pages with a seam need', async () => {
    const caps = { min: 8, max: 100 };
    await fc.assert(
      fc.asyncProperty(
        fc.integer(caps),
        fc.integer({ min: 1, max: 500 }),
        fc.boolean(),
        async (cap, first, hasCursor) => {
          const list = new FakeList(distinct(1050), { largestPage: cap });
          const settings = { cap: { perPage: cap } };
          const start = await bySeek([list], request({ first: 7 }, 'ASC', settings));
          list.requests.length = 0;
          await bySeek(
            [list],
            request({ first, after: hasCursor ? start.pageInfo.endCursor : null }, 'ASC', settings),
          );
          const wanted = first + (hasCursor ? 1 : 0);
          let least = 1;
          while (least <= cap / 2 && least * (cap - least + 1) < wanted) least++;
          expect(least > cap / 2 || list.requests.length <= least).toBe(true);
          expect(list.outOfRange).toEqual([]);
        },
      ),
      runs(80),
    );
  });
});

test('P6 what comes before a cursor, its row, and what comes after it are the whole list', async () => {
  await fc.assert(
    fc.asyncProperty(situation, fc.nat(), fc.integer({ min: 1, max: 40 }), async (given, pick, size) => {
      const lists = makeLists(given);
      const cap = { perPage: given.largest };
      const page = (args: Parameters<typeof request>[0]) =>
        bySeek(lists, request(args, given.direction, { cap }));
      const { pages, rows: all } = await walk(page, { sizes: [size] });
      const edges = pages.flatMap((connection) => connection.edges);
      const chosen = edges[pick % Math.max(1, edges.length)];
      if (!chosen) return;
      const before = await walk((args) => page({ ...args, before: args.before ?? chosen.cursor }), {
        sizes: [size],
        isBackward: true,
      });
      const after = await walk((args) => page({ ...args, after: args.after ?? chosen.cursor }), {
        sizes: [size],
      });
      expect(ids([...before.rows, chosen.row, ...after.rows])).toEqual(ids(all));

      const backEdges = before.pages.flatMap((connection) => connection.edges);
      const turned = backEdges[pick % Math.max(1, backEdges.length)];
      if (!turned) return;
      const onward = await walk((args) => page({ ...args, after: args.after ?? turned.cursor }), {
        sizes: [size],
      });
      expect(ids(onward.rows)).toEqual(ids(all).slice(ids(all).indexOf(turned.row.id) + 1));
    }),
    runs(80),
  );
});

test('P7 two pages are the same as one page of their sizes together', async () => {
  const size = fc.integer({ min: 1, max: 45 });
  await fc.assert(
    fc.asyncProperty(situation, size, size, fc.boolean(), async (given, one, other, isBackward) => {
      const lists = makeLists(given);
      const cap = { perPage: given.largest };
      const page = (count: number, cursor: string | null) =>
        bySeek(
          lists,
          request(
            isBackward ? { last: count, before: cursor } : { first: count, after: cursor },
            given.direction,
            { cap },
          ),
        );
      const first = await page(one, null);
      const cursor = isBackward ? first.pageInfo.startCursor : first.pageInfo.endCursor;
      const second = cursor === null ? first : await page(other, cursor);
      const both = await page(one + other, null);
      const parts = cursor === null ? [first] : isBackward ? [second, first] : [first, second];
      expect(parts.flatMap(rowIds)).toEqual(rowIds(both));
    }),
    runs(150),
  );
});

test('P8 every combination of arguments gives what the Relay specification says', async () => {
  const count = fc.integer({ min: 1, max: 60 });
  const place = fc.option(fc.nat(), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      // Cursors list 64 ties: a group of no more can be gone through in both directions.
      situation.filter(({ all }) => mostTies(all) <= 64),
      count,
      fc.boolean(),
      place,
      place,
      async (given, size, isBackward, one, other) => {
        const lists = makeLists(given);
        const cap = { perPage: given.largest };
        const page = (args: Parameters<typeof request>[0]) =>
          bySeek(lists, request(args, given.direction, { cap }));
        const { pages, rows: all } = await walk(page, { sizes: [50] });
        const edges = pages.flatMap((connection) => connection.edges);
        const at = (pick: number | undefined) =>
          pick === undefined || all.length === 0 ? undefined : pick % all.length;
        const [after, before] = [at(one), at(other)];

        // EdgesToReturn and the flags of https://relay.dev/graphql/connections.htm, section 4.
        const between = all.slice(after === undefined ? 0 : after + 1, before ?? all.length);
        const expected = isBackward ? between.slice(-size) : between.slice(0, size);
        const actual = await page({
          [isBackward ? 'last' : 'first']: size,
          after: after === undefined ? null : edges[after]?.cursor,
          before: before === undefined ? null : edges[before]?.cursor,
        });
        expect(rowIds(actual)).toEqual(ids(expected));
        expect(isBackward ? actual.pageInfo.hasPreviousPage : actual.pageInfo.hasNextPage).toBe(
          between.length > size,
        );
      },
    ),
    runs(250),
  );
});

test("P8 the user's own bounds hold, and a cursor never widens them", async () => {
  const bound = fc.integer({ min: 0, max: 60 });
  await fc.assert(
    fc.asyncProperty(
      rows(120, { values: fc.constant(60) }),
      bound,
      bound,
      directions,
      async (all, from, to, direction) => {
        const list = new FakeList(all);
        const spelled = (at: number) => list.key({ id: '0', at: at * 1000 });
        const { rows: seen } = await walk(
          (args) => bySeek([list], request(args, direction, { from: spelled(from), to: spelled(to) })),
          { sizes: [7] },
        );
        const expected = list.sorted(direction, (row) => printed(row) >= from && printed(row) <= to);
        expect(ids(seen)).toEqual(ids(expected));
      },
    ),
    runs(100),
  );
});

test('P10 a bank that serves smaller pages than it is asked for costs requests, not rows', async () => {
  await fc.assert(
    fc.asyncProperty(situation, pageSizes, fc.boolean(), async (given, sizes, isBackward) => {
      const walkWith = async (largest: number, perPage: number) => {
        const lists = makeLists({ ...given, largest });
        const cap = { perPage };
        const walked = await walk((args) => bySeek(lists, request(args, given.direction, { cap })), {
          sizes: sizes.map((size) => 3 * size),
          isBackward,
        });
        return { seen: ids(walked.rows), cap, lists };
      };
      const roomy = await walkWith(100, 100);
      const clamped = await walkWith(25, 100);
      expect(clamped.seen).toEqual(roomy.seen);
      expect(clamped.lists.flatMap((list) => list.outOfRange)).toEqual([]);
      const isMet = clamped.lists.some((list) => list.requests.some(({ perPage }) => perPage > 25));
      expect(clamped.cap.perPage).toBe(isMet ? 25 : 100);
    }),
    runs(120),
  );
});

test('a group of ties larger than a cursor can list is walked to its end, once', async () => {
  const all = Array.from({ length: 700 }, (_, index) => ({
    id: String(index + 1),
    at: index < 20 ? 0 : 9000,
  }));
  const list = new FakeList(all);
  const { rows: seen } = await walk((args) => bySeek([list], request(args)), { sizes: [30, 45] });
  expect(ids(seen)).toEqual(ids(all));
});

test('a giant group of ties refuses to be walked the other way round, where rows would be lost', async () => {
  const list = new FakeList(Array.from({ length: 200 }, (_, index) => ({ id: String(index + 1), at: 9000 })));
  const { pageInfo } = await bySeek([list], request({ first: 120 }));
  await expect(bySeek([list], request({ last: 10, before: pageInfo.endCursor }))).rejects.toMatchObject({
    details: { argument: 'before', reason: 'CURSOR_STALE' },
  });
});

test('lists that tell neither totals nor next pages are walked in full', async () => {
  const ats = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { maxLength: 120, size: 'max' });
  await fc.assert(
    fc.asyncProperty(ats, pageSizes, directions, async (chosen, sizes, direction) => {
      const all = chosen.map((at, index) => ({ id: String(index + 1), at: at * 1000 }));
      const list = new FakeList(all, { isTotalTold: false, nextPage: 'never told', largestPage: 20 });
      const cap = { perPage: 20 };
      const { rows: seen } = await walk((args) => bySeek([list], request(args, direction, { cap })), {
        sizes,
      });
      expect(ids(seen)).toEqual(ids(list.sorted(direction)));
    }),
    runs(60),
  );
});

function mostTies(all: readonly FakeRow[]): number {
  const ties = new Map<number, number>();
  for (const row of all) ties.set(printed(row), (ties.get(printed(row)) ?? 0) + 1);
  return Math.max(0, ...ties.values());
}

function makeLists(given: {
  all: readonly FakeRow[];
  lists: number;
  options: ConstructorParameters<typeof FakeList>[1];
  largest: number;
}): FakeList[] {
  return deal(given.all, given.lists).map(
    (dealt) => new FakeList(dealt, { ...given.options, largestPage: given.largest }),
  );
}

function ids(all: readonly FakeRow[]): string[] {
  return all.map((row) => row.id);
}

function rowIds(connection: Connection<FakeRow>): string[] {
  return connection.edges.map((edge) => edge.row.id);
}

function sortedKeys(all: readonly FakeRow[], direction: 'ASC' | 'DESC'): number[] {
  return all.map(printed).toSorted((one, other) => (direction === 'ASC' ? one - other : other - one));
}
