import { GatewayError, Rejection, ScaRequired } from '../../errors.js';

/**
 * What one POST proves.
 *
 * - `MADE`: done, and it is what was ordered.
 * - `CHALLENGED`, `REFUSED`, `TURNED_AWAY`: this POST did nothing. The bank wants a confirmation; says no for a reason;
 *   or did not look at it: no connection, a bad credential, a rate limit. An *earlier* POST may still have worked.
 * - `UNCLEAR`: everything else. Never a failure.
 */
export type Reading<Made> =
  | { readonly kind: 'MADE'; readonly made: Made }
  | { readonly kind: 'CHALLENGED'; readonly challenge: ScaRequired }
  | { readonly kind: 'REFUSED'; readonly refusal: Rejection }
  | { readonly kind: 'TURNED_AWAY'; readonly error: GatewayError }
  | { readonly kind: 'UNCLEAR' };

/** Error codes of an attempt that the bank did not carry out; any other error proves nothing. */
const turnedAway: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'OVERLOADED',
  'QUERY_TOO_EXPENSIVE',
  'UPSTREAM_UNAVAILABLE',
]);

/**
 * Waits for one POST and sorts what came of it.
 *
 * A success counts only when it shows what was ordered: the bank answers a key that it knows with the old answer,
 * whatever the new body is. Source: docs.qonto.com, idempotent requests, read 2026-11-20.
 */
export async function readPost<Made>(
  post: Promise<Made>,
  echoes: (made: Made) => boolean,
): Promise<Reading<Made>> {
  try {
    const made = await post;
    return echoes(made) ? { kind: 'MADE', made } : { kind: 'UNCLEAR' };
  } catch (error) {
    if (error instanceof ScaRequired) return { kind: 'CHALLENGED', challenge: error };
    if (error instanceof Rejection) return { kind: 'REFUSED', refusal: error };
    if (error instanceof GatewayError && turnedAway.has(error.code)) return { kind: 'TURNED_AWAY', error };
    return { kind: 'UNCLEAR' };
  }
}
