import { endOf, furthestPage, type PageSlot, roomiestPage, smallestPage, type Span } from './page-plan.js';
import type { Direction, ListPage, PageCap, PagedList } from './paged-list.js';
import { Item, isTruncated, type Place } from './place.js';
import { continues, readOrNothing, servedSize } from './window.js';

/** An item with its index in the list, as it was when read. */
export class Placed<Row> extends Item<Row> {
  constructor(
    list: PagedList<Row>,
    row: Row,
    readonly offset: number,
  ) {
    super(list, row);
  }
}

/** A part of a list without gaps, looked at. */
export interface Sight<Row> {
  readonly items: readonly Placed<Row>[];
  readonly hasMore: boolean;
  readonly page: ListPage<Row>;
}

/** Where to look for a place. */
export interface Aim {
  /** The first row to look at; undefined when no page shows the place's row and the next one. */
  readonly start: number | undefined;
  /** From there on a page can show the whole group of ties, and so can prove the place by sort value and id. */
  readonly isWhole: boolean;
}

/**
 * Chooses what a page is to show: the group of ties with the row before it and the row after the place, or else the
 * place's row among its mates, or else that row and the next. Which of them a page can show is found by trying,
 * since pages start at multiples of their size: no page of less than seven rows shows both row 59 and row 60.
 */
export function aimAt(near: Place, cap: PageCap): Aim {
  const { offset, group, mates, matesBehind } = near;
  const fits = (start: number, end: number) => smallestPage(start, end - start, cap.perPage) !== undefined;
  const edge = Math.max(0, matesBehind ? offset - group : offset);
  const isWhole =
    near.key !== '' && !isTruncated(near) && fits(edge, matesBehind ? offset + 2 : offset + group + 1);
  if (isWhole) return { start: edge, isWhole };
  const behind = matesBehind ? Math.min(mates.length, cap.perPage >> 2) : 0;
  const start = [Math.max(0, offset - behind), offset].find((from) => fits(from, offset + 2));
  return { start, isWhole };
}

/** Looks at the smallest page with `width` rows from `start` on, or at the one that reaches furthest. */
export async function look<Row>(
  list: PagedList<Row>,
  direction: Direction,
  start: number,
  width: number,
  cap: PageCap,
): Promise<Sight<Row> | undefined> {
  const slot =
    smallestPage(start, Math.min(width, cap.perPage), cap.perPage) ?? furthestPage(start, cap.perPage);
  return lookAt(list, direction, slot, cap);
}

/** Looks at a span and at as many rows on both sides of it as a page can show. */
export async function lookAround<Row>(
  list: PagedList<Row>,
  direction: Direction,
  span: Span,
  cap: PageCap,
): Promise<Sight<Row> | undefined> {
  return lookAt(list, direction, roomiestPage(span, cap.perPage), cap);
}

/**
 * The page that ends with the row at `offset`, and the one that starts behind it. The first is read once more after
 * the second: what moved in between would show. When it did, the first page is all there is.
 */
export async function lookAcross<Row>(
  list: PagedList<Row>,
  direction: Direction,
  offset: number,
  cap: PageCap,
): Promise<Sight<Row> | undefined> {
  const here = () => look(list, direction, offset, cap.perPage, cap);
  const before = await here();
  if (!before?.hasMore) return before;
  const after = await look(list, direction, offset + 1, cap.perPage, cap);
  if (!after) return before;
  const again = await here();
  const items = [...before.items, ...after.items];
  const areDistinct = new Set(items.map(({ id }) => id)).size === items.length;
  return areDistinct && isSame(before, again) ? { ...after, items } : before;
}

async function lookAt<Row>(
  list: PagedList<Row>,
  direction: Direction,
  slot: PageSlot,
  cap: PageCap,
): Promise<Sight<Row> | undefined> {
  const page = await readOrNothing(list, { direction, ...slot });
  if (!page) return undefined;
  const served = { page: slot.page, perPage: servedSize(page, slot.perPage, cap) };
  const begin = endOf(served) - served.perPage;
  const items = page.rows.map((row, index) => new Placed(list, row, begin + index));
  return { items, hasMore: continues(page, served), page };
}

function isSame(one: Sight<unknown>, other: Sight<unknown> | undefined): boolean {
  const text = ({ items }: Sight<unknown>) => items.map(({ id, key, offset }) => `${offset} ${key} ${id}`);
  return other !== undefined && text(one).join('\n') === text(other).join('\n');
}
