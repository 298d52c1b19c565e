import {
  type Connection,
  type ConnectionArguments,
  type ConnectionRequest,
  materialise,
  type PageCap,
} from '../paging/index.js';
import { type ListRow, pagedList, type Resource } from './resource.js';
import type { QontoSession } from './session.js';

/** What outlives an operation: the largest pages the bank was seen to serve, and the key of the cursors. */
export interface QontoSettings {
  /** Key of the cursors' MAC. Instances that serve the same callers share it. */
  readonly cursorSecret: string;
  /** Rows per page by path of the list. */
  readonly caps: Map<string, number>;
}

/** What a resource needs to work: the bank as one operation sees it, and what outlives it. */
export interface Access {
  readonly session: QontoSession;
  readonly settings: QontoSettings;
}

/** Which part of a connection was asked for. */
export interface ConnectionWish {
  readonly arguments: ConnectionArguments;
  readonly want: { readonly rows: boolean; readonly totalCount: boolean };
}

/** The part of a request to paging that is the same for every list. */
export function connectionRequest(
  { settings }: Access,
  path: string,
  { arguments: connectionArguments, want }: ConnectionWish,
): Pick<ConnectionRequest, 'arguments' | 'want' | 'cap' | 'secret'> {
  const cap = new RememberedCap(settings.caps, path);
  return { arguments: connectionArguments, want, cap, secret: settings.cursorSecret };
}

/** The smallest page that the bank is documented to serve (SEPA beneficiaries, read 2026-11-20). */
const smallestPage = 25;

/**
 * The largest page of a list: learned in one operation, and kept for the next ones when it is believable. One odd
 * answer must not slow down, or break, all that come after it.
 */
class RememberedCap implements PageCap {
  #perPage: number;

  constructor(
    private readonly caps: Map<string, number>,
    private readonly path: string,
  ) {
    this.#perPage = caps.get(path) ?? 100;
  }

  get perPage(): number {
    return this.#perPage;
  }

  set perPage(rows: number) {
    this.#perPage = rows;
    if (rows >= smallestPage) this.caps.set(this.path, rows);
  }
}

/** A short list without an order of its own, read whole once per operation. One request per 100. */
export function wholeList<Wire extends { id: string }, Row>(
  access: Access,
  resource: Resource<Wire, Row>,
  wish: ConnectionWish,
): Promise<Connection<ListRow<Row>>> {
  return materialise(pagedList(access.session, resource, {}), {
    ...connectionRequest(access, resource.path, wish),
    direction: 'ASC',
    unit: 'millisecond',
    fingerprint: resource.path,
  });
}
