import { SlidingCount } from './sliding-count.js';

/** What this process allows itself towards the bank. */
export interface RateLimits {
  /** Requests per second, steadily. */
  readonly perSecond: number;
  /** Requests at once, after a pause. */
  readonly burst: number;
  readonly perTenMinutes: number;
}

/**
 * The bank allows 1,000 requests per 10 s and 10,000 per 10 min to an IP address, to all its callers together.
 * Source: docs.qonto.com, rate limits, read 2026-11-20.
 *
 * 96.5 a second and 30 at once make at most 995 in any 10 s. The rest is room for what the line squeezes together.
 */
export const bankLimits: RateLimits = { perSecond: 96.5, burst: 30, perTenMinutes: 9_900 };

const WINDOW_MS = 600_000;
const SLICE_MS = 10_000;
/** Up to here the ten minutes belong to whoever asks; beyond, to those below their share. */
const COMMON_PART = 0.8;
const SMALLEST_SHARE = 0.05;
/** What one principal may use when it is alone: the next one to come finds something left. */
const LARGEST_SHARE = 0.96;

/** The two windows of the bank and the shares of principals, as a question: how long until this one may send? */
export class RateWindows {
  readonly #total = new SlidingCount(WINDOW_MS, SLICE_MS);
  readonly #uses = new Map<string, SlidingCount>();
  #arrival = 0;
  #closedUntil = 0;
  #sweptAt = 0;

  constructor(private readonly limits: RateLimits) {}

  /** Milliseconds until the principal may send a request; 0: now. Others may be faster. */
  delay(principal: string, now: number): number {
    return Math.max(
      this.#closedUntil - now,
      this.#arrival - (this.limits.burst - 1) * this.#interval - now,
      this.#windowDelay(principal, now),
      0,
    );
  }

  spend(principal: string, now: number): void {
    this.#arrival = Math.max(this.#arrival, now) + this.#interval;
    this.#total.add(now);
    const own = this.#uses.get(principal) ?? new SlidingCount(WINDOW_MS, SLICE_MS);
    own.add(now);
    this.#uses.set(principal, own);
    this.#sweep(now);
  }

  closeUntil(at: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, at);
  }

  /** Milliseconds between two requests in the long run. */
  get #interval(): number {
    return 1000 / this.limits.perSecond;
  }

  #windowDelay(principal: string, now: number): number {
    const { perTenMinutes } = this.limits;
    const full = this.#total.msUntilBelow(perTenMinutes, now);
    const crowded = this.#total.msUntilBelow(perTenMinutes * COMMON_PART, now);
    if (crowded === 0) return 0;
    const share = Math.min(LARGEST_SHARE, Math.max(SMALLEST_SHARE, 1 / this.#active(principal)));
    const aboveShare = this.#uses.get(principal)?.msUntilBelow(perTenMinutes * share, now) ?? 0;
    return Math.max(full, Math.min(crowded, aboveShare));
  }

  #active(principal: string): number {
    return this.#uses.size + (this.#uses.has(principal) ? 0 : 1);
  }

  /** Forgets principals of whom nothing is left in the window. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < SLICE_MS) return;
    this.#sweptAt = now;
    for (const [principal, use] of this.#uses) if (use.total(now) === 0) this.#uses.delete(principal);
  }
}
