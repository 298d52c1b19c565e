import {
  type ConnectionArguments,
  type ConnectionRequest,
  type Direction,
  type ListPage,
  type PagedList,
  PageOutOfRange,
  type PageQuery,
} from '../../../src/datasources/paging/index.js';

/** A row of the fake. `at` counts thousandths of its printed unit, so that rows can be finer than they are printed. */
export interface FakeRow {
  readonly id: string;
  readonly at: number;
  /** A second date that the list may be filtered by, but is not sorted by. */
  readonly updatedAt?: number;
}

export interface FakeOptions {
  /** The largest page; more is clamped to it, as `meta.per_page` tells. */
  readonly largestPage?: number;
  readonly areBoundsInclusive?: boolean;
  /** Rows are stored this many times finer than they are printed. */
  readonly hiddenPrecision?: boolean;
  readonly nextPage?: 'told' | 'absent on the last page' | 'never told';
  readonly isTotalTold?: boolean;
  /** Ties come in the order of ids, or in another one at every request. */
  readonly ties?: 'stable' | 'random';
  /** Past the end: an empty page or a refusal (422). */
  readonly pastTheEnd?: 'refused' | 'empty';
  /** Unsorted to us: in an order that only the bank knows, and can turn round. */
  readonly isSorted?: boolean;
  readonly filter?: (row: FakeRow) => boolean;
  /** Runs after every request, so that the list can move between any two. */
  readonly afterEach?: (list: FakeList) => void;
}

/** A list of the bank in memory, with every liberty that the bank may take. */
export class FakeList implements PagedList<FakeRow> {
  readonly requests: PageQuery[] = [];
  readonly outOfRange: PageQuery[] = [];
  rowsServed = 0;
  #salt = 1;

  constructor(
    public rows: FakeRow[],
    private readonly options: FakeOptions = {},
  ) {}

  id(row: FakeRow): string {
    return row.id;
  }

  /** Printed in milliseconds, every other row with an offset: a text cannot be compared with another. */
  key(row: FakeRow): string {
    if (this.options.isSorted === false) return '';
    const text = new Date(EPOCH + printed(row)).toISOString();
    if (row.id.endsWith('1')) return text.replace('Z', '0Z');
    if (!row.id.endsWith('3')) return text;
    return new Date(EPOCH + printed(row) + 7_200_000).toISOString().replace('Z', '+02:00');
  }

  /** The rows as the list would show them now. */
  sorted(direction: Direction, isKept: (row: FakeRow) => boolean = () => true): FakeRow[] {
    const { filter = () => true, isSorted = true, ties = 'stable' } = this.options;
    const rows = this.rows.filter((row) => filter(row) && isKept(row));
    if (!isSorted) return direction === 'ASC' ? rows : rows.toReversed();
    this.#salt += 1;
    const rank = (row: FakeRow) => (ties === 'random' ? shuffled(row.id, this.#salt) : Number(row.id));
    const sign = direction === 'ASC' ? 1 : -1;
    return rows.toSorted(
      (one, other) => sign * (this.#stored(one) - this.#stored(other) || rank(one) - rank(other)),
    );
  }

  read(query: PageQuery): Promise<ListPage<FakeRow>> {
    const { largestPage = 100, nextPage = 'told', pastTheEnd = 'refused', isTotalTold = true } = this.options;
    const perPage = Math.min(query.perPage, largestPage);
    const rows = this.sorted(query.direction, this.#within(query));
    const end = query.page * perPage;
    this.requests.push(query);
    if (query.page > 1 && end - perPage >= rows.length) {
      this.outOfRange.push(query);
      this.options.afterEach?.(this);
      if (pastTheEnd === 'refused') return Promise.reject(new PageOutOfRange());
    }
    const shown = rows.slice(end - perPage, end);
    const isLast = end >= rows.length;
    const isNextTold = nextPage === 'told' || (nextPage === 'absent on the last page' && !isLast);
    this.rowsServed += shown.length;
    const page = {
      rows: shown,
      perPage,
      readAt: new Date(EPOCH + 1000 * this.requests.length).toISOString(),
      ...(isTotalTold ? { totalCount: rows.length } : {}),
      ...(isNextTold ? { nextPage: isLast ? null : query.page + 1 } : {}),
    };
    this.options.afterEach?.(this);
    return Promise.resolve(page);
  }

  #stored(row: FakeRow): number {
    return this.options.hiddenPrecision ? row.at : printed(row) * 1000;
  }

  #within({ from, to }: PageQuery): (row: FakeRow) => boolean {
    const low = from === undefined ? -Infinity : (Date.parse(from) - EPOCH) * 1000;
    const high = to === undefined ? Infinity : (Date.parse(to) - EPOCH) * 1000;
    return this.options.areBoundsInclusive === false
      ? (row) => this.#stored(row) > low && this.#stored(row) < high
      : (row) => this.#stored(row) >= low && this.#stored(row) <= high;
  }
}

export const EPOCH = Date.parse('2026-03-19T08:00:00.000Z');

/** The sort value as the fake prints it, in milliseconds. */
export function printed(row: FakeRow): number {
  return Math.floor(row.at / 1000);
}

/** Rows five milliseconds apart. */
export function distinct(count: number): FakeRow[] {
  return Array.from({ length: count }, (_, index) => ({ id: String(index + 1), at: index * 5000 }));
}

export function request(
  args: ConnectionArguments,
  direction: Direction = 'ASC',
  more: Partial<ConnectionRequest> = {},
): ConnectionRequest {
  return {
    arguments: args,
    direction,
    unit: 'millisecond',
    fingerprint: `fake ${direction}`,
    secret: 'a secret for tests',
    want: { rows: true, totalCount: false },
    cap: { perPage: 100 },
    ...more,
  };
}

function shuffled(id: string, salt: number): number {
  const mixed = Math.sin(Number(id) * 12.9898 + salt * 78.233) * 43758.5453;
  return mixed - Math.floor(mixed);
}
