import fc from 'fast-check';

import { byGallop, caps, directions, liberties, pageSizes, rows, runs, tied, walk } from './arbitraries.js';
import { distinct, FakeList, type FakeOptions, type FakeRow, printed, request } from './fake-list.js';

const ids = (all: readonly FakeRow[]) => all.map((row) => row.id);

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
  // Eight to find the place at most, and one for the rows that its page did not show.
  expect(list.requests.length).toBeLessThanOrEqual(9);
});

test.each([
  { change: 'leaves', pattern: '-' },
  { change: 'leaves or another comes', pattern: '-+' },
  { change: 'leaves twice as often as another comes', pattern: '--+' },
])(
  'finds a place that moved by two rows in four requests, while before each next one a row $change in front',
  async ({ pattern }) => {
    for (let first = 110; first < 240; first++) {
      let answers = 0;
      const list = new FakeList(distinct(260), { largestPage: 60 });
      const cap = { perPage: 60 };
      const { pageInfo } = await byGallop([list], request({ first }, 'ASC', { cap }));
      const moving = new FakeList(distinct(260).slice(2), {
        largestPage: 60,
        afterEach: (now) => {
          const isLeaving = pattern[answers++ % pattern.length] === '-';
          now.rows = isLeaving
            ? now.rows.slice(1)
            : [{ id: `new ${answers}`, at: -5000 * answers }, ...now.rows];
        },
      });
      const after = pageInfo.endCursor;
      const { edges } = await byGallop([moving], request({ first: 5, after }, 'ASC', { cap }));
      expect(ids(edges.map((edge) => edge.row))).toEqual(ids(distinct(first + 5).slice(first)));
      expect(moving.requests.length).toBeLessThanOrEqual(4);
    }
  },
);

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
