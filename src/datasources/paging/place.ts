import type { Cursor } from './cursor.js';
import { instant } from './instant.js';
import type { Direction, PagedList } from './paged-list.js';

/** A row with what the algorithms compare it by. */
export class Item<Row> {
  readonly id: string;
  readonly key: string;
  #at: bigint | undefined;

  constructor(
    list: Pick<PagedList<Row>, 'id' | 'key'>,
    readonly row: Row,
  ) {
    this.id = list.id(row);
    this.key = list.key(row);
  }

  /** The instant of the sort value. It is worked out when it is asked for: the first page of a list compares nothing. */
  get at(): bigint {
    return (this.#at ??= keyInstant(this.key));
  }
}

type Dated = Pick<Item<unknown>, 'at'>;
type Identified = Pick<Item<unknown>, 'id'>;
type Tied = Dated & Identified;

/**
 * A place between two rows, seen by someone who reads in one direction: after `near`, up to `far`.
 *
 * Rows with another sort value than the place's are told apart by it. Rows with the same one are told apart by id:
 * the place knows which of them lie on one of its sides. Nothing is assumed of how the bank breaks ties.
 */
export interface Place extends Omit<Cursor, 'side' | 'offsets' | 'since'> {
  readonly at: bigint;
  /** The mates were read before the place's row; otherwise they come after it. */
  readonly matesBehind: boolean;
  /** Hint: the row's index in the direction of reading. */
  readonly offset: number;
}

/** The instant of a sort value. A list without sort values is one big group of ties. */
export function keyInstant(key: string): bigint {
  return key === '' ? 0n : instant(key);
}

/** Whether the sort value of `item` comes after that of `place`, in the direction of reading. */
export function isPast(item: Dated, place: Dated, direction: Direction): boolean {
  return direction === 'ASC' ? item.at > place.at : item.at < place.at;
}

/** Whether an item comes after a place. */
export function isBeyond(item: Tied, place: Place, direction: Direction): boolean {
  if (item.at !== place.at) return isPast(item, place, direction);
  return place.matesBehind ? !knows(place, item) : place.mates.includes(item.id);
}

/** Whether an item comes before a place. */
export function isShort(item: Tied, place: Place, direction: Direction): boolean {
  if (item.at !== place.at) return !isPast(item, place, direction);
  return place.matesBehind ? place.mates.includes(item.id) : !knows(place, item);
}

/** Whether the group of ties was too big for its ids to be listed in a cursor. */
export function isTruncated(place: Place): boolean {
  return place.mates.length + 1 < place.group;
}

/** Whether the place lists an item, as its own row or as a mate. */
export function knows(place: Place, item: Identified): boolean {
  return item.id === place.id || place.mates.includes(item.id);
}

/**
 * The items after a place, found by position: the place's row is looked for, then its mates. Undefined when none
 * of them is there. It trusts the list's own order, as one must without sort values or in a giant group of ties.
 *
 * In a whole list it is also clear what to do when everything on one side of the place is gone: all is on the other.
 */
export function itemsBeyond<Entry extends Identified>(
  items: readonly Entry[],
  place: Place,
  isWholeList = false,
): readonly Entry[] | undefined {
  const own = items.findIndex((item) => item.id === place.id);
  if (own >= 0) return items.slice(own + 1);
  const mate = place.matesBehind
    ? items.findLastIndex((item) => knows(place, item))
    : items.findIndex((item) => knows(place, item));
  if (mate >= 0) return items.slice(place.matesBehind ? mate + 1 : mate);
  if (!isWholeList || isTruncated(place)) return undefined;
  return place.matesBehind ? items : [];
}

/** The items before a place, found by position. Undefined when neither its row nor a mate is there. */
export function itemsShort<Entry extends Identified>(
  items: readonly Entry[],
  place: Place,
  isWholeList = false,
): readonly Entry[] | undefined {
  const beyond = itemsBeyond(items, place, isWholeList);
  if (beyond === undefined) return undefined;
  const short = items.slice(0, items.length - beyond.length);
  return short.at(-1)?.id === place.id ? short.slice(0, -1) : short;
}

/**
 * Whether rows follow the `missing` ones between two places, when `shown` showed the `fresh` ones of them: true and
 * false are exact, as far as the bank tells totals; undefined means that too little was read to tell.
 */
export function rowsFollow(
  shown: { readonly items: readonly Dated[]; readonly hasMore: boolean },
  fresh: readonly unknown[],
  missing: number,
  { near, far, direction }: { near: Place | undefined; far: Place | undefined; direction: Direction },
): boolean | undefined {
  if (fresh.length > missing) return true;
  const last = shown.items.at(-1);
  if (!shown.hasMore || (far && last && isPast(last, far, direction))) return false;
  const isUnseenBeyond = !near || !last || isPast(last, near, direction);
  return fresh.length === missing && !far && isUnseenBeyond ? true : undefined;
}

/**
 * The place of the item at `index` of a run of items that was read after `near`.
 *
 * Its mates are the items of the run before it with the same sort value and, when `near` is in the same group,
 * what `near` knows. Only after a place whose mates lie ahead is the count turned round: those still to come.
 */
export function placeOf<Row>(
  items: readonly Item<Row>[],
  index: number,
  near?: Place,
  isNearby: (one: bigint, other: bigint) => boolean = (one, other) => one === other,
): Place {
  const item = items[index];
  if (item === undefined) throw new RangeError('There is no item at this index.');
  let start = index;
  while (start > 0 && items[start - 1]?.at === item.at) start--;
  const read = items.slice(start, index).map(({ id }) => id);
  const shared = { key: item.key, id: item.id, at: item.at, offset: (near?.offset ?? -1) + 1 + index };

  if (near?.at === item.at && !near.matesBehind) {
    const mates = near.mates.filter((id) => id !== item.id && !read.includes(id));
    return {
      ...shared,
      mates,
      group: mates.length + 1,
      skip: near.skip + read.length + 1,
      matesBehind: false,
    };
  }
  const sharesGroup = near?.at === item.at;
  let nearby = start;
  while (nearby > 0 && isNearby(items[nearby - 1]?.at ?? item.at, item.at)) nearby--;
  const skippedBefore = near && nearby === 0 && isNearby(near.at, item.at) ? near : undefined;
  return {
    ...shared,
    mates: sharesGroup ? [...near.mates, near.id, ...read] : read,
    group: (sharesGroup ? near.group : 0) + read.length + 1,
    skip: ((sharesGroup ? skippedBefore?.skip : skippedBefore?.group) ?? 0) + (index - nearby) + 1,
    matesBehind: true,
  };
}
