import { staleCursor } from './cursor.js';
import type { Direction, PageCap, PagedList } from './paged-list.js';
import { isBeyond, isPast, isTruncated, knows, type Place } from './place.js';
import { nearArgument, type Question } from './question.js';
import { type Bearing, Search } from './search.js';
import { aimAt, look, lookAcross, lookAround, type Placed, type Sight } from './sight.js';

export interface Finding<Row> {
  readonly sight: Sight<Row>;
  /** The rows of the page that come after the place. */
  readonly beyond: readonly Placed<Row>[];
  /** The place was found by its row, and not by its sort value. */
  readonly isByRow: boolean;
}

/**
 * Finds the page that proves where `near` is, large enough for `count` rows after it.
 *
 * It looks where the row was, and then where {@link Search} says. What was seen earlier only says where to look next:
 * a page proves the place alone, or not at all.
 */
export async function findPlace<Row>(
  list: PagedList<Row>,
  question: Question,
  count: number,
  cap: PageCap,
): Promise<Finding<Row>> {
  const { near, direction } = question;
  if (!near) {
    const sight = await look(list, direction, 0, count, cap);
    if (!sight) throw staleCursor(nearArgument(question));
    return { sight, beyond: sight.items, isByRow: false };
  }
  const assumedCap = cap.perPage;
  const aim = aimAt(near, cap);
  let sight = await (aim.start === undefined
    ? lookAcross(list, direction, near.offset, cap)
    : look(list, direction, aim.start, near.offset - aim.start + 1 + count, cap));
  // The page was another one than meant. This happens once in the life of a process.
  if (cap.perPage < assumedCap) return findPlace(list, question, count, cap);

  const search = new Search(near, aim.isWhole, cap.perPage);
  for (let probe = 1; ; probe++) {
    const found = sight ? locate(sight, near, direction, aim.isWhole) : 'left';
    if (typeof found === 'object') return found;
    if (probe >= MAX_PROBES) throw staleCursor(nearArgument(question));
    // A look aside is as wide as the bank allows: it costs no more than a narrow one.
    const span = search.next(found, sight);
    sight = await (found === 'within'
      ? look(list, direction, span.begin, cap.perPage, cap)
      : lookAround(list, direction, span, cap));
  }
}

/** Eight looks find a place that moved by a dozen pages, whatever the length of the list. */
const MAX_PROBES = 8;

/** What a single page shows of the place: the rows after it, or the direction to look in. */
function locate<Row>(
  sight: Sight<Row>,
  near: Place,
  direction: Direction,
  isWhole: boolean,
): Finding<Row> | Bearing {
  const { items, hasMore } = sight;
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last) return 'left';
  if (isPast(near, last, direction) && hasMore) return 'right';
  if (isPast(first, near, direction) && first.offset > 0) return 'left';
  if (near.key !== '' && !isTruncated(near) && hasWholeGroup(items, near, direction))
    return { sight, beyond: items.filter((item) => isBeyond(item, near, direction)), isByRow: false };
  if (isWhole) return 'left';
  const beyond = itemsAfterRow(items, near);
  return beyond ? { sight, beyond, isByRow: true } : 'within';
}

/**
 * Whether nothing that comes after the place is to the left of the page. Its first row, if it has the place's sort
 * value, is no proof of that: in an order of ties that changes, rows still to come are on either side of it.
 */
function hasWholeGroup(items: readonly Placed<unknown>[], near: Place, direction: Direction): boolean {
  const [first] = items;
  if (!first || first.offset === 0 || isPast(near, first, direction)) return true;
  if (near.matesBehind) return false;
  const shown = new Set(items.filter((item) => item.at === near.at).map(({ id }) => id));
  return near.mates.every((id) => shown.has(id));
}

/**
 * The rows after the place's own, for a group of ties that outgrows a page and for lists without sort values. It
 * trusts the bank's order of ties where the page confirms it: all that the place knows stands together, in the order
 * it was read in, and the row is at its index or among enough of its mates.
 *
 * At its index is enough: no row comes twice, or its mates would not stand together, and as many rows as the list
 * has cannot all be different with one of them missing.
 */
function itemsAfterRow<Row>(items: readonly Placed<Row>[], near: Place): readonly Placed<Row>[] | undefined {
  const known = items.filter((item) => item.at === near.at && knows(near, item));
  const [first] = known;
  if (!first) return undefined;
  const ids = new Set(known.map(({ id }) => id));
  const inOrder = near.matesBehind ? [...near.mates, near.id] : [near.id, ...near.mates.toReversed()];
  const order = inOrder.filter((id) => ids.has(id));
  const begin = items.indexOf(first);
  if (!known.every((item, index) => item === items[begin + index] && item.id === order[index]))
    return undefined;

  const isInPlace = known.some((item) => item.id === near.id && item.offset === near.offset);
  const enough = near.key === '' ? Math.min(ENOUGH_NEIGHBOURS, inOrder.length) : ENOUGH_MATES;
  if (!isInPlace && known.length < enough) return undefined;
  if (near.matesBehind) return items.slice(begin + known.length);
  return items.slice(first.id === near.id ? begin + 1 : begin);
}

/** Rows in a row that a random order of ties would not repeat: one time in thousands, and then only by bad luck. */
const ENOUGH_MATES = 6;
const ENOUGH_NEIGHBOURS = 3;
