import type { Made } from '../qonto/index.js';
import type { Refused, Result } from './intent.js';

/** A refusal of which no order is known. */
export function refused<Order, Row>(why: Refused<Row>): Result<Order, Row> & { kind: 'REFUSED' } {
  return { kind: 'REFUSED', why, order: undefined };
}

/** What an equal call is told that came while the first one was at work. */
export function asRepeat<Order, Row>(result: Result<Order, Row>): Result<Order, Row> {
  return result.kind === 'DONE' ? { ...result, isNew: false } : result;
}

/** Whether an object was there before this try, which took so long: then the bank has told an earlier answer again. */
export function isOlder({ row, readAt }: Made<unknown>, tookMs: number): boolean {
  const { createdAt } = row as { createdAt?: string | null };
  if (createdAt == null || readAt === undefined) return false;
  // The bank prints both times in whole seconds at times.
  return Date.parse(createdAt) < Date.parse(readAt) - tookMs - 2_000;
}
