import { bulkhead, type BulkheadPolicy, isBulkheadRejectedError } from 'cockatiel';
import { GatewayError } from '../../errors.js';
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

/** How many are on their way, and how many wait for a place. */
export interface Occupancy {
  readonly used: number;
  readonly waiting: number;
}

/** When to come back: some of a slow bank's answers have come by then. */
const RETRY_AFTER_SECONDS = 2;

/** Bulkhead on the way to the bank. Writes have their own, so that no crowd of reads keeps a payment waiting. */
export class Bulkhead {
  readonly #reads: BulkheadPolicy;
  readonly #writes: BulkheadPolicy;

  constructor(private readonly limits: BulkheadLimits) {
    this.#reads = bulkhead(limits.reads, limits.waitingReads);
    this.#writes = bulkhead(limits.writes, limits.waitingWrites);
  }

  get occupancy(): { readonly reads: Occupancy; readonly writes: Occupancy } {
    const { reads, waitingReads, writes, waitingWrites } = this.limits;
    return {
      reads: occupancyOf(this.#reads, reads, waitingReads),
      writes: occupancyOf(this.#writes, writes, waitingWrites),
    };
  }

  /**
   * Works in a place as soon as one is free. Whoever waits for one leaves when its time is over or the signal aborts;
   * work that has begun is not ended here.
   *
   * @throws {GatewayError} `OVERLOADED` when too many wait already, `UPSTREAM_UNAVAILABLE` (`TIMEOUT`, `ABORTED`) when
   *   none was free in time: nothing was sent.
   */
  async within<Result>(
    call: Call,
    { timeoutMs, signal }: Patience,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const lane = isRead(call) ? this.#reads : this.#writes;
    if (lane.executionSlots > 0) return lane.execute(work);
    // What is left of a deadline has fractions of milliseconds, which Node 20 does not take.
    const late = AbortSignal.timeout(Math.ceil(timeoutMs));
    const ended = AbortSignal.any(signal === undefined ? [late] : [late, signal]);
    return new Promise((resolve, reject) => {
      const leave = (): void => reject(late.aborted ? tooLate(call) : abandoned(call));
      ended.addEventListener('abort', leave, { once: true });
      // A place in the queue that was left is passed on when its turn comes.
      const begin = async (): Promise<void> => {
        if (ended.aborted) return;
        ended.removeEventListener('abort', leave);
        resolve(await work());
      };
      lane.execute(begin).catch((error: unknown) => {
        reject(isBulkheadRejectedError(error) ? crowded(call) : error);
      });
    });
  }
}

function occupancyOf(lane: BulkheadPolicy, places: number, waitingPlaces: number): Occupancy {
  return { used: places - lane.executionSlots, waiting: waitingPlaces - lane.queueSlots };
}

function crowded(call: Call): GatewayError {
  const message = `${callName(call)}: too many requests wait for the bank at this moment, nothing was sent`;
  return new GatewayError('OVERLOADED', message, {
    retryable: true,
    reason: 'UPSTREAM_QUEUE',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
