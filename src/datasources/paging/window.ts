import { GatewayError } from '../../errors.js';
import { endOf, overlappingPages, type PageSlot } from './page-plan.js';
import { type ListPage, type PageCap, type PagedList, PageOutOfRange, type PageQuery } from './paged-list.js';
import { Item } from './place.js';

/** The head of a narrowed list. */
export interface Window<Row> {
  readonly items: readonly Item<Row>[];
  /** Rows follow that are not in it. */
  readonly hasMore: boolean;
  /** The list moved between two reads, and the window ends where it did: what is there is good. */
  readonly isCut: boolean;
  readonly firstPage: ListPage<Row>;
}

/**
 * Reads the first `count` rows of a narrowed list, or more: one request up to the cap, beyond it the first page
 * and then the others in parallel, every one of them holding the last row of the one before.
 *
 * Why a shared row is enough: let r be the last row of one read, seen again with the same sort value by the next.
 * A row that stays in place and comes before r was in the earlier read; one that comes after r follows it in the
 * later one. So nothing is missed whatever else moved, and when r is gone, the window is cut there. Comparing
 * totals would not do: a row that is touched can leave the front and come back at the end with the total unchanged.
 */
export async function readWindow<Row>(
  list: PagedList<Row>,
  bounds: Omit<PageQuery, 'page' | 'perPage'>,
  count: number,
  cap: PageCap,
): Promise<Window<Row>> {
  const asked = Math.min(count, cap.perPage);
  const firstPage = await list.read({ ...bounds, page: 1, perPage: asked });
  const size = servedSize(firstPage, asked, cap);
  const items = firstPage.rows.map((row) => new Item(list, row));
  const hasMore = continues(firstPage, { page: 1, perPage: size });
  if (count <= size || !hasMore) return { items, hasMore, isCut: false, firstPage };
  // Without a total the end is unknown, and some lists refuse pages past it: the caller goes on by sort value.
  if (firstPage.totalCount === undefined) return { items, hasMore, isCut: true, firstPage };

  const needed = Math.min(count, firstPage.totalCount);
  const slots = overlappingPages(size, needed, size);
  const pages = await Promise.all(slots.map((slot) => readOrNothing(list, { ...bounds, ...slot })));
  for (const page of pages) {
    const next = page?.rows.map((row) => new Item(list, row)) ?? [];
    const last = items.at(-1);
    const seam = next.findIndex((item) => item.id === last?.id && item.at === last.at);
    if (seam < 0) return { items, hasMore: true, isCut: true, firstPage };
    items.push(...next.slice(seam + 1));
  }
  const [lastSlot, lastPage] = [slots.at(-1), pages.at(-1)];
  const isShort = !lastSlot || endOf(lastSlot) < needed;
  return { items, hasMore: !lastPage || isShort || continues(lastPage, lastSlot), isCut: isShort, firstPage };
}

/**
 * The size of page that the bank served; a smaller one than asked is its cap, and is remembered. A page that
 * holds more rows than the bank says it does proves no cap.
 */
export function servedSize(page: ListPage<unknown>, asked: number, cap: PageCap): number {
  const served = page.perPage ?? asked;
  if (served < 1 || served >= asked || page.rows.length > served) return asked;
  cap.perPage = Math.min(cap.perPage, served);
  return served;
}

/** Whether rows follow a page that was read from `slot`. */
export function continues(page: ListPage<unknown>, slot: PageSlot): boolean {
  if (page.totalCount !== undefined) return page.totalCount > endOf(slot);
  // Some lists leave `next_page` out on their last page, others never tell it: then a full page may go on.
  return page.nextPage === undefined ? page.rows.length >= slot.perPage : page.nextPage !== null;
}

/** Reads a page; undefined when the list became so short that the page is past its end. */
export async function readOrNothing<Row>(
  list: Pick<PagedList<Row>, 'read'>,
  query: PageQuery,
): Promise<ListPage<Row> | undefined> {
  try {
    return await list.read(query);
  } catch (error) {
    if (error instanceof PageOutOfRange) return undefined;
    throw error;
  }
}

/** The list changed at every attempt to read it, or tells of more rows than it shows. */
export function movedList(): GatewayError {
  const message = 'The list at the bank changed at every attempt to read it: ask again in a moment.';
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, { retryable: true, reason: 'LIST_MOVED' });
}
