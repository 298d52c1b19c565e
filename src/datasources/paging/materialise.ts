import { buildConnection, NOTHING, readTotal } from './connection.js';
import { staleCursor } from './cursor.js';
import { endOf, furthestPage } from './page-plan.js';
import type { Connection, ConnectionRequest, ListPage, PageCap, PagedList } from './paged-list.js';
import { Item, itemsBeyond, itemsShort, placeOf } from './place.js';
import { farArgument, nearArgument, type Question, readQuestion } from './question.js';
import { continues, movedList, readOrNothing, servedSize } from './window.js';

/**
 * Connections over short lists in an order of the bank's own: all rows are read, and cut where the cursor's row is.
 *
 * When that row is gone, the nearest of its eight predecessors that is still there marks the place. The order's
 * direction, bounds and unit do not matter here. Costs one request per hundred rows of the list.
 *
 * Throws `BadUserInput` for the caller's mistakes, before any request; with the reason CURSOR_STALE after it, when
 * the place of a cursor is gone altogether.
 */
export async function materialise<Row>(
  list: PagedList<Row>,
  request: ConnectionRequest,
): Promise<Connection<Row>> {
  const question = readQuestion(request, 'materialise');
  if (!request.want.rows) {
    const totals = request.want.totalCount ? [await readTotal(list, UNSORTED)] : [];
    return buildConnection(request, question, { ...NOTHING, totals });
  }
  const { items, firstPage } = await readToEnd(list, request.cap);
  const ordered = question.isForward ? items : items.toReversed();
  const [start, end] = cut(ordered, question);
  const between = ordered.slice(start, end);
  return buildConnection(request, question, {
    items: between.slice(0, question.count),
    hasMore: between.length > question.count,
    firstPages: [firstPage],
    totals: [items.length],
    placeAt: (index) => placeOf(ordered, start + index),
    mostMates: MOST_NEIGHBOURS,
  });
}

/** All rows of a short list, in the bank's order: none missing, none twice. Costs one request per hundred rows. */
export async function readWhole<Row>(list: PagedList<Row>, cap: PageCap): Promise<readonly Row[]> {
  return (await readToEnd(list, cap)).items.map(({ row }) => row);
}

const UNSORTED = { direction: 'ASC' } as const;

/** Enough to outlive a few deletions around a cursor's row, and short enough for a cursor. */
const MOST_NEIGHBOURS = 8;

/** Reads a list to its end; every page holds the last row of the one before, or the reading starts over. */
async function readToEnd<Row>(
  list: PagedList<Row>,
  cap: PageCap,
): Promise<{ items: readonly Item<Row>[]; firstPage: ListPage<Row> }> {
  const unsorted = { id: (row: Row) => list.id(row), key: () => '' };
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const asked = cap.perPage;
    const firstPage = await list.read({ ...UNSORTED, page: 1, perPage: asked });
    const size = servedSize(firstPage, asked, cap);
    const items = firstPage.rows.map((row) => new Item(unsorted, row));
    let hasMore = continues(firstPage, { page: 1, perPage: size });
    while (hasMore) {
      const slot = furthestPage(items.length - 1, size);
      const page = await readOrNothing(list, { ...UNSORTED, ...slot });
      const next = page?.rows.map((row) => new Item(unsorted, row)) ?? [];
      const seam = next.findIndex((item) => item.id === items.at(-1)?.id);
      // Pages of less than seven rows may not overlap and reach further too: a part is never taken for the whole.
      if (!page || seam < 0 || endOf(slot) <= items.length) break;
      items.push(...next.slice(seam + 1));
      hasMore = next.length > seam + 1 && continues(page, slot);
    }
    if (!hasMore) return { items, firstPage };
  }
  throw movedList();
}

const MAX_ATTEMPTS = 5;

/** Where the rows between the two places start and end; the place of a cursor is found by its neighbours' ids. */
function cut<Row>(items: readonly Item<Row>[], question: Question): readonly [start: number, end: number] {
  const { near, far } = question;
  const beyond = near ? itemsBeyond(items, near, true) : items;
  const short = far ? itemsShort(items, far, true) : items;
  if (!beyond) throw staleCursor(nearArgument(question));
  if (!short) throw staleCursor(farArgument(question));
  return [items.length - beyond.length, short.length];
}
