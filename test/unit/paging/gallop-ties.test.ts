import fc from 'fast-check';

import { BadUserInput } from '../../../src/errors.js';
import { byGallop, directions, pageSizes, runs, tied, walk } from './arbitraries.js';
import { distinct, FakeList, type FakeRow, printed, request } from './fake-list.js';

/** The bank's smallest page is 25 rows. On one of a few, rows in an order that changes can stand as they did by chance. */
const caps = fc.integer({ min: 25, max: 100 });

const ids = (all: readonly FakeRow[]) => all.map((row) => row.id);

test('P1 with an order of ties that changes at every request, a walk is whole or says that it is not', async () => {
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
        const seen = (await unlessStale(walked))?.rows;
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

test('P8 with such an order, all rows between two cursors come or none', async () => {
  const place = fc.option(fc.nat(), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      tied(60),
      directions,
      fc.boolean(),
      place,
      place,
      caps,
      async (all, direction, isBackward, one, other, largestPage) => {
        const still = new FakeList(all, { largestPage });
        const settings = () => ({ cap: { perPage: largestPage } });
        const { pages, rows: ordered } = await walk(
          (args) => byGallop([still], request(args, direction, settings())),
          { sizes: [20] },
        );
        const edges = pages.flatMap((page) => page.edges);
        const at = (pick: number | undefined) =>
          pick === undefined || edges.length === 0 ? undefined : pick % edges.length;
        const [after, before] = [at(one), at(other)];
        const expected = ordered.slice(after === undefined ? 0 : after + 1, before ?? ordered.length);
        const args = {
          [isBackward ? 'last' : 'first']: 60,
          after: after === undefined ? null : edges[after]?.cursor,
          before: before === undefined ? null : edges[before]?.cursor,
        };
        const shuffled = new FakeList(all, { largestPage, ties: 'random' });
        const page = await unlessStale(byGallop([shuffled], request(args, direction, settings())));
        const actual = page?.edges.map((edge) => edge.row) ?? expected;
        expect(ids(actual).toSorted()).toEqual(ids(expected).toSorted());
      },
    ),
    runs(100),
  );
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

test('a row that leaves between two pages that meet behind the place takes no other with it', async () => {
  // No page of two rows shows both the second row and the third.
  const list = new FakeList(distinct(6), {
    largestPage: 2,
    afterEach: (moving) => {
      if (moving.requests.length === 2) moving.rows = moving.rows.slice(1);
    },
  });
  const settings = { cap: { perPage: 2 } };
  const { pageInfo } = await byGallop([list], request({ first: 2 }, 'ASC', settings));
  expect(list.requests).toHaveLength(1);
  const next = await byGallop([list], request({ first: 2, after: pageInfo.endCursor }, 'ASC', settings));
  expect(ids(next.edges.map((edge) => edge.row))).toEqual(['3', '4']);
});

async function unlessStale<Result>(result: Promise<Result>): Promise<Result | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof BadUserInput && error.details.reason === 'CURSOR_STALE') return undefined;
    throw error;
  }
}
