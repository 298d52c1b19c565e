import { MAX_MATES, staleCursor } from './cursor.js';
import { endOf, furthestPage, smallestPage } from './page-plan.js';
import type { Direction, ListPage, PageCap, PagedList } from './paged-list.js';
import { isBeyond, isPast, isTruncated, type Item, itemsBeyond, type Place, toItem } from './place.js';
import { nearArgument, type Question } from './question.js';
import { continues, readOrNothing, servedSize } from './window.js';

/** An item with its index in the list, as it was when read. */
export interface Placed<Row> extends Item<Row> {
  readonly offset: number;
}

/** One page, looked at. */
export interface Sight<Row> {
  readonly items: readonly Placed<Row>[];
  readonly hasMore: boolean;
  readonly page: ListPage<Row>;
}

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
 * It looks where the row was; else it steps aside by 1, 2, 4 … pages until it has seen both sides, and halves what
 * is between. What was seen earlier only says where to look next: a page proves the place alone, or not at all.
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
  // Some page shows half of what the largest could, from any row on: the group of ties and more has to fit in.
  const sure = Math.min(Math.floor(cap.perPage / 2), MAX_MATES);
  const isByRow = near.key === '' || near.group + 2 > sure;
  const origin = Math.max(0, near.offset - (isByRow ? Math.min(near.mates.length, sure >> 1) : near.group));
  const width = Math.max(0, near.offset - origin) + 1 + count;

  const stride = Math.max(1, cap.perPage - 2);
  let start = origin;
  let low = 0; // rows before it come before the place
  let high = Infinity; // the place comes before this row
  for (let probe = 0; probe < MAX_PROBES; probe++) {
    // A look aside is as wide as the bank allows: it costs no more than a narrow one.
    const sight = await look(list, direction, start, probe === 0 ? width : cap.perPage, cap);
    const verdict = sight ? locate(sight, near, direction, isByRow) : 'left';
    if (sight && typeof verdict === 'object') return { sight, beyond: verdict, isByRow };

    if (verdict === 'nowhere') {
      start = origin + stride * (probe % 2 === 0 ? -1 : 1) * Math.ceil((probe + 1) / 2);
    } else if (verdict === 'left') {
      high = sight?.items[0]?.offset ?? start;
      if (low > high) low = 0; // the list moved meanwhile
      start = low > 0 ? halfway(low, high, stride) : high - stride * 2 ** probe;
    } else {
      low = (sight?.items.at(-1)?.offset ?? start) + 1;
      if (high < low) high = Infinity;
      start = high < Infinity ? halfway(low, high, stride) : low - 1 + stride * (2 ** probe - 1);
    }
    start = Math.max(0, Math.min(start, (sight?.page.totalCount ?? Infinity) - 1));
  }
  throw staleCursor(nearArgument(question));
}

/** Eight looks halve a list of ten thousand rows down to one page, and no cursor costs more than that. */
const MAX_PROBES = 8;

/** Where the place is, as a single page shows it: the rows after it, or the direction to look in. */
function locate<Row>(
  { items, hasMore }: Sight<Row>,
  near: Place,
  direction: Direction,
  isByRow: boolean,
): readonly Placed<Row>[] | 'left' | 'right' | 'nowhere' {
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last) return 'left';
  if (isByRow) {
    const beyond = itemsBeyond(items, near);
    if (beyond) return beyond;
  }
  if (isPast(near, last, direction) && hasMore) return 'right';
  if (isPast(first, near, direction) && first.offset > 0) return 'left';
  const isProven = first.offset === 0 || isPast(near, first, direction);
  if (near.key !== '' && isProven && !isTruncated(near))
    return items.filter((item) => isBeyond(item, near, direction));
  return isByRow ? 'nowhere' : 'left';
}

function halfway(low: number, high: number, stride: number): number {
  return Math.max(low - 1, Math.floor((low + high - stride) / 2));
}

/** The smallest page with `width` rows from `start` on, or the one that reaches furthest. */
async function look<Row>(
  list: PagedList<Row>,
  direction: Direction,
  start: number,
  width: number,
  cap: PageCap,
): Promise<Sight<Row> | undefined> {
  const slot =
    smallestPage(start, Math.min(width, cap.perPage), cap.perPage) ?? furthestPage(start, cap.perPage);
  const page = await readOrNothing(list, { direction, ...slot });
  if (!page) return undefined;
  const served = { page: slot.page, perPage: servedSize(page, slot.perPage, cap) };
  const begin = endOf(served) - served.perPage;
  const items = page.rows.map((row, index) => ({ ...toItem(list, row), offset: begin + index }));
  return { items, hasMore: continues(page, served), page };
}
