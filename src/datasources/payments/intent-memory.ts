import type { Confirmation } from '../qonto/index.js';
import type { Challenge, Result } from './intent.js';

/** What this process knows of an intent. */
export interface IntentRecord<Order = unknown, Row = unknown> {
  readonly fingerprint: string;
  /** What was sent last, to be sent again to the byte. */
  order?: Order;
  confirmation?: Confirmation;
  challenge?: Challenge;
  /** When the first try without a definite answer was sent. */
  unclearSinceMs?: number;
  /** What the bank made. */
  done?: { readonly row: Row; readonly order: Order };
  /** The try that is on its way. */
  working?: Promise<Result<Order, Row>>;
  touchedAtMs: number;
}

/** How long an intent is remembered: longer than the bank does, so that a late repeat is still no second payment. */
const lifeMs = 24 * 60 * 60 * 1000;

/**
 * The intents of this process, by caller, operation and key. One per process.
 *
 * It is forgotten with the process; then the bank's own memory of 30 minutes is all there is.
 */
export class IntentMemory {
  readonly #records = new Map<string, IntentRecord>();

  constructor(private readonly clock: () => number) {}

  /** The record of an intent, or a new one; at the same moment, so that two equal calls meet here. */
  claim(id: readonly string[], fingerprint: string): IntentRecord {
    this.#forgetOld();
    const key = JSON.stringify(id);
    const touchedAtMs = this.clock();
    const known = this.#records.get(key);
    const record = known ?? { fingerprint, touchedAtMs };
    record.touchedAtMs = touchedAtMs;
    this.#records.delete(key);
    this.#records.set(key, record);
    return record;
  }

  /** Nothing was done under this key: the next one may mean something else. */
  release(id: readonly string[]): void {
    this.#records.delete(JSON.stringify(id));
  }

  /** The map is in the order of the last touch. */
  #forgetOld(): void {
    for (const [key, { touchedAtMs, working }] of this.#records) {
      if (touchedAtMs > this.clock() - lifeMs) return;
      if (working === undefined) this.#records.delete(key);
    }
  }
}
