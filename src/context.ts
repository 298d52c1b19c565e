import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from './caller.js';
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
  /** Whose credential for the bank this is, as a keyed hash. */
  readonly principal: string;
  /** Undefined where the gateway asks nobody who he is. */
  readonly caller: Caller | undefined;
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

/**
 * @param change What a subscription is to tell; nothing for queries and mutations.
 * @param caller Undefined where the gateway asks nobody who he is.
 */
export function createContext(
  session: QontoSession,
  settings: QontoSettings,
  desk: Desk,
  caller: Caller | undefined,
  change?: Change,
): Context {
  const qonto = new Qonto(session, settings);
  const payments = new Payments({
    ...desk,
    principal: async () => {
      const owner = await desk.principals.of(session, async () => (await qonto.organizations.own()).id);
      return ownerOfKeys(owner, caller);
    },
    sleep: (ms) => qonto.scaSessions.pause(ms),
    look: (sessionToken) => qonto.scaSessions.look(sessionToken),
  });
  const { principal, meter } = session;
  return { qonto, load: createLoaders(qonto, meter), payments, desk, principal, caller, meter, change };
}

/**
 * Callers who share the gateway's credential do not share their keys of payments: equal ones would be chance, and one
 * would be told of the other's payment as its own. By name, so that a renewed key or token changes nothing.
 */
function ownerOfKeys(owner: string, caller: Caller | undefined): string {
  return caller === undefined ? owner : JSON.stringify([owner, caller.name]);
}

/** After a lost answer the bank may still be making the client, so nobody who waited sends another one. */
function isDoneOrUnclear({ client, userErrors }: FindOrCreateClientPayload): boolean {
  return client !== null || userErrors.some(({ code }) => code === 'OUTCOME_UNKNOWN');
}
