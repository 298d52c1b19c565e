/**
 * The bank's two windows, kept exactly: 1,000 requests in any 10 s and 10,000 in any 10 min.
 * Source: docs.qonto.com, rate limits, read 2026-11-20.
 */
export class RateWindows {
  #windows = [
    { limit: 1_000, lengthMs: 10_000 },
    { limit: 10_000, lengthMs: 600_000 },
  ];
  /** Moments of requests, oldest first. */
  #moments = [];

  /** Counts a request; returns 0, or after how many seconds another one would be taken. */
  take(nowMs) {
    while (this.#moments.length > 0 && this.#moments[0] <= nowMs - 600_000) this.#moments.shift();
    for (const { limit, lengthMs } of this.#windows) {
      const oldest = this.#moments.at(-limit);
      if (oldest !== undefined && oldest > nowMs - lengthMs)
        return Math.ceil((oldest + lengthMs - nowMs) / 1000);
    }
    this.#moments.push(nowMs);
    return 0;
  }
}
