import { minuteBefore } from './instant.js';
import type { Connection, ConnectionRequest, Edge, ListPage, PagedList, PageQuery } from './paged-list.js';
import type { Item, Place } from './place.js';
import { type Question, sealPlace } from './question.js';

/** What a strategy found, in the direction of reading. */
export interface Findings<Row> {
  readonly items: readonly Item<Row>[];
  readonly hasMore: boolean;
  /** The first page of every list, for the bank's clock; undefined where none had to be read. */
  readonly firstPages: readonly (ListPage<Row> | undefined)[];
  /** Totals of the lists, cursors left aside; undefined where the bank does not tell. */
  readonly totals: readonly (number | undefined)[];
  /** The place of an item, for its cursor. */
  placeAt(index: number): Place;
  /** How many rows come before and after an item, where the cursor wants to know. */
  offsetsAt?(index: number): readonly [before: number, after: number];
  /** How many mates a cursor lists at most. */
  readonly mostMates?: number;
}

/** No rows were asked for. */
export const NOTHING = {
  items: [],
  hasMore: false,
  firstPages: [],
  placeAt: () => {
    throw new RangeError('There are no rows.');
  },
} satisfies Omit<Findings<never>, 'totals'>;

/** Turns findings into what a client sees: in the connection's order, with cursors that are spelled when read. */
export function buildConnection<Row>(
  request: ConnectionRequest,
  question: Question,
  findings: Findings<Row>,
): Connection<Row> {
  const { items, hasMore, mostMates } = findings;
  const { isForward, hasAfter, hasBefore } = question;
  const since = walkBegan(question, findings.firstPages);
  const cursorAt = (index: number) =>
    sealPlace(findings.placeAt(index), question, {
      since,
      offsets: findings.offsetsAt?.(index) ?? null,
      ...(mostMates === undefined ? {} : { mostMates }),
    });
  const edges = items.map(({ row }, index) => new FoundEdge(row, index, cursorAt));
  if (!isForward) edges.reverse();
  const totalCount = request.want.totalCount ? sum(findings.totals) : undefined;
  return {
    edges,
    pageInfo: {
      // A cursor's own row was there when it was issued. The Relay specification allows `true` without a look.
      hasNextPage: isForward ? hasMore : hasBefore,
      hasPreviousPage: isForward ? hasAfter : hasMore,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    ...(totalCount === undefined ? {} : { totalCount }),
    checkpoint: request.want.rows && !hasMore ? since : null,
  };
}

class FoundEdge<Row> implements Edge<Row> {
  constructor(
    readonly row: Row,
    private readonly index: number,
    private readonly cursorAt: (index: number) => string,
  ) {}

  get cursor(): string {
    return this.cursorAt(this.index);
  }
}

/** How many rows a list has: one request for one row. */
export async function readTotal<Row>(
  list: Pick<PagedList<Row>, 'read'>,
  bounds: Omit<PageQuery, 'page' | 'perPage'>,
): Promise<number | undefined> {
  return (await list.read({ ...bounds, page: 1, perPage: 1 })).totalCount;
}

/**
 * When a walk began: carried by its cursors, fixed by its first page, a minute early to allow for clocks that
 * differ inside the bank. Only a forward walk to the very end has seen everything.
 */
function walkBegan<Row>(question: Question, firstPages: Findings<Row>['firstPages']): string | null {
  if (!question.isForward || question.hasBefore) return null;
  if (question.hasAfter) return question.since;
  const clocks = firstPages.map((page) => page?.readAt);
  if (clocks.length === 0 || clocks.includes(undefined)) return null;
  const starts = clocks.flatMap((clock) => (clock === undefined ? [] : minuteBefore(clock)));
  return starts.reduce((earliest, start) => (start < earliest ? start : earliest));
}

function sum(totals: readonly (number | undefined)[]): number | undefined {
  return totals.reduce<number | undefined>(
    (total, next) => (total === undefined || next === undefined ? undefined : total + next),
    0,
  );
}
