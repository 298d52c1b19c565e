const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * A payment leaves only while its key is younger than this. The bank forgets a key after 30 minutes and would then
 * pay a second time; the rest is room for clocks that differ and for the way there.
 * Source: docs.qonto.com, idempotent requests, read 2026-11-20.
 */
export const SEND_UNTIL_AGE_MS = 25 * MINUTE;

/**
 * So long after the last doubtful POST, a look at the bank's list that finds nothing proves that nothing was done:
 * longer than the longest work of the bank and the delay of its list together. Chosen, not documented.
 */
export const QUIET_MS = 4 * MINUTE;

/** Whoever works on an instruction has it alone for so long, counted anew before the POST: longer than that can take. */
export const LEASE_MS = 45 * SECOND;

/** A POST leaves at most so long after its mark was asked for: a process that stood still meanwhile asks again. */
export const SEND_WITHIN_MS = 10 * SECOND;

/** A reading of the store that took longer is not used: the time in it may be long past. */
export const READ_WITHIN_MS = 2 * SECOND;

/** The longest that one POST may take, from leaving to the end of its answer. With the above it fits into the lease. */
export const POST_MS = 30 * SECOND;

/** How far a caller's clock may be ahead. */
export const AHEAD_MS = 2 * MINUTE;

/**
 * How far the clocks of two stores, or of a store and the bank, may be apart: after a failover time can begin again so
 * much earlier. With {@link AHEAD_MS} it is what is left between {@link SEND_UNTIL_AGE_MS} and the bank's 30 minutes.
 */
export const CLOCKS_APART_MS = 3 * MINUTE;

/**
 * A look reaches so much further back than the key is old. The marker is unique, so that it costs at most a page more;
 * a look that ends too early would call a payment not executed that was made.
 */
export const LOOK_BACK_MARGIN_MS = 30 * MINUTE;

/** So long the same key gets the same answer. */
export const KEPT_MS = 7 * 24 * 60 * MINUTE;

/** When to ask again, when nothing better is known. */
export const ASK_AGAIN_MS = 5 * SECOND;
