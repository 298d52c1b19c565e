import { GatewayError } from '../../errors.js';
import { type Occupancy, Places } from '../places.js';
import { abandoned, tooLate } from './answer.js';
import { type Call, callName, isRead } from './call.js';
import type { Patience } from './login.js';

/** How many requests are on their way to the bank at once, and how many more may wait for a place. */
export interface BulkheadLimits {
  readonly reads: number;
  readonly waitingReads: number;
  readonly writes: number;
  readonly waitingWrites: number;
}

/**
 * When the bank answers within two thirds of a second, 64 reads at once are all that the rate budget lets through. When
 * it is slower, a longer queue would only make everybody wait longer.
 */
export const defaultBulkhead: BulkheadLimits = {
  reads: 64,
  waitingReads: 128,
  writes: 16,
  waitingWrites: 32,
};

/** When to come back: some of a slow bank's answers have come by then. */
const RETRY_AFTER_SECONDS = 2;

/** Bulkhead on the way to the bank. Writes have their own, so that no crowd of reads keeps a payment waiting. */
export class Bulkhead {
  readonly #reads: Places;
  readonly #writes: Places;

  constructor({ reads, waitingReads, writes, waitingWrites }: BulkheadLimits) {
    this.#reads = new Places(reads, waitingReads);
    this.#writes = new Places(writes, waitingWrites);
  }

  get occupancy(): { readonly reads: Occupancy; readonly writes: Occupancy } {
    return { reads: this.#reads.occupancy, writes: this.#writes.occupancy };
  }

  /**
   * Takes a place, at once when one is free. Whoever waits for one leaves when its time is over or its caller has gone.
   * {@link leave} must follow, unless it throws.
   *
   * @throws {GatewayError} `OVERLOADED` when too many wait already, `UPSTREAM_UNAVAILABLE` (`TIMEOUT`, `ABORTED`) when
   *   none was free in time: nothing was sent.
   */
  enter(call: Call, patience: () => Patience): Promise<void> | undefined {
    const lane = this.#laneOf(call);
    return lane.take() ? undefined : placeIn(lane, call, patience());
  }

  leave(call: Call): void {
    this.#laneOf(call).leave();
  }

  #laneOf(call: Call): Places {
    return isRead(call) ? this.#reads : this.#writes;
  }
}

function placeIn(lane: Places, call: Call, { timeoutMs, departure }: Patience): Promise<void> {
  return new Promise((resolve, reject) => {
    if (lane.isFull) return reject(crowded(call));
    if (departure?.hasHappened) return reject(abandoned(call));
    const done = (): void => {
      clearTimeout(timer);
      departure?.delete(onGone);
    };
    const leaveLine = lane.wait(() => (done(), resolve()));
    const giveUp = (error: GatewayError): void => (done(), leaveLine(), reject(error));
    const onGone = (): void => giveUp(abandoned(call));
    const timer = setTimeout(() => giveUp(tooLate(call)), timeoutMs);
    departure?.add(onGone);
  });
}

function crowded(call: Call): GatewayError {
  const message = `${callName(call)}: too many requests wait for the bank at this moment, nothing was sent`;
  return new GatewayError('OVERLOADED', message, {
    retryable: true,
    reason: 'UPSTREAM_QUEUE',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
