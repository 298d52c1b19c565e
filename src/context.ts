import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Change, ChangeFeed } from './datasources/events/index.js';
import { createLoaders, type Loaders } from './datasources/loaders.js';
import {
  MemoryStore,
  MoneyProtocol,
  Payments,
  Principals,
  Receipts,
  type Store,
} from './datasources/payments/index.js';
import {
  InFlight,
  type Meter,
  Qonto,
  type QontoSession,
  type QontoSettings,
} from './datasources/qonto/index.js';
import type { FindOrCreateClientPayload } from './schema/client-payload.js';

/** What a resolver gets: the bank and the loaders of one operation. Made anew for each; nothing is shared. */
export interface Context {
  readonly qonto: Qonto;
  readonly load: Loaders;
  /** Whatever moves money or has a key goes through here. */
  readonly payments: Payments;
  readonly desk: Desk;
  /** The caller, as a keyed hash. */
  readonly principal: string;
  /** What the operation has cost so far, in requests to the bank. */
  readonly meter: Meter;
  /** What a subscription is to tell now. */
  readonly change: Change | undefined;
}

/** What outlives an operation, beside the bank: time, chance, what was paid, whom one looks for. One per process. */
export interface Desk {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly protocol: MoneyProtocol;
  readonly receipts: Receipts;
  readonly reconcileMarker: 'note' | 'off';
  readonly principals: Principals;
  /** Clients that are being found or made, by caller and value: two equal calls must not make two. */
  readonly clientsInFlight: InFlight<FindOrCreateClientPayload>;
  /** Undefined: nobody tells of changes. */
  readonly changes: ChangeFeed | undefined;
}

export interface DeskOptions {
  /** Time of day in milliseconds since 1970. Default `Date.now`. */
  readonly clock?: () => number;
  /** What was paid under which key. Default: in memory, which begins now. */
  readonly paymentStore?: Store;
  /** Whether transfers carry a marker at the end of their note, by which they are found again. Default `note`. */
  readonly reconcileMarker?: 'note' | 'off';
  /** Where subscriptions hear of changes. Default: nowhere. */
  readonly changes?: ChangeFeed | undefined;
}

export function createDesk(options: DeskOptions = {}): Desk {
  const {
    clock = Date.now,
    paymentStore: store = new MemoryStore(clock),
    reconcileMarker = 'note',
  } = options;
  const protocol = new MoneyProtocol({
    store,
    elapsedMs: () => performance.now(),
    random: Math.random,
    sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
  });
  return {
    clock,
    randomBytes,
    protocol,
    receipts: new Receipts(store, Math.random),
    reconcileMarker,
    principals: new Principals(),
    clientsInFlight: new InFlight(isDoneOrUnclear),
    changes: options.changes,
  };
}

/** @param change What a subscription is to tell; nothing for queries and mutations. */
export function createContext(
  session: QontoSession,
  settings: QontoSettings,
  desk: Desk,
  change?: Change,
): Context {
  const qonto = new Qonto(session, settings);
  const payments = new Payments({
    ...desk,
    principal: () => desk.principals.of(session, async () => (await qonto.organizations.own()).id),
    sleep: (ms) => qonto.scaSessions.pause(ms),
    look: (sessionToken) => qonto.scaSessions.look(sessionToken),
  });
  const { principal, meter } = session;
  return { qonto, load: createLoaders(qonto, meter), payments, desk, principal, meter, change };
}

/** After a lost answer the bank may still be making the client, so nobody who waited sends another one. */
function isDoneOrUnclear({ client, userErrors }: FindOrCreateClientPayload): boolean {
  return client !== null || userErrors.some(({ code }) => code === 'OUTCOME_UNKNOWN');
}
