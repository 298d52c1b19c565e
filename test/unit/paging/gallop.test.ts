import fc from 'fast-check';

import { byGallop, directions, liberties, rows, runs, walk } from './arbitraries.js';
import { FakeList, type FakeOptions, type FakeRow, printed, request } from './fake-list.js';

const pageSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
const distinct = (count: number): FakeRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index + 1), at: index * 5000 }));
const ids = (all: readonly FakeRow[]) => all.map((row) => row.id);

// Down to a single row per page, although 25 is the smallest page the bank is known to serve.
const caps = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 100 }));
/** From no ties at all to all rows in one group, and lists that are sorted by what only the bank knows. */
const tied = (most: number) => rows(most, { values: fc.constantFrom(1, 2, 5, 60, 400, 100_000) });

test('P1 a list at rest is walked exactly once, in order, with true flags', async () => {
  await fc.assert(
    fc.asyncProperty(
      tied(200),
      directions,
      liberties,
      pageSizes,
      fc.record({ isBackward: fc.boolean(), isSorted: fc.boolean(), isCapKnown: fc.boolean() }),
      caps,
      async (all, direction, options, sizes, { isBackward, isSorted, isCapKnown }, largestPage) => {
        const list = new FakeList(all, { ...options, largestPage, isSorted });
        const known = { perPage: largestPage };
        const page = (args: Parameters<typeof request>[0]) =>
          byGallop([list], request(args, direction, { cap: isCapKnown ? known : { perPage: 100 } }));
        const walked = await walk(page, { sizes, isBackward });
        expect(ids(walked.rows)).toEqual(ids(list.sorted(direction)));
        for (const [index, { pageInfo, edges }] of walked.pages.entries()) {
          const isLast = index === walked.pages.length - 1;
          expect(isLast || edges.length === sizes[index % sizes.length]).toBe(true);
          expect(isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage).toBe(!isLast);
        }
        expect(list.outOfRange).toEqual([]);
      },
    ),
    runs(150),
  );
});

test('P1 with an order of ties that is another one at every request, a walk is whole or says that it is not', async () => {
  let whole = 0;
  await fc.assert(
    fc.asyncProperty(
      tied(60),
      directions,
      pageSizes,
      fc.boolean(),
      caps,
      async (all, direction, sizes, isBackward, largestPage) => {
        const list = new FakeList(all, { largestPage, ties: 'random' });
        const cap = { perPage: largestPage };
        const walked = walk((args) => byGallop([list], request(args, direction, { cap })), {
          sizes,
          isBackward,
        });
        const { rows: seen } = await walked.catch((error: unknown) => {
          expect(error).toMatchObject({ details: { reason: 'CURSOR_STALE' } });
          return { rows: undefined };
        });
        if (!seen) return;
        whole++;
        expect(ids(seen).toSorted()).toEqual(ids(all).toSorted());
        expect(seen.map(printed)).toEqual(list.sorted(direction).map(printed));
      },
    ),
    runs(50),
  );
  expect(whole).toBeGreaterThan(10);
});

test('P8 every combination of arguments gives what the Relay specification says', async () => {
  const place = fc.option(fc.nat(), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      // Cursors list 64 ties: a group of no more can be gone through in both directions.
      rows(64, { values: fc.constantFrom(1, 5, 60, 400) }),
      directions,
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      place,
      place,
      caps,
      async (all, direction, size, isBackward, one, other, largestPage) => {
        const list = new FakeList(all, { largestPage });
        const cap = { perPage: largestPage };
        const page = (args: Parameters<typeof request>[0]) =>
          byGallop([list], request(args, direction, { cap }));
        const { pages, rows: ordered } = await walk(page, { sizes: [50] });
        const edges = pages.flatMap((connection) => connection.edges);
        const at = (pick: number | undefined) =>
          pick === undefined || edges.length === 0 ? undefined : pick % edges.length;
        const [after, before] = [at(one), at(other)];
        const between = ordered.slice(after === undefined ? 0 : after + 1, before ?? ordered.length);
        const actual = await page({
          [isBackward ? 'last' : 'first']: size,
          after: after === undefined ? null : edges[after]?.cursor,
          before: before === undefined ? null : edges[before]?.cursor,
        });
        expect(ids(actual.edges.map((edge) => edge.row))).toEqual(
          ids(isBackward ? between.slice(-size) : between.slice(0, size)),
        );
        expect(isBackward ? actual.pageInfo.hasPreviousPage : actual.pageInfo.hasNextPage).toBe(
          between.length > size,
        );
      },
    ),
    runs(150),
  );
});

