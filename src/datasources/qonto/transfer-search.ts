import type { Transfer } from '../../schema/transfer.js';
import { type ListPage, seek } from '../paging/index.js';
import type { Sighting, Span } from '../sighting.js';
import { type Access, connectionRequest } from './connection.js';
import { hasMarker } from './marker.js';
import { type ListRow, pagedList, readPage, type Resource } from './resource.js';
import { wholly } from './row.js';
import { transfers, type WireTransfer } from './transfer.js';

/** A transfer with its note as the bank has it. */
interface Marked {
  readonly transfer: Transfer;
  readonly note: string;
}

const marked: Resource<WireTransfer, Marked> = {
  ...transfers,
  toRow: (wire, facts) => ({ transfer: wholly(transfers.toRow(wire, facts)), note: wire.note ?? '' }),
};

/** What is looked for. */
export interface Sought {
  /** At the end of its note, if it got one. */
  readonly mark: string;
  /** Whether it may be this one, by what was ordered. */
  readonly isLike: (transfer: Transfer) => boolean;
}

/** For the whole seconds in which the bank prints time. */
const MARGIN_MS = 60_000;

/** More transfers than this in the time looked at, and the search gives up: 5,000 rows, 50 requests. */
const ROUNDS = 10;

/**
 * Looks for a transfer among all that changed since the beginning of the span. One request as long as these are the 100
 * newest.
 *
 * Only the marker tells for certain which one it is: two payments may be equal. But one that is equal and has no marker
 * is `UNSURE`, not `NONE`, for the marker may be switched off, or the bank may not show it; unless it was made outside
 * the span, as by a person who did not wait for the end.
 */
export async function findTransfer(
  access: Access,
  sought: Sought,
  { fromAgoMs, toAgoMs }: Span,
): Promise<Sighting<Transfer>> {
  const query = { sort_by: 'updated_at:desc', page: 1, per_page: 100 };
  const newest = await readPage(access.session, marked, query, { sortKey: 'updated_at', fresh: true });
  // Without the bank's clock, everything may be recent.
  const nowMs = newest.readAt === undefined ? undefined : Date.parse(newest.readAt);
  const sinceMs = nowMs === undefined ? 0 : nowMs - fromAgoMs - MARGIN_MS;
  const made: Period = { sinceMs, untilMs: nowMs === undefined ? Infinity : nowMs - toAgoMs + MARGIN_MS };
  const seen = pick(withoutOldErrors(newest.rows, sinceMs), sought, made);
  if (typeof seen === 'object') return seen;
  if (sinceMs === 0) return 'UNSURE';
  const oldest = newest.rows.at(-1)?.key ?? '';
  if (isWhole(newest) || (oldest !== '' && Date.parse(oldest) < sinceMs)) return seen;
  return walk(access, sought, made);
}

interface Period {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/** The newest change comes first: what stands behind an old one is old too, and need not be readable. */
function withoutOldErrors(rows: readonly ListRow<Marked>[], sinceMs: number): readonly ListRow<Marked>[] {
  const firstOld = rows.findIndex(
    ({ node }) => !(node instanceof Error) && Date.parse(node.transfer.updatedAt ?? '') < sinceMs,
  );
  return firstOld === -1
    ? rows
    : rows.filter(({ node }, place) => place < firstOld || !(node instanceof Error));
}

/** Whether nothing follows the first page. When the bank says that more does, no short page is proof against it. */
function isWhole({ rows, nextPage, totalCount, perPage = 100 }: ListPage<unknown>): boolean {
  if (typeof nextPage === 'number' || (totalCount ?? 0) > rows.length) return false;
  return nextPage === null || rows.length < perPage;
}

/** Walks by the time of the last change, upwards, so that nothing that changes meanwhile is missed. */
async function walk(access: Access, sought: Sought, made: Period): Promise<Sighting<Transfer>> {
  const since = new Date(made.sinceMs).toISOString();
  const list = pagedList(
    access.session,
    marked,
    {},
    { by: 'updated_at', from: 'updated_at_from', to: 'updated_at_to' },
  );
  let after: string | undefined;
  let isSure = true;
  for (let round = 0; round < ROUNDS; round++) {
    const { edges, pageInfo } = await seek([list], {
      ...connectionRequest(access, marked.path, {
        arguments: { first: 500, ...(after !== undefined && { after }) },
        want: { rows: true, totalCount: false },
      }),
      from: since,
      to: undefined,
      direction: 'ASC',
      unit: 'second',
      fingerprint: JSON.stringify([marked.path, since]),
    });
    const seen = pick(
      edges.map(({ row }) => row),
      sought,
      made,
    );
    if (typeof seen === 'object') return seen;
    if (seen === 'UNSURE') isSure = false;
    if (!pageInfo.hasNextPage) return isSure ? 'NONE' : 'UNSURE';
    after = pageInfo.endCursor ?? undefined;
  }
  return 'UNSURE';
}

function pick(rows: readonly ListRow<Marked>[], { mark, isLike }: Sought, made: Period): Sighting<Transfer> {
  let isSure = true;
  for (const { key, node } of rows) {
    if (node instanceof Error) isSure = false;
    else if (node.note.endsWith(mark)) return { found: node.transfer };
    else if (!hasMarker(node.note) && isLike(node.transfer)) {
      const { createdAt } = node.transfer;
      const isBefore = Date.parse(createdAt ?? key) < made.sinceMs;
      const isAfter = createdAt !== null && Date.parse(createdAt) > made.untilMs;
      if (!isBefore && !isAfter) isSure = false;
    }
  }
  return isSure ? 'NONE' : 'UNSURE';
}
