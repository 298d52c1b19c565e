import fc from 'fast-check';

import {
  type Connection,
  type ConnectionRequest,
  type Direction,
  gallop,
  materialise,
  seek,
} from '../../../src/datasources/paging/index.js';
import type { FakeList, FakeOptions, FakeRow } from './fake-list.js';

/**
 * `PAGING_RUNS=20` makes every property run twenty times as often. Failures are told by their seed and not shrunk:
 * shrinking two hundred rows takes minutes, and the seed finds them again.
 */
export function runs(count: number): { numRuns: number; endOnFailure: boolean } {
  return { numRuns: Math.ceil(count * Number(process.env.PAGING_RUNS ?? 1)), endOnFailure: true };
}

export const directions = fc.constantFrom<Direction>('ASC', 'DESC');

/** Rows with chosen sort values: few values make many ties. */
export function rows(most: number, options: { least?: number; values?: fc.Arbitrary<number> } = {}) {
  const values = options.values ?? fc.constantFrom(5, 60, 400, 100_000);
  return values
    .chain((spread) =>
      fc.array(fc.integer({ min: 0, max: spread * 1000 }), {
        minLength: options.least ?? 0,
        maxLength: most,
        size: 'max',
      }),
    )
    .map((ats) => ats.map((at, index): FakeRow => ({ id: String(index + 1), at })));
}

/** From no ties at all to all rows in one group. */
export function tied(most: number) {
  return rows(most, { values: fc.constantFrom(1, 2, 5, 60, 400, 100_000) });
}

/** Rows on a page of the bank: down to a single one, although 25 are the fewest it is known to serve. */
export const caps = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 100 }));

/** What `first` or `last` is in the steps of a walk. */
export const pageSizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

/** The same with no more than a dozen ties, as far as the bank's order of ties must not matter. */
export function withFewTies(all: readonly FakeRow[]): FakeRow[] {
  return all.map((row, index) => ({ ...row, at: row.at + Math.floor(index / 12) * 1000 }));
}

/** The liberties of the bank that no promise depends on. */
export const liberties: fc.Arbitrary<FakeOptions> = fc.record({
  areBoundsInclusive: fc.boolean(),
  hiddenPrecision: fc.boolean(),
  nextPage: fc.constantFrom('told', 'absent on the last page', 'never told'),
  pastTheEnd: fc.constantFrom('refused', 'empty'),
});

/** What moves while a walk goes on. */
export interface Move {
  readonly kind: 'insert' | 'delete' | 'touch' | 'nothing';
  readonly pick: number;
}

export const moves = fc.array(
  fc.record({ kind: fc.constantFrom('insert', 'delete', 'touch', 'nothing'), pick: fc.nat() }),
  { minLength: 1, maxLength: 60 },
) as fc.Arbitrary<Move[]>;

export type Paginate = (
  lists: readonly FakeList[],
  request: ConnectionRequest,
) => Promise<Connection<FakeRow>>;

export const bySeek: Paginate = (lists, request) => seek(lists, request);
export const byGallop: Paginate = (lists, request) => gallop(only(lists), request);
export const byMaterialise: Paginate = (lists, request) => materialise(only(lists), request);

/** Deals rows to several lists. */
export function deal(all: readonly FakeRow[], count: number): FakeRow[][] {
  return Array.from({ length: count }, (_, list) => all.filter((row) => Number(row.id) % count === list));
}

/** Walks from one end to the other; the pages of a backward walk are put in the connection's order. */
export async function walk(
  page: (args: {
    first?: number;
    after?: string;
    last?: number;
    before?: string;
  }) => Promise<Connection<FakeRow>>,
  { sizes, isBackward = false }: { sizes: readonly number[]; isBackward?: boolean },
): Promise<{ rows: FakeRow[]; pages: Connection<FakeRow>[] }> {
  const pages: Connection<FakeRow>[] = [];
  let rows: FakeRow[] = [];
  let cursor: string | null = null;
  for (let step = 0; step < 3000; step++) {
    const size: number = sizes[step % sizes.length] ?? 1;
    const place: { after?: string; before?: string } =
      cursor === null ? {} : isBackward ? { before: cursor } : { after: cursor };
    const connection: Connection<FakeRow> = await page(
      isBackward ? { last: size, ...place } : { first: size, ...place },
    );
    pages.push(connection);
    const shown = connection.edges.map((edge) => edge.row);
    rows = isBackward ? [...shown, ...rows] : [...rows, ...shown];
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = connection.pageInfo;
    cursor = isBackward ? startCursor : endCursor;
    if (!(isBackward ? hasPreviousPage : hasNextPage) || cursor === null) return { rows, pages };
  }
  throw new Error('The walk does not end.');
}

function only(lists: readonly FakeList[]): FakeList {
  const [list] = lists;
  if (!list) throw new Error('This strategy reads one list.');
  return list;
}
