import type { Transfer } from '../../schema/transfer.js';
import { seek } from '../paging/index.js';
import { type Access, connectionRequest } from './connection.js';
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

/** What a search found; `UNSURE` when not everything could be read: then the transfer may be there. */
export type Found = { readonly found: Transfer } | 'NONE' | 'UNSURE';

/** For the whole seconds in which the bank prints time. */
const MARGIN_MS = 60_000;

/** More transfers than this in the time looked at, and the search gives up: 5,000 rows, 50 requests. */
const ROUNDS = 10;

/**
 * Looks for the transfer with a marker in its note among all that changed within `lookBackMs` of the bank's own clock.
 * One request as long as these are the 100 newest.
 */
export async function findTransfer(access: Access, mark: string, lookBackMs: number): Promise<Found> {
  const query = { sort_by: 'updated_at:desc', page: 1, per_page: 100 };
  const newest = await readPage(access.session, marked, query, { sortKey: 'updated_at', fresh: true });
  const seen = pick(newest.rows, mark);
  if (typeof seen === 'object' || newest.readAt === undefined) return seen === 'NONE' ? 'UNSURE' : seen;
  const since = new Date(Date.parse(newest.readAt) - lookBackMs - MARGIN_MS).toISOString();
  const oldest = newest.rows.at(-1)?.key ?? '';
  const isWhole = newest.nextPage === null || newest.rows.length < (newest.perPage ?? 100);
  if (isWhole || (oldest !== '' && Date.parse(oldest) < Date.parse(since))) return seen;
  return walk(access, mark, since);
}

/** Walks by the time of the last change, upwards, so that nothing that changes meanwhile is missed. */
async function walk(access: Access, mark: string, since: string): Promise<Found> {
  const list = pagedList(
    access.session,
    marked,
    {},
    { by: 'updated_at', from: 'updated_at_from', to: 'updated_at_to' },
  );
  let after: string | undefined;
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
      mark,
    );
    if (seen !== 'NONE' || !pageInfo.hasNextPage) return seen;
    after = pageInfo.endCursor ?? undefined;
  }
  return 'UNSURE';
}

function pick(rows: readonly ListRow<Marked>[], mark: string): Found {
  let isAllRead = true;
  for (const { node } of rows) {
    if (node instanceof Error) isAllRead = false;
    else if (node.note.endsWith(mark)) return { found: node.transfer };
  }
  return isAllRead ? 'NONE' : 'UNSURE';
}
