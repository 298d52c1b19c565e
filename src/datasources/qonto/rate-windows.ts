import { Pace } from './pace.js';
import { type RateLimits, perShortWindow, rateRules } from './rate-limits.js';
import { type Ages, SlidingCount } from './sliding-count.js';

/** What fell into the two windows. */
export class History {
  readonly short: SlidingCount;
  readonly long: SlidingCount;

  constructor({ shortWindowMs, longWindowMs }: RateLimits) {
    this.short = new SlidingCount(shortWindowMs, shortWindowMs / rateRules.shortSlices);
    this.long = new SlidingCount(longWindowMs, longWindowMs / rateRules.longSlices);
  }

  add(atMs: number, requests = 1): void {
    this.short.add(atMs, requests);
    this.long.add(atMs, requests);
  }

  /** Takes in what somebody else counted. */
  adopt(ages: { readonly short: Ages; readonly long: Ages }, nowMs: number): void {
    for (const [ageMs, requests] of ages.short) this.short.add(nowMs - ageMs, requests);
    for (const [ageMs, requests] of ages.long) this.long.add(nowMs - ageMs, requests);
  }

  ages(nowMs: number): { readonly short: Ages; readonly long: Ages } {
    return { short: this.short.ages(nowMs), long: this.long.ages(nowMs) };
  }
}

/**
 * The two windows of the bank and the shares of principals, as a question: how long until this one may send?
 *
 * The bank counts a request when it arrives there, which nobody here sees: it is after it was sent and before it was
 * answered. So a request counts from its permit until one window after its answer, and no delay of the line can squeeze
 * more requests into a window of the bank than are allowed.
 */
export class RateWindows {
  readonly #past: History;
  #onTheWay = 0;
  readonly #uses = new Map<string, SlidingCount>();
  readonly #pace: Pace;
  /** When the next request were due if all went evenly. */
  #arrival = 0;
  #closedUntil = 0;
  #sweptAt = 0;

  /** @param weight What one request counts for. */
  constructor(
    private readonly limits: RateLimits,
    private readonly weight = 1,
    pace = 1,
  ) {
    this.#past = new History(limits);
    this.#pace = new Pace(limits.shortWindowMs, pace);
  }

  /** Begins with what somebody else counted at `countedAt`, and with nothing at once. */
  adopt(ages: { readonly short: Ages; readonly long: Ages }, now: number, countedAt: number): void {
    this.#past.adopt(ages, countedAt);
    this.#arrival = now + this.limits.burst * this.#interval(now);
  }

  /** Milliseconds until the principal may send a request; 0: now. Others may be faster. */
  delay(principal: string, now: number): number {
    const early = (this.limits.burst - this.weight) * this.#interval(now);
    const most = perShortWindow(this.limits) * this.#pace.at(now) - this.weight + 1;
    return Math.max(
      this.#closedUntil - now,
      this.#arrival - early - now,
      this.#past.short.msUntilBelow(most - this.#onTheWay, now),
      this.#longDelay(principal, now),
      0,
    );
  }

  /** A request goes out. {@link answered} must follow. */
  spend(principal: string, now: number): void {
    this.#arrival = Math.max(this.#arrival, now) + this.weight * this.#interval(now);
    this.#onTheWay += this.weight;
    const own = this.#uses.get(principal) ?? new History(this.limits).long;
    own.add(now, this.weight);
    this.#uses.set(principal, own);
    this.#sweep(now);
  }

  /** The bank has surely counted a request that went out before. */
  answered(now: number): void {
    this.#onTheWay -= this.weight;
    this.#past.add(now, this.weight);
  }

  /** After a 429: nobody sends until then, and less afterwards. Several at once are one. */
  closeUntil(at: number, now: number): void {
    if (this.#closedUntil <= now) this.#pace.halve(now);
    this.#closedUntil = Math.max(this.#closedUntil, at);
  }

  /** Requests that fit into each window now; what is on its way counts as sent. */
  left(now: number): { readonly short: number; readonly long: number } {
    const { short, long } = this.#past;
    const most = { short: perShortWindow(this.limits) * this.#pace.at(now), long: this.limits.perLongWindow };
    const fitting = (free: number): number => Math.max(0, Math.floor((free - this.#onTheWay) / this.weight));
    return { short: fitting(most.short - short.total(now)), long: fitting(most.long - long.total(now)) };
  }

  /** Requests per second in the long run. */
  perSecond(now: number): number {
    return this.limits.perSecond * this.#pace.at(now);
  }

  #interval(now: number): number {
    return 1000 / this.perSecond(now);
  }

  #longDelay(principal: string, now: number): number {
    const { perLongWindow } = this.limits;
    const { long } = this.#past;
    const full = long.msUntilBelow(perLongWindow - this.weight + 1 - this.#onTheWay, now);
    const crowded = long.msUntilBelow(perLongWindow * rateRules.commonPart - this.#onTheWay, now);
    if (crowded === 0) return full;
    const share = Math.min(
      rateRules.largestShare,
      Math.max(rateRules.smallestShare, 1 / this.#active(principal)),
    );
    const aboveShare = this.#uses.get(principal)?.msUntilBelow(perLongWindow * share, now) ?? 0;
    return Math.max(full, Math.min(crowded, aboveShare));
  }

  #active(principal: string): number {
    return this.#uses.size + (this.#uses.has(principal) ? 0 : 1);
  }

  /** Forgets principals of whom nothing is left in the window. */
  #sweep(now: number): void {
    if (now - this.#sweptAt < this.limits.longWindowMs / rateRules.longSlices) return;
    this.#sweptAt = now;
    for (const [principal, use] of this.#uses) if (use.total(now) === 0) this.#uses.delete(principal);
  }
}
