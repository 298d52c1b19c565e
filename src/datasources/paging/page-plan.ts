/**
 * Rows to pages. A page starts only at a multiple of its size, but the size is ours to choose:
 * rows 5 to 14 are page 1 of 15, and the rows after the 100th begin inside page 2 of 99.
 */

/** Page `page` (from 1) of size `perPage`: the rows from `(page - 1) * perPage` on. */
export interface PageSlot {
  readonly page: number;
  readonly perPage: number;
}

/** The rows from `begin` (from 0) up to `end`, which is not one of them. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** The smallest single page that holds `count` rows from `offset` (from 0) on; none may exist. */
export function smallestPage(offset: number, count: number, largest: number): PageSlot | undefined {
  for (let perPage = count; perPage <= largest; perPage++)
    if ((offset % perPage) + count <= perPage) return pageAt(offset, perPage);
  return undefined;
}

/** The page that holds the row at `offset` and reaches furthest beyond it. */
export function furthestPage(offset: number, largest: number): PageSlot {
  let best = pageAt(offset, largest);
  for (let perPage = largest - 1; perPage > 0; perPage--) {
    const slot = pageAt(offset, perPage);
    if (endOf(slot) > endOf(best)) best = slot;
  }
  return best;
}

/**
 * The page that shows a span with the most rows to spare on its narrower side; nothing is missed in front of a list.
 * Where no page shows all of a span, as little as possible is cut off, and rather at its end than at its beginning:
 * a span that outgrows a page is shown around its middle.
 */
export function roomiestPage({ begin, end }: Span, largest: number): PageSlot {
  let best = pageAt(0, largest);
  let [mostSpare, mostBefore] = [-Infinity, -Infinity];
  for (let perPage = largest; perPage > 0; perPage--) {
    const slot = pageAt((begin + end - 1) >> 1, perPage);
    const before = slot.page === 1 ? Infinity : begin - (endOf(slot) - perPage);
    const spare = Math.min(before, endOf(slot) - end);
    if (spare < mostSpare || (spare === mostSpare && before <= mostBefore)) continue;
    [best, mostSpare, mostBefore] = [slot, spare, before];
  }
  return best;
}

/**
 * The fewest further pages that hold all rows up to `count`, once the first `known` rows were read.
 *
 * Every page holds the last row of the one before it: this seam shows whether the list moved between two reads.
 * Taking the page that reaches furthest is optimal, because a page that ends earlier can be replaced by it. With
 * pages of 100 the sizes run 100, 99, 98 … (250 rows take 3, 500 take 6). The plan ends early only where no page
 * overlaps, which takes a list of `lcm(1..largest)` rows.
 */
export function overlappingPages(known: number, count: number, largest: number): readonly PageSlot[] {
  const slots: PageSlot[] = [];
  for (let end = known; end < count;) {
    const slot = smallestPage(end - 1, count - end + 1, largest) ?? furthestPage(end - 1, largest);
    if (endOf(slot) <= end) break;
    slots.push(slot);
    end = endOf(slot);
  }
  return slots;
}

/** Index of the first row that comes after a page. */
export function endOf(slot: PageSlot): number {
  return slot.page * slot.perPage;
}

function pageAt(offset: number, perPage: number): PageSlot {
  return { page: Math.floor(offset / perPage) + 1, perPage };
}
