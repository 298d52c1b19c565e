import type { Direction } from './paged-list.js';
import { isPast, type Item } from './place.js';

/**
 * Merges sorted runs by sort value; ties come list by list, in reverse when the reading is.
 *
 * The order inside a run is kept, so that a page of 20 rows is the same as two pages of 10, and reading backward
 * shows what reading forward does, however the bank breaks ties.
 */
export function mergeItems<Row>(runs: readonly (readonly Item<Row>[])[], direction: Direction): Item<Row>[] {
  const heads = runs.map((items) => ({ items, next: 0 }));
  if (direction === 'DESC') heads.reverse();
  const merged: Item<Row>[] = [];
  for (;;) {
    let chosen: (typeof heads)[number] | undefined;
    for (const head of heads) if (comesBefore(head, chosen, direction)) chosen = head;
    const item = chosen?.items[chosen.next];
    if (!chosen || !item) return merged;
    merged.push(item);
    chosen.next += 1;
  }
}

interface Head<Row> {
  readonly items: readonly Item<Row>[];
  next: number;
}

function comesBefore<Row>(one: Head<Row>, other: Head<Row> | undefined, direction: Direction): boolean {
  const item = one.items[one.next];
  const rival = other?.items[other.next];
  return item !== undefined && (rival === undefined || isPast(rival, item, direction));
}
