import { type ScaSession, ScaStatus } from '../../schema/sca.js';
import type { Confirmation } from '../qonto/index.js';
import type { Challenge } from './intent.js';

export interface ConfirmationTools {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** How far a confirmation is; null when its token is dead. */
  readonly look: (sessionToken: string) => Promise<ScaSession | null>;
}

/** Between two looks at a confirmation: once per second at most. Source: docs.qonto.com, SCA, read 2026-11-20. */
const pollMs = 1_000;

/** Life of a confirmation. Source: docs.qonto.com, strong customer authentication, read 2026-11-20. */
const challengeLifeMs = 15 * 60 * 1000;

/** Whether the account holder's answer is handed in: what is sent then is a repeat. */
export function isToken(confirmation: Confirmation): confirmation is Confirmation & { sessionToken: string } {
  return confirmation.sessionToken !== undefined;
}

export function challengeOf(sessionToken: string, issuedAtMs: number): Challenge {
  return { sessionToken, expiresAt: new Date(issuedAtMs + challengeLifeMs).toISOString() };
}

/**
 * Looks until the account holder has answered or the time is over, then WAITING. One request per second waited; `AT_ONCE`
 * one more at the start. Null when the token is dead.
 */
export async function awaitConfirmation(
  { clock, sleep, look }: ConfirmationTools,
  sessionToken: string,
  seconds: number,
  begin: 'AT_ONCE' | 'AFTER_A_PAUSE',
): Promise<ScaStatus | null> {
  const endMs = clock() + seconds * 1000;
  let waitedMs = 0;
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst || begin === 'AFTER_A_PAUSE') {
      waitedMs += pollMs;
      if (waitedMs > seconds * 1000 || clock() + pollMs > endMs) return ScaStatus.WAITING;
      await sleep(pollMs);
    }
    const status = (await look(sessionToken))?.status ?? null;
    if (status !== ScaStatus.WAITING && status !== ScaStatus.UNRECOGNIZED) return status;
  }
}
