import { byGallop, byMaterialise, bySeek, walk } from './arbitraries.js';
import { FakeList, type FakeOptions, type FakeRow, request } from './fake-list.js';

const strategies = [
  { name: 'seek', paginate: bySeek },
  { name: 'gallop', paginate: byGallop },
  { name: 'materialise', paginate: byMaterialise },
];

const makeList = (count = 40, options: FakeOptions = {}): FakeList =>
  new FakeList(
    Array.from({ length: count }, (_, index): FakeRow => ({ id: String(index + 1), at: index * 5000 })),
    options,
  );
const wanting = (rows: boolean, totalCount: boolean) => ({ want: { rows, totalCount } });

describe.each(strategies)('$name', ({ paginate }) => {
  it.each([
    ['first', { first: 0 }],
    ['first', { first: 501 }],
    ['first', { first: -1 }],
    ['first', { first: 1.5 }],
    ['last', { last: 0 }],
    ['last', { last: 501 }],
    ['last', { first: 1, last: 1 }],
    ['after', { after: '' }],
    ['before', { first: 5, before: 'nonsense' }],
  ])('refuses a wrong %s before it reads anything: %j', async (argument, args) => {
    const list = makeList();
    await expect(paginate([list], request(args))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { argument },
    });
    expect(list.requests).toEqual([]);
  });

  it('gives 50 rows when nobody says how many, null and absent alike', async () => {
    const absent = await paginate([makeList(60)], request({}));
    const nulls = await paginate(
      [makeList(60)],
      request({ first: null, last: null, after: null, before: null }),
    );
    expect([absent.edges.length, nulls.edges.length]).toEqual([50, 50]);
  });

  it('tells the total at no extra request on a first page', async () => {
    const list = makeList();
    const { totalCount } = await paginate([list], request({ first: 10 }, 'ASC', wanting(true, true)));
    expect([totalCount, list.requests.length]).toEqual([40, 1]);
  });

  it('tells the total of the whole list on a later page', async () => {
    const list = makeList();
    const { pageInfo } = await paginate([list], request({ first: 10 }));
    const next = await paginate(
      [list],
      request({ first: 10, after: pageInfo.endCursor }, 'ASC', wanting(true, true)),
    );
    expect(next.totalCount).toBe(40);
  });

  it('reads one row for a total alone, and nothing for nothing', async () => {
    const list = makeList();
    const nothing = await paginate([list], request({}, 'ASC', wanting(false, false)));
    expect([nothing.edges, nothing.totalCount, list.requests]).toEqual([[], undefined, []]);
    const total = await paginate([list], request({}, 'ASC', wanting(false, true)));
    expect(total).toMatchObject({ edges: [], totalCount: 40, checkpoint: null });
    expect(list.requests).toMatchObject([{ page: 1, perPage: 1 }]);
  });

  it('leaves the total out when the bank does not tell it, and when nobody asks', async () => {
    expect(await paginate([makeList()], request({ first: 5 }))).not.toHaveProperty('totalCount');
  });

  it('gives the checkpoint of the first page on the last page, and nowhere else', async () => {
    const { pages } = await walk((args) => paginate([makeList()], request(args)), { sizes: [15] });
    // The fake's first answer is of 08:00:01.
    expect(pages.map(({ checkpoint }) => checkpoint)).toEqual([null, null, '2026-03-19T07:59:01Z']);
  });

  it('gives no checkpoint to a walk that goes backward or stops early', async () => {
    const list = makeList();
    const backward = await walk((args) => paginate([list], request(args)), { sizes: [15], isBackward: true });
    const { pageInfo } = await paginate([list], request({ first: 20 }));
    const bounded = await paginate([list], request({ first: 30, before: pageInfo.endCursor }));
    const checkpoints = [...backward.pages, bounded].map(({ checkpoint }) => checkpoint);
    expect(new Set(checkpoints)).toEqual(new Set([null]));
    expect(bounded.edges).toHaveLength(19);
  });

  it('spells cursors only when they are read', async () => {
    const { edges } = await paginate([makeList()], request({ first: 40 }));
    expect(edges.filter((edge) => Object.hasOwn(edge, 'cursor'))).toEqual([]);
    expect(new Set(edges.map(({ cursor }) => cursor)).size).toBe(40);
  });
});

it('merges the totals and the clocks of several lists', async () => {
  const lists = [makeList(3), makeList(4), makeList(5)];
  const all = await bySeek(lists, request({ first: 50 }, 'ASC', wanting(true, true)));
  expect(all).toMatchObject({ totalCount: 12, checkpoint: '2026-03-19T07:59:01Z' });
  expect(lists.map((list) => list.requests.length)).toEqual([1, 1, 1]);
});

it('reads the total of a later page beside the page, without the bound of the cursor', async () => {
  const list = makeList();
  const { pageInfo } = await bySeek([list], request({ first: 10 }));
  list.requests.length = 0;
  await bySeek([list], request({ first: 10, after: pageInfo.endCursor }, 'ASC', wanting(true, true)));
  expect(list.requests).toEqual([
    { direction: 'ASC', from: '2026-03-19T08:00:00.044Z', page: 1, perPage: 11 },
    { direction: 'ASC', page: 1, perPage: 1 },
  ]);
});

it('gives an empty page for no lists at all', async () => {
  expect(await bySeek([], request({ first: 10 }, 'ASC', wanting(true, true)))).toMatchObject({
    edges: [],
    totalCount: 0,
    pageInfo: { hasNextPage: false, startCursor: null },
  });
});
