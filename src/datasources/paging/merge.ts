import type { Direction } from './paged-list.js';
import { isPast, type Item } from './place.js';

/**
 * Merges sorted runs by sort value, ties by id. The order inside a run is kept, so that a page of 20 rows is the
 * same as two pages of 10.
 */
export function mergeItems<Row>(runs: readonly (readonly Item<Row>[])[], direction: Direction): Item<Row>[] {
  const [only] = runs;
  if (only && runs.length === 1) return [...only];
  const merged: Item<Row>[] = [];
  const next = runs.map(() => 0);
  for (;;) {
    let chosen = -1;
    let first: Item<Row> | undefined;
    for (const [index, run] of runs.entries()) {
      const head = run[next[index] ?? 0];
      if (head && (!first || comesBefore(head, first, direction))) [chosen, first] = [index, head];
    }
    if (!first) return merged;
    merged.push(first);
    next[chosen] = (next[chosen] ?? 0) + 1;
  }
}

function comesBefore<Row>(one: Item<Row>, other: Item<Row>, direction: Direction): boolean {
  if (one.at !== other.at) return isPast(other, one, direction);
  return direction === 'ASC' ? one.id < other.id : one.id > other.id;
}
