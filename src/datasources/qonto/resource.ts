import { GatewayError, Rejection } from '../../errors.js';
import { PageOutOfRange, type ListPage, type PagedList, type PageQuery, readWhole } from '../paging/index.js';
import { type Answer, type Call, callName } from './call.js';
import type { QontoSession } from './session.js';
import { headValue, sortValueAt, sortValues, textAt } from './sort-value.js';
import { contractBroken, pathOf, wireMeta } from './wire.js';
import type { WireReader } from './wire-reader.js';

/** How one resource of the bank is spelled, and how its rows become ours. */
export interface Resource<Wire extends { id: string }, Row> {
  /** Path of the list, e.g. `/v2/transactions`; one object is at `{path}/{id}`. */
  readonly path: string;
  /** Envelope of one object: `transaction`. */
  readonly one: string;
  /** Envelope of a list: `transactions`. */
  readonly many: string;
  readonly wire: WireReader<Wire>;
  readonly toRow: (wire: Wire, facts: AnswerFacts) => Row;
}

/** What a row may need to know of the answer it came in. */
export interface AnswerFacts {
  /** The bank's clock at the answer, RFC 3339; the gateway's own when the bank sent none. */
  readonly readAt: string;
}

/** A row of a list with what paging needs of it. `node` is the error itself when the row could not be read. */
export interface ListRow<Row> {
  readonly id: string;
  /** Sort value, the bank's text; empty for lists without an order. */
  readonly key: string;
  readonly node: Row | GatewayError;
}

export type Query = NonNullable<Call['query']>;

/** What a list is sorted by; see {@link pagedList}. */
export interface Sort {
  readonly by: string;
  readonly from?: string;
  readonly to?: string;
  readonly opaque?: boolean;
}

/** One object by its id; null when the bank knows none. `fresh` asks again what this operation has asked before. */
export async function readOne<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  id: string,
  query: Query = {},
  { fresh = false }: Pick<Call, 'fresh'> = {},
): Promise<Row | null> {
  const call: Call = { method: 'GET', path: `${resource.path}/{id}`, params: { id }, query, fresh };
  try {
    const answer = await session.send(call);
    const raw = unwrap(answer, resource.one, call);
    return resource.toRow(resource.wire(raw, { call: callName(call), at: resource.one }), factsOf(answer));
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

interface PageOptions {
  /** What the rows are sorted by, in the bank's spelling. */
  readonly sortKey?: string | undefined;
  /** See {@link sortValues}. */
  readonly head?: string | undefined;
  readonly fresh?: boolean;
}

/** One page of a list, as the bank serves it. */
export async function readPage<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  query: Query,
  { sortKey, head, fresh = false }: PageOptions = {},
): Promise<ListPage<ListRow<Row>>> {
  const call: Call = { method: 'GET', path: resource.path, query, fresh };
  const answer = await session.send(call);
  const raw = unwrap(answer, resource.many, call);
  if (!Array.isArray(raw)) throw contractBroken(callName(call), resource.many);
  const meta = wireMeta.safeParse((answer.body as { meta?: unknown }).meta ?? {});
  if (!meta.success) throw contractBroken(callName(call), pathOf(meta.error.issues[0]!.path, 'meta'));
  return {
    rows: listRows(resource, raw, factsOf(answer), callName(call), sortKey, head),
    perPage: meta.data.per_page ?? undefined,
    totalCount: meta.data.total_count ?? undefined,
    nextPage: meta.data.next_page,
    readAt: answer.readAt,
  };
}

/** All rows of a short list. One request per 100; a row that cannot be read throws. */
export async function readAll<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  query: Query = {},
): Promise<readonly Row[]> {
  const rows = await readWhole(pagedList(session, resource, query), { perPage: 100 });
  return rows.map(({ node }) => {
    if (node instanceof GatewayError) throw node;
    return node;
  });
}

/**
 * A list of the bank for the paging algorithms.
 *
 * `sort` names the property in the bank's spelling and, where the list can be bounded by it, how: `updated_at` with
 * `updated_at_from`/`updated_at_to`. Values that only the bank can compare, such as names, are `opaque`: rows then
 * have no sort value. Without `sort` the list is taken as it comes.
 *
 * Equal reads of an operation are one request, but a list that reads a page again does so because it saw something
 * move: then the bank is asked anew.
 */
export function pagedList<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  query: Query,
  sort?: Sort,
): PagedList<ListRow<Row>> {
  const seen = new Set<string>();
  return {
    id: (row) => row.id,
    key: (row) => row.key,
    read: async ({ direction, from, to, page, perPage }: PageQuery) => {
      const sorted: Query = sort
        ? {
            ...(sort.from !== undefined && { [sort.from]: from }),
            ...(sort.to !== undefined && { [sort.to]: to }),
            sort_by: `${sort.by}:${direction.toLowerCase()}`,
          }
        : {};
      const sortKey = sort?.opaque === true ? undefined : sort?.by;
      const asked = JSON.stringify([direction, from, to, page, perPage]);
      const fresh = seen.has(asked);
      seen.add(asked);
      try {
        const whole = { ...query, ...sorted, page, per_page: perPage };
        const isEntered = page === 1 && sort?.from !== undefined;
        const head = isEntered ? headValue({ direction, from, to }) : undefined;
        return await readPage(session, resource, whole, { sortKey, head, fresh });
      } catch (error) {
        if (page > 1 && error instanceof Rejection && error.upstream.status === 422)
          throw new PageOutOfRange();
        throw error;
      }
    },
  };
}

/**
 * What is in the envelope of an answer.
 *
 * @throws {GatewayError} UPSTREAM_CONTRACT when it has none.
 */
export function unwrap(answer: Answer, envelope: string, call: Call): unknown {
  const body = answer.body;
  if (typeof body !== 'object' || body === null || !(envelope in body))
    throw contractBroken(callName(call), envelope);
  return (body as Record<string, unknown>)[envelope];
}

function factsOf(answer: Answer): AnswerFacts {
  return { readAt: answer.readAt ?? new Date().toISOString() };
}

/**
 * Rows with their ids and sort values. A row that cannot be read stays in the list as its error:
 * it takes a neighbour's sort value when its own is unreadable, so that the walk goes on behind it.
 */
function listRows<Wire extends { id: string }, Row>(
  resource: Resource<Wire, Row>,
  raw: readonly unknown[],
  facts: AnswerFacts,
  call: string,
  sortKey: string | undefined,
  head: string | undefined,
): ListRow<Row>[] {
  const keys = sortKey === undefined ? undefined : sortValues(raw, sortKey, head);
  return raw.map((wire, index) => {
    const place = `${resource.many}[${index}]`;
    const id = textAt(wire, 'id');
    const key = keys?.[index] ?? '';
    try {
      if (id === undefined) throw contractBroken(call, `${place}.id`);
      if (sortKey !== undefined && sortValueAt(wire, sortKey) === undefined)
        throw contractBroken(call, `${place}.${sortKey}`);
      return { id, key, node: resource.toRow(resource.wire(wire, { call, at: place }), facts) };
    } catch (error) {
      return { id: id ?? `unreadable ${place}`, key, node: error as GatewayError };
    }
  });
}
