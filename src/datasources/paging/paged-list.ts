/**
 * What the three paging algorithms ask of a list, and what they give: no HTTP, no GraphQL, no bank.
 *
 * The bank serves pages by number. A page number is a position, and positions move while others work:
 * every strategy of this folder therefore remembers a *row* and finds its place again.
 */

export type Direction = 'ASC' | 'DESC';

/** How finely the bank prints a sort value. Bounds are widened by one unit, whatever the bank makes of them. */
export type Unit = 'millisecond' | 'second' | 'day';

/** A list of the bank, as the algorithms see it. */
export interface PagedList<Row> {
  /** The bank's own id, unique over all lists that are merged. */
  id(row: Row): string;
  /**
   * The sort value, the bank's text verbatim: an RFC 3339 date-time with any offset and up to nine fractional
   * digits (`2026-03-19T08:15:30.1234+02:00`), or a day (`2026-03-19`). The same shape for every row of a list.
   * Empty for every row where the list is not sorted, or sorted by words in an order that only the bank knows.
   */
  key(row: Row): string;
  /** Reads one page. Throws {@link PageOutOfRange} when the bank refuses a page past the end of the list. */
  read(query: PageQuery): Promise<ListPage<Row>>;
}

/** One page of a list, as the bank is asked for it. */
export interface PageQuery {
  readonly direction: Direction;
  /** Lower bound on the sort value, in the shape of {@link PagedList.key}; instants are spelled in UTC. */
  readonly from?: string;
  /** Upper bound on the sort value. */
  readonly to?: string;
  /** Counted from 1, as the bank counts. */
  readonly page: number;
  readonly perPage: number;
}

/** One page of a list, as the bank answered. Everything beside the rows may be absent. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** Rows per page as the bank understood it: less than asked when it clamps. */
  readonly perPage?: number | undefined;
  /** Rows of the whole list, bounds applied. */
  readonly totalCount?: number | undefined;
  /** `null` on the last page; some lists leave it out there. */
  readonly nextPage?: number | null | undefined;
  /** The bank's clock at the answer, RFC 3339. */
  readonly readAt?: string | undefined;
}

/** The bank refused a page past the end of the list (422): the list is shorter than it was. */
export class PageOutOfRange extends Error {
  override readonly name = 'PageOutOfRange';
}

/** Relay's four arguments; null and absent alike. */
export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** One connection, as the caller asked for it. */
export interface ConnectionRequest {
  readonly arguments: ConnectionArguments;
  readonly direction: Direction;
  /** The user's own bounds on the sort value. They are passed on as they are, unless a cursor is narrower. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** How finely the bank prints the sort value. */
  readonly unit: Unit;
  /** Canonical text of endpoint, filter and order: a cursor is good for this text only. Hashed, never shown. */
  readonly fingerprint: string;
  /** Key of the cursors' MAC. It protects from nonsense, not from access: the bank still authorises. */
  readonly secret: string;
  /** What is to be read. Without `rows` nothing but the total is. */
  readonly want: { readonly rows: boolean; readonly totalCount: boolean };
  /** The largest page the bank serves; keep one per endpoint for the life of the process. */
  readonly cap: PageCap;
}

/** The largest page the bank serves, in rows. Begin with 100; it is corrected from the bank's answers. */
export interface PageCap {
  perPage: number;
}

export interface Connection<Row> {
  readonly edges: readonly Edge<Row>[];
  readonly pageInfo: PageInfo;
  /** Rows of all lists together, the cursors left aside. Present when it was asked for and the bank told it. */
  readonly totalCount?: number;
  /**
   * The bank's clock when the walk began, less a minute (`2026-03-19T08:14:30Z`): where the next sync starts.
   * Null until the last page of a forward walk, so that it cannot be stored before everything was seen.
   */
  readonly checkpoint: string | null;
}

export interface Edge<Row> {
  /** Computed when read: most clients read the last one only. */
  readonly cursor: string;
  readonly row: Row;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Null when the page is empty. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}
