import type { Reply } from './reply.js';

/** The bank's own clock when it answered (header `Date`), RFC 3339; undefined when it did not say. */
export function readAt(reply: Pick<Reply, 'header'>): string | undefined {
  const at = new Date(reply.header('date') ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
