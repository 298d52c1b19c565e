import { randomBytes } from 'node:crypto';
import { createLoaders, type Loaders } from './datasources/loaders.js';
import { IntentMemory, Payments } from './datasources/payments/index.js';
import { type Meter, Qonto, type QontoSession, type QontoSettings } from './datasources/qonto/index.js';

/** What a resolver gets: the bank and the loaders of one operation. Made anew for each; nothing is shared. */
export interface Context {
  readonly qonto: Qonto;
  readonly load: Loaders;
  /** Whatever moves money goes through here. */
  readonly payments: Payments;
  readonly desk: Desk;
  /** What the operation has cost so far, in requests to the bank. */
  readonly meter: Meter;
}

/** What outlives an operation, beside the bank: time, chance, and what was paid under which key. One per process. */
export interface Desk {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly memory: IntentMemory;
}

export function createDesk(clock: () => number = Date.now): Desk {
  return { clock, randomBytes, memory: new IntentMemory(clock) };
}

export function createContext(session: QontoSession, settings: QontoSettings, desk: Desk): Context {
  const qonto = new Qonto(session, settings);
  const payments = new Payments({
    ...desk,
    principal: session.principal,
    sleep: (ms) => qonto.scaSessions.pause(ms),
    look: (sessionToken) => qonto.scaSessions.look(sessionToken),
  });
  return { qonto, load: createLoaders(qonto, session.meter), payments, desk, meter: session.meter };
}
