import { GatewayError } from '../../errors.js';
import { type RateLimits, RateWindows } from './rate-limits.js';

/** Who asks, and how long it can wait. */
export interface Claim {
  readonly principal: string;
  /** On the clock of the budget, in milliseconds. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly claim: Claim;
  readonly grant: () => void;
  readonly refuse: (error: Error) => void;
}

/** Longest nap while somebody waits: a newcomer with an earlier deadline is noticed this soon. */
const NAP_MS = 250;

/**
 * Keeps this process within the bank's limits, and callers out of each other's way.
 *
 * Whoever waits is served in turn of principals, not of arrival: a caller with a thousand requests in the queue
 * delays another caller's next one by a single place.
 */
export class RateBudget {
  readonly #windows: RateWindows;
  /** Waiters by principal; the order of the keys is the order of turns. */
  readonly #queues = new Map<string, Waiter[]>();
  #pumping = false;

  constructor(
    private readonly limits: RateLimits,
    private readonly clock: () => number,
    private readonly sleep: (ms: number) => Promise<void>,
  ) {
    this.#windows = new RateWindows(limits);
  }

  /**
   * Resolves when a request may go out, which counts as sent from then on.
   *
   * @throws {GatewayError} `RATE_LIMITED` as soon as it is clear that the deadline comes first; nothing was sent.
   */
  async acquire(claim: Claim): Promise<void> {
    claim.signal?.throwIfAborted();
    const now = this.clock();
    const waitMs = this.#windows.delay(claim.principal, now);
    if (this.#queues.size === 0 && waitMs === 0) return this.#windows.spend(claim.principal, now);
    const queuedMs = (this.#turnsBefore(claim.principal) / this.limits.perSecond) * 1000;
    if (now + waitMs + queuedMs > claim.deadline) throw exhausted(waitMs + queuedMs);
    await this.#enqueue(claim);
  }

  /** After a 429: nobody sends for so long. */
  pause(seconds: number): void {
    this.#windows.closeUntil(this.clock() + seconds * 1000);
  }

  #turnsBefore(principal: string): number {
    const own = this.#queues.get(principal)?.length ?? 0;
    let turns = own;
    for (const [other, queue] of this.#queues)
      if (other !== principal) turns += Math.min(queue.length, own + 1);
    return turns;
  }

  #enqueue(claim: Claim): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#leave(waiter);
        waiter.refuse(claim.signal?.reason instanceof Error ? claim.signal.reason : new Error('aborted'));
      };
      const done = (): void => claim.signal?.removeEventListener('abort', onAbort);
      const waiter: Waiter = {
        claim,
        grant: () => (done(), resolve()),
        refuse: (error) => (done(), reject(error)),
      };
      claim.signal?.addEventListener('abort', onAbort, { once: true });
      const queue = this.#queues.get(claim.principal);
      if (queue === undefined) this.#queues.set(claim.principal, [waiter]);
      else queue.push(waiter);
      if (!this.#pumping) void this.#pump();
    });
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    while (this.#queues.size > 0) {
      const now = this.clock();
      const waitMs = this.#serve(now);
      this.#refuseLate(now);
      if (this.#queues.size > 0) await this.sleep(Math.min(Math.max(Math.ceil(waitMs), 1), NAP_MS));
    }
    this.#pumping = false;
  }

  /** Grants what can be granted now; returns the milliseconds until more can be. */
  #serve(now: number): number {
    for (;;) {
      let shortest = Number.POSITIVE_INFINITY;
      let next: Waiter | undefined;
      for (const [principal, [first]] of this.#queues) {
        const waitMs = this.#windows.delay(principal, now);
        if (waitMs === 0) next = first;
        shortest = Math.min(shortest, waitMs);
        if (next !== undefined) break;
      }
      if (next === undefined) return shortest;
      this.#windows.spend(next.claim.principal, now);
      this.#leave(next);
      next.grant();
    }
  }

  #refuseLate(now: number): void {
    for (const [principal, queue] of this.#queues) {
      const waitMs = this.#windows.delay(principal, now);
      for (const waiter of queue.filter(({ claim }) => now + waitMs > claim.deadline)) {
        this.#leave(waiter);
        waiter.refuse(exhausted(waitMs));
      }
    }
  }

  /** Takes a waiter out; its principal goes to the end of the turns. */
  #leave(waiter: Waiter): void {
    const { principal } = waiter.claim;
    const rest = (this.#queues.get(principal) ?? []).filter((other) => other !== waiter);
    this.#queues.delete(principal);
    if (rest.length > 0) this.#queues.set(principal, rest);
  }
}

function exhausted(waitMs: number): GatewayError {
  return new GatewayError('RATE_LIMITED', 'The request budget towards the bank is used up for now.', {
    retryable: true,
    reason: 'UPSTREAM_BUDGET',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
}
