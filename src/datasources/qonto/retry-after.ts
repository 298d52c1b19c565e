/** Longest pause that is believed, in seconds: the bank's own windows end after ten minutes, its 401 window after an hour. */
const LONGEST_SECONDS = 3600;

/**
 * Seconds the bank asks to wait: `Retry-After` as a number or as a date, which is read against the bank's own `Date`.
 * The bank does not document the header; its gateway sends it at times. Source: docs.qonto.com, rate limits, 2026-11-20.
 */
export function retryAfterSeconds(header: (name: string) => string | undefined): number | undefined {
  const value = header('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return clamp(Number(value));
  const answeredAt = header('date');
  const now = answeredAt === undefined ? Date.now() : Date.parse(answeredAt);
  const seconds = Math.ceil((Date.parse(value) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : clamp(seconds);
}

function clamp(seconds: number): number {
  return Math.min(Math.max(seconds, 0), LONGEST_SECONDS);
}
