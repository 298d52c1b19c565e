import { buildConnection, readTotal } from './connection.js';
import { staleCursor } from './cursor.js';
import { instant, unitAfter, unitBefore, withinUnit } from './instant.js';
import { mergeItems } from './merge.js';
import type { Connection, ConnectionRequest, ListPage, PagedList, PageQuery } from './paged-list.js';
import { isBeyond, isShort, isTruncated, type Item, knows, placeOf, rowsFollow } from './place.js';
import { nearArgument, type Question, readQuestion } from './question.js';
import { movedList, readWindow, type Window } from './window.js';

/**
 * Connections over lists that can be filtered by what they are sorted by: enter the list *at* the cursor's row,
 * by its sort value, and always read page 1.
 *
 * Promise: a row that matches the filter and keeps its sort value from the first to the last request of a walk is
 * delivered exactly once, whatever is inserted, deleted or changed meanwhile.
 *
 * Why: a page takes the first rows of A, which is all rows past the cursor's sort value and those equal to it that
 * the cursor does not list. A row that was delivered is short of that value, or listed: it is not in A, and does
 * not come twice. One that was not is in A at every later page, and each page takes rows from A until none is left.
 * Rows before the cursor play no part. Bounds are widened by a unit, because the bank tells neither whether they
 * are inclusive nor whether it stores more than it prints; what that lets in is dropped by exact comparison.
 *
 * Several lists are one connection without more in the cursor: "after this instant" means the same in each.
 *
 * Costs, per list: one request while `first` and the rows to skip fit in a page (1 row without ties); for exactly a
 * full page two, the second of three rows; beyond that about one per hundred rows, in two round trips.
 *
 * Throws `BadUserInput` for the caller's mistakes, before any request: lists that must be found first are handed
 * in as a function, which is called once the arguments are known to be good.
 */
export async function seek<Row>(
  given: readonly PagedList<Row>[] | (() => Promise<readonly PagedList<Row>[]>),
  request: ConnectionRequest,
): Promise<Connection<Row>> {
  const question = readQuestion(request, 'seek');
  const lists = typeof given === 'function' ? await given() : given;
  const isNarrowed = question.near !== undefined || question.far !== undefined;
  const counts = request.want.totalCount && (isNarrowed || !request.want.rows);
  const [heads, totals] = await Promise.all([
    request.want.rows ? Promise.all(lists.map((list) => readHead(list, request, question))) : [],
    counts ? Promise.all(lists.map((list) => readTotal(list, userBounds(request)))) : undefined,
  ]);
  const merged = mergeItems(
    heads.map((head) => head.items),
    question.direction,
  );
  const items = merged.slice(0, question.count);
  return buildConnection(request, question, {
    items,
    hasMore: merged.length > items.length || heads.some((head) => head.hasMore),
    firstPages: heads.map((head) => head.firstPage),
    totals: totals ?? heads.map((head) => head.firstPage?.totalCount),
    placeAt: (index) => placeOf(items, index, question.near, nearbyBy(request)),
  });
}

interface Head<Row> {
  readonly items: readonly Item<Row>[];
  /** At least one more row follows: exact, as far as the bank tells its totals. */
  readonly hasMore: boolean;
  readonly firstPage: ListPage<Row> | undefined;
}

/** The first `count` rows of one list between the two places. */
async function readHead<Row>(
  list: PagedList<Row>,
  request: ConnectionRequest,
  question: Question,
): Promise<Head<Row>> {
  const items: Item<Row>[] = [];
  let firstPage: ListPage<Row> | undefined;
  let { near } = question;
  let missing = question.count;
  let wanted = rowsToRead(missing, question);

  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const bounds = narrow(request, { ...question, near });
    if (bounds === undefined) return { items, hasMore: false, firstPage };
    const window = await readWindow(list, bounds, wanted, request.cap);
    firstPage ??= window.firstPage;
    const fresh = select(window, { ...question, near });
    const hasMore = rowsFollow(window, fresh, missing, { ...question, near });
    if (hasMore !== undefined) refuseLost(window, { ...question, near });
    if (hasMore !== undefined) return { items: [...items, ...fresh.slice(0, missing)], hasMore, firstPage };

    if (window.isCut && fresh.length > 0) {
      // The list moved: what was read before that is good, so go on from its last row.
      const taken = fresh.slice(0, missing);
      near = placeOf(taken, taken.length - 1, near, nearbyBy(request));
      items.push(...taken);
      missing -= taken.length;
      wanted = rowsToRead(missing, { ...question, near });
    } else if (!window.isCut) {
      // The hint was low: rows joined the cursor's group of ties, or the bound let many others in.
      wanted = Math.max(wanted + missing - fresh.length, 2 * wanted);
    }
  }
  throw movedList();
}

const MAX_ATTEMPTS = 40;

/** With a place to stop at, one row more tells whether another follows in front of it. */
function rowsToRead(missing: number, { near, far }: Pick<Question, 'near' | 'far'>): number {
  return Math.max(1, missing + (near?.skip ?? 0) + (far ? 1 : 0));
}

function userBounds({ direction, from, to }: ConnectionRequest): Omit<PageQuery, 'page' | 'perPage'> {
  return { direction, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The user's bounds, or the cursors' where they are narrower; undefined when nothing lies between them. */
function narrow(
  request: ConnectionRequest,
  question: Question,
): Omit<PageQuery, 'page' | 'perPage'> | undefined {
  const { direction, near, far } = question;
  const [low, high] = direction === 'ASC' ? [near, far] : [far, near];
  let { from, to } = request;
  if (low) {
    const bound = unitBefore(low.at, request.unit);
    if (from === undefined || instant(from) < instant(bound)) from = bound;
  }
  if (high) {
    const bound = unitAfter(high.at, request.unit);
    if (to === undefined || instant(to) > instant(bound)) to = bound;
  }
  if ((low || high) && from !== undefined && to !== undefined && instant(from) > instant(to))
    return undefined;
  return userBounds({ ...request, direction, from, to });
}

/** The items of a window that lie between the two places. */
function select<Row>({ items }: Window<Row>, { near, far, direction }: Question): readonly Item<Row>[] {
  const lastKnown = near && isTruncated(near) ? items.findLastIndex((item) => knows(near, item)) : -1;
  return items.filter(
    (item, index) =>
      // In a group of ties too big to be listed, the bank's own order of ties is trusted.
      (!near || (isBeyond(item, near, direction) && (item.at !== near.at || index > lastKnown))) &&
      (!far || isShort(item, far, direction)),
  );
}

/**
 * A cursor that could not list its whole group of ties must find one of its rows in the group, or the group would
 * be walked in circles.
 */
function refuseLost<Row>({ items }: Window<Row>, question: Question): void {
  const { near } = question;
  if (!near || !isTruncated(near)) return;
  const group = items.filter((item) => item.at === near.at);
  if (group.length > 0 && !group.some((item) => knows(near, item))) throw staleCursor(nearArgument(question));
}

function nearbyBy(request: ConnectionRequest): (one: bigint, other: bigint) => boolean {
  return (one, other) => withinUnit(one, other, request.unit);
}
