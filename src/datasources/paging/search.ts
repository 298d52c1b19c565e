import type { Span } from './page-plan.js';
import type { Place } from './place.js';
import type { Sight } from './sight.js';

/** Where a place is, seen from a page that does not prove it: `within` its group of ties, or in a list without values. */
export type Bearing = 'left' | 'right' | 'within';

/**
 * Chooses where to look next for a place that moved: beside the page just seen, then 1, 3, 7 … pages further until
 * both sides were seen, then in the middle between them.
 *
 * The list may move with every look. So each span is meant to be shown with rows to spare on both sides of it, and
 * where two looks contradict each other the older one is forgotten.
 */
export class Search {
  /** Rows before it come before the place's group of ties; 0 when no such row was seen. */
  #low = 0;
  /** The group begins at this row or before it. */
  #high = Infinity;
  #reach = 0;
  #looks = 0;
  #begin: number;

  constructor(
    private readonly near: Place,
    /** The place is proved by its whole group of ties, and not by its row. */
    private readonly isWhole: boolean,
    private readonly pageSize: number,
  ) {
    this.#begin = near.offset;
  }

  /** The span to look at after `sight` showed where the place is; no sight is a page past the end of the list. */
  next(bearing: Bearing, sight: Sight<unknown> | undefined): Span {
    const total = sight?.page.totalCount ?? Infinity;
    const { begin, end } = bearing === 'within' ? this.#outward() : this.#aside(bearing, sight, total);
    this.#looks++;
    this.#begin = Math.max(0, Math.min(begin, total - 1));
    return { begin: this.#begin, end: this.#begin + end - begin };
  }

  /**
   * A page to the left of where the row was, a page to the right, two to the left … It never looks at the row's index
   * again: in an order of ties that changes, each look there is one more chance that the row stands there by luck.
   */
  #outward(): Span {
    const side = this.#looks % 2 === 0 ? -1 : 1;
    const stride = Math.max(1, this.pageSize - 2);
    const begin = this.near.offset + side * Math.ceil((this.#looks + 1) / 2) * stride;
    return { begin, end: begin + this.pageSize };
  }

  #aside(bearing: 'left' | 'right', sight: Sight<unknown> | undefined, total: number): Span {
    if (bearing === 'left') this.#high = sight?.items[0]?.offset ?? Math.min(this.#begin, total);
    else this.#low = (sight?.items.at(-1)?.offset ?? this.#begin) + 1;
    if (this.#low > this.#high) {
      if (bearing === 'left') this.#low = 0;
      else this.#high = Infinity;
      this.#reach = 0;
    }
    if (this.#low > 0 && this.#high < Infinity) return this.#spanOf(this.#low, this.#high);

    const start = bearing === 'left' ? this.#high - this.#reach : this.#low + this.#reach;
    this.#reach = 2 * this.#reach + Math.max(1, this.pageSize - 2);
    return this.#spanOf(start, start);
  }

  /** What has to be seen of a group of ties that begins between two rows. */
  #spanOf(earliest: number, latest: number): Span {
    const { key, group, matesBehind } = this.near;
    if (this.isWhole) return { begin: earliest - 1, end: latest + group + 1 };
    const row = key !== '' && matesBehind ? group - 1 : 0;
    return { begin: earliest + row - 1, end: latest + row + 2 };
  }
}
