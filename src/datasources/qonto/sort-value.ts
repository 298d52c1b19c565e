import type { Direction } from '../paging/index.js';

/**
 * Sort values of a page. A row without a readable one takes that of the row before it, so that the walk goes on behind it.
 *
 * @param head The value of rows that have no such row before them; without it they take the first that can be read.
 */
export function sortValues(raw: readonly unknown[], sortKey: string, head?: string): string[] {
  const own = raw.map((wire) => sortValueAt(wire, sortKey));
  let last = head ?? own.find((key) => key !== undefined) ?? EARLIEST;
  return own.map((key) => (last = key ?? last));
}

/**
 * The sort value of rows at the head of a list that have none that can be read: the end that the list was entered at.
 *
 * They come before all other rows then, also of the lists that theirs is merged with. With a later value they would be
 * left for a later page, and the bank begins that behind them. On the page behind a cursor they count as read before it.
 * Lists that cannot be entered by sort value leave nothing out.
 */
export function headValue({ direction, from, to }: Entered): string {
  return direction === 'ASC' ? (from ?? EARLIEST) : (to ?? LATEST);
}

interface Entered {
  readonly direction: Direction;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Before and after all that a bank knows, and far from the ends of what a date can be. */
const EARLIEST = '1970-01-01T00:00:00.000Z';
const LATEST = '9000-01-01T00:00:00.000Z';

/** The sort value of a row; undefined when it has none that paging can compare. */
export function sortValueAt(wire: unknown, sortKey: string): string | undefined {
  const text = textAt(wire, sortKey);
  return text !== undefined && isSortValue(text) ? text : undefined;
}

/** Text of a field of an answer that may be anything; undefined when there is none. */
export function textAt(wire: unknown, key: string): string | undefined {
  const value =
    typeof wire === 'object' && wire !== null ? (wire as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isSortValue(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
}