it.each([
  { first: 10, requests: 30 },
  { first: 40, requests: 8 },
  { first: 49, requests: 7 },
])('walks 300 rows by $first in $requests requests', async ({ first, requests }) => {
  const list = new FakeList(distinct(300));
  const { rows: seen } = await walk((args) => byGallop([list], request(args)), { sizes: [first] });
  expect([seen.length, list.requests.length]).toEqual([300, requests]);
});

it.each([
  ['before the place were deleted', (all: FakeRow[]) => all.slice(450)],
  ['came in before the place', (all: FakeRow[]) => [...[...all].map((row) => moved(row)), ...all]],
])('finds its place again when hundreds of rows %s', async (_, change) => {
  const list = new FakeList(distinct(1000));
  const { pageInfo, edges } = await byGallop([list], request({ first: 500 }));
  list.rows = change(list.rows);
  list.requests.length = 0;
  const next = await byGallop([list], request({ first: 10, after: pageInfo.endCursor }));
  expect(edges).toHaveLength(500);
  expect(ids(next.edges.map((edge) => edge.row))).toEqual(ids(distinct(510).slice(500)));
  expect(list.requests.length).toBeLessThanOrEqual(8);
});

it.each([
  ['the same order', 1],
  ['the reverse order', -1],
])('takes all ties that are left, in %s, when a page now starts among them', async (_, sign) => {
  const tiedFrom = (row: FakeRow) => Number(row.id) > 20 && Number(row.id) <= 30;
  const start = distinct(50).map((row) => (tiedFrom(row) ? { ...row, at: 100_000 + Number(row.id) } : row));
  const list = new FakeList(start, { hiddenPrecision: true });
  const { pageInfo } = await byGallop([list], request({ first: 25 }));
  list.rows = start
    .slice(8)
    .map((row) => (tiedFrom(row) ? { ...row, at: 100_500 + sign * Number(row.id) } : row));
  const next = await byGallop([list], request({ first: 10, after: pageInfo.endCursor }));
  expect(ids(next.edges.map((edge) => edge.row)).toSorted()).toEqual(ids(distinct(35).slice(25)));
});

describe('sorted by a name whose order only the bank knows', () => {
  const named: FakeOptions = { isSorted: false };

  it('goes on after the row of the cursor, wherever it moved nearby', async () => {
    const list = new FakeList(distinct(200), named);
    const { pageInfo } = await byGallop([list], request({ first: 30 }));
    list.rows.splice(3, 2);
    list.rows.unshift({ id: '900', at: 0 });
    const next = await byGallop([list], request({ first: 5, after: pageInfo.endCursor }));
    expect(ids(next.edges.map((edge) => edge.row))).toEqual(['31', '32', '33', '34', '35']);
  });

  it('goes on after the nearest row before it when that row is gone', async () => {
    const list = new FakeList(distinct(200), named);
    const { pageInfo } = await byGallop([list], request({ first: 30 }));
    list.rows = list.rows.filter((row) => !['29', '30'].includes(row.id));
    const next = await byGallop([list], request({ first: 2, after: pageInfo.endCursor }));
    expect(ids(next.edges.map((edge) => edge.row))).toEqual(['31', '32']);
  });

  it('refuses to guess when the place cannot be found', async () => {
    const list = new FakeList(distinct(200), named);
    const { pageInfo } = await byGallop([list], request({ first: 30 }));
    list.rows = list.rows.slice(60);
    await expect(byGallop([list], request({ first: 2, after: pageInfo.endCursor }))).rejects.toMatchObject({
      details: { argument: 'after', reason: 'CURSOR_STALE' },
    });
  });
});

function moved(row: FakeRow): FakeRow {
  return { id: String(Number(row.id) + 5000), at: -5_000_000 - printed(row) };
}
