import { buildConnection, NOTHING, readTotal } from './connection.js';
import { staleCursor } from './cursor.js';
import { findPlace } from './find-place.js';
import type { Connection, ConnectionRequest, ListPage, PagedList } from './paged-list.js';
import { isBeyond, isPast, isShort, itemsShort, type Place, placeOf, rowsFollow } from './place.js';
import { nearArgument, type Question, readQuestion } from './question.js';
import type { Placed } from './sight.js';

/**
 * Connections over sorted lists that cannot be entered by sort value: go where the cursor's row was, look whether
 * it still is there, and gallop left or right until it is found.
 *
 * A page counts only when it proves the place by itself: its first row comes before the cursor's sort value (or is
 * the first of the list), so that no row that is still to come can be to the left of it. The index in the cursor is
 * a hint then. Thus the promise is that of `seek`, whatever moves and however the bank orders ties.
 *
 * Where the sort value is a name in an order that only the bank knows, or more rows share it than a page shows, the
 * cursor's row itself has to be found, at its index or among its mates in the order they were read in. Such a list
 * at rest is walked whole as well. An order of ties that changes shows in this and is refused; only when rows move
 * at the same time, more than 64 share a sort value, or pages show less than 25 rows, could it match by chance.
 *
 * Costs one request while `first` is up to half a page and the list stays as it is, more only in groups of ties of
 * about a page; at most 8 to find a place that moved, also while every request moves the list, then `BadUserInput`
 * with the reason CURSOR_STALE: a wrong place is never guessed.
 *
 * Throws `BadUserInput` for the caller's other mistakes, before any request.
 */
export async function gallop<Row>(
  list: PagedList<Row>,
  request: ConnectionRequest,
): Promise<Connection<Row>> {
  const question = readQuestion(request, 'gallop');
  if (!request.want.rows) {
    const totals = request.want.totalCount ? [await readTotal(list, { direction: request.direction })] : [];
    return buildConnection(request, question, { ...NOTHING, totals });
  }
  const { items, hasMore, firstPage } = await gather(list, request, question);
  return buildConnection(request, question, {
    items,
    hasMore,
    firstPages: [firstPage],
    totals: [firstPage.totalCount],
    placeAt: (index) => placeOf(items, index, question.near),
    offsetsAt: (index) => {
      const behind = items[index]?.offset ?? 0;
      const ahead = Math.max(0, (firstPage.totalCount ?? 0) - behind - 1);
      return question.isForward ? [behind, ahead] : [ahead, behind];
    },
    ...(items[0]?.key === '' ? { mostMates: MOST_NEIGHBOURS } : {}),
  });
}

/** Without sort values mates are neighbours: enough to outlive a few deletions around a cursor's row. */
const MOST_NEIGHBOURS = 8;

/** The first `count` rows between the two places, page after page, each found by the last row of the one before. */
async function gather<Row>(
  list: PagedList<Row>,
  request: ConnectionRequest,
  question: Question,
): Promise<{ items: readonly Placed<Row>[]; hasMore: boolean; firstPage: ListPage<Row> }> {
  const items: Placed<Row>[] = [];
  let firstPage: ListPage<Row> | undefined;
  let { near } = question;
  let surplus = question.far ? 1 : 0;
  for (let idle = 0; idle < MAX_IDLE; idle++) {
    const missing = question.count - items.length;
    const count = Math.max(1, missing) + surplus;
    const { sight, beyond, isByRow } = await findPlace(list, { ...question, near }, count, request.cap);
    firstPage ??= sight.page;
    const { fresh, isAtEnd } = upTo(question, beyond, items);
    const shown = { items: sight.items, hasMore: sight.hasMore && !isAtEnd };
    const places = { ...question, near: isByRow ? undefined : near };
    const hasMore = rowsFollow(shown, fresh, missing, places);
    if (hasMore !== undefined) return { items: [...items, ...fresh.slice(0, missing)], hasMore, firstPage };

    const last = fresh.at(-1);
    if (last) {
      near = { ...placeOf(fresh, fresh.length - 1, near), offset: last.offset };
      items.push(...fresh);
      idle = 0;
    } else {
      // Only rows that were delivered before, or joined their group of ties: look at more of it, where it is now.
      surplus += count;
      if (near && !isByRow) near = { ...near, offset: offsetNow(near, sight.items) };
    }
  }
  throw staleCursor(nearArgument(question));
}

/** The index of a place's row behind its mates, where the page shows them now: as many rows as were read before it. */
function offsetNow(near: Place, items: readonly Placed<unknown>[]): number {
  const groupStart = items.find(({ at }) => at === near.at)?.offset;
  return near.matesBehind && groupStart !== undefined ? groupStart + near.group - 1 : near.offset;
}

/** Looks that show nothing new, one after another: a group of ties grew beyond what a page shows. */
const MAX_IDLE = 8;

/** The rows in front of `far`; whether the list was seen to reach it, when `earlier` ones were delivered before. */
function upTo<Row>(
  question: Question,
  items: readonly Placed<Row>[],
  earlier: readonly Placed<Row>[],
): { fresh: readonly Placed<Row>[]; isAtEnd: boolean } {
  const { near, far, direction } = question;
  if (!far) return { fresh: items, isAtEnd: false };
  if (far.key === '') {
    const fresh = itemsShort(items, far);
    return { fresh: fresh ?? items, isAtEnd: fresh !== undefined };
  }
  const fresh = items.filter((item) => isShort(item, far, direction));
  const delivered = new Set([...earlier, ...fresh].map(({ id }) => id));
  const listed = listedBetween(question, far);
  if (listed) {
    const hasReached = near?.at === far.at || items.some((item) => !isPast(far, item, direction));
    return { fresh, isAtEnd: hasReached && listed.every((id) => delivered.has(id)) };
  }
  // Its group of ties can go on for pages: the row at its index is the end when as many rows came before it.
  const isAtIndex = items.some(({ id, offset }) => id === far.id && offset === far.offset);
  return { fresh, isAtEnd: isAtIndex && delivered.size === far.offset - (near?.offset ?? -1) - 1 };
}

/** The ids in the group of `far` that are between the two places, where one of the cursors lists them. */
function listedBetween({ near, direction }: Question, far: Place): readonly string[] | undefined {
  const tie = (id: string) => ({ id, at: far.at });
  if (near?.at === far.at && !near.matesBehind)
    return near.mates.filter((id) => isShort(tie(id), far, direction));
  if (far.matesBehind) return far.mates.filter((id) => !near || isBeyond(tie(id), near, direction));
  return undefined;
}
