import { rateRules } from './rate-limits.js';

/**
 * Which part of the limits is used: all of it, until the bank says 429. Then it is half of what it was; after one window
 * without another 429 it rises again, from nothing to all in two windows.
 */
export class Pace {
  #sinceMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly windowMs: number,
    private part = 1,
  ) {}

  /** Above 0, at most 1. */
  at(nowMs: number): number {
    const risingMs = Math.max(0, nowMs - this.#sinceMs - this.windowMs);
    return Math.min(1, this.part + risingMs / (2 * this.windowMs));
  }

  halve(nowMs: number): void {
    this.part = Math.max(rateRules.smallestPace, this.at(nowMs) / 2);
    this.#sinceMs = nowMs;
  }
}
