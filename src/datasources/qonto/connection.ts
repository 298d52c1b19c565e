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
  readonly caps: Map<string, PageCap>;
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
  const cap = settings.caps.get(path) ?? { perPage: 100 };
  settings.caps.set(path, cap);
  return { arguments: connectionArguments, want, cap, secret: settings.cursorSecret };
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
