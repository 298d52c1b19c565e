import fc from 'fast-check';

import { byMaterialise, liberties, rows, runs, walk } from './arbitraries.js';
import { FakeList, type FakeOptions, type FakeRow, request } from './fake-list.js';

const unsorted: FakeOptions = { isSorted: false };
const distinct = (count: number): FakeRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index + 1), at: 0 }));
const ids = (all: readonly { row: FakeRow }[]) => all.map(({ row }) => row.id);

test('P1, P8 every combination of arguments gives what the Relay specification says', async () => {
  const place = fc.option(fc.nat(), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      rows(120),
      liberties,
      fc.boolean(),
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      place,
      place,
      async (all, options, isTotalTold, size, isBackward, one, other) => {
        const list = new FakeList(all, { ...options, ...unsorted, isTotalTold, largestPage: 50 });
        const page = (args: Parameters<typeof request>[0]) => byMaterialise([list], request(args));
        const { pages, rows: ordered } = await walk(page, { sizes: [17] });
        expect(ordered).toEqual(all);
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
        expect(actual.edges.map((edge) => edge.row)).toEqual(
          isBackward ? between.slice(-size) : between.slice(0, size),
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
  { count: 0, requests: 1 },
  { count: 99, requests: 1 },
  { count: 100, requests: 1 },
  { count: 101, requests: 2 },
  { count: 250, requests: 3 },
])('reads $count rows in $requests requests', async ({ count, requests }) => {
  const list = new FakeList(distinct(count), unsorted);
  const { edges } = await byMaterialise([list], request({ first: 500 }));
  expect([edges.length, list.requests.length]).toEqual([count, requests]);
});

it('starts over when the list moves between two pages', async () => {
  let isMoved = false;
  const list = new FakeList(distinct(150), {
    ...unsorted,
    afterEach: (moving) => {
      if (!isMoved) moving.rows = moving.rows.slice(40);
      isMoved = true;
    },
  });
  const { edges } = await byMaterialise([list], request({ first: 500 }));
  expect(ids(edges)).toEqual(
    distinct(150)
      .slice(40)
      .map((row) => row.id),
  );
});

it('goes on after the nearest row before it when the row of the cursor is gone', async () => {
  const list = new FakeList(distinct(30), unsorted);
  const { pageInfo } = await byMaterialise([list], request({ first: 20 }));
  list.rows = list.rows.filter((row) => !['18', '19', '20'].includes(row.id));
  const next = await byMaterialise([list], request({ first: 3, after: pageInfo.endCursor }));
  expect(ids(next.edges)).toEqual(['21', '22', '23']);
});

it('refuses to guess when all of its neighbours are gone', async () => {
  const list = new FakeList(distinct(30), unsorted);
  const { pageInfo } = await byMaterialise([list], request({ first: 20 }));
  list.rows = list.rows.slice(22);
  await expect(byMaterialise([list], request({ first: 3, after: pageInfo.endCursor }))).rejects.toMatchObject(
    {
      details: { argument: 'after', reason: 'CURSOR_STALE' },
    },
  );
});

test('a list of which no page shows more is an error, and not a shorter list', async () => {
  const list = new FakeList(distinct(130), { largestPage: 4, isSorted: false });
  const settings = { cap: { perPage: 4 } };
  await expect(byMaterialise([list], request({ first: 50 }, 'ASC', settings))).rejects.toThrow('changed');
});
