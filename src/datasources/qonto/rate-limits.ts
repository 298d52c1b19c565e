/** What all processes behind one IP address together allow themselves towards the bank. */
export interface RateLimits {
  /** Requests per second, steadily. */
  readonly perSecond: number;
  /** Requests at once, after a pause. Any short window sees at most this and `perSecond` for its length. */
  readonly burst: number;
  readonly shortWindowMs: number;
  readonly perLongWindow: number;
  readonly longWindowMs: number;
}

/**
 * The bank allows 1,000 requests per 10 s and 10,000 per 10 min to an IP address, to all its callers together.
 * Source: docs.qonto.com, rate limits, read 2026-11-20.
 *
 * 96.5 a second and 30 at once make at most 995 in any 10 s.
 */
export const bankLimits: RateLimits = {
  perSecond: 96.5,
  burst: 30,
  shortWindowMs: 10_000,
  perLongWindow: 9_900,
  longWindowMs: 600_000,
};

/** How the limits are kept, in this process and in a store that several share. */
export const rateRules = {
  /** Slices that the windows are counted in: what leaves one slice too late costs so much of the window. */
  shortSlices: 100,
  longSlices: 60,
  /** Up to here the long window belongs to whoever asks; beyond, to those below their share. */
  commonPart: 0.8,
  smallestShare: 0.05,
  /** What one principal may use when it is alone: the next one to come finds something left. */
  largestShare: 0.96,
  /** However often the bank says 429, this part of the limits is tried. */
  smallestPace: 1 / 16,
} as const;

/** The most requests that a short window may see. */
export function perShortWindow({ perSecond, shortWindowMs, burst }: RateLimits): number {
  return Math.floor((perSecond * shortWindowMs) / 1000 + burst);
}

/** A part of the limits, and nothing at once. */
export function portionOf(limits: RateLimits, part: number): RateLimits {
  return {
    ...limits,
    perSecond: limits.perSecond * part,
    burst: Math.max(1, Math.floor(limits.burst * part)),
    perLongWindow: Math.floor(limits.perLongWindow * part),
  };
}
