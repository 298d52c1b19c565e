import { GatewayError } from '../../errors.js';
import { abandoned, tooLate } from './answer.js';
import type { Call } from './call.js';
import { type Credential, principalOf } from './credential.js';
import type { LoginGuard } from './login-guard.js';
import type { LoginOutcome } from './login-ledger.js';

/** How long somebody waits before anything is sent. */
export interface Patience {
  /** Real time. */
  readonly timeoutMs: number;
  /** Ends the waiting early. */
  readonly signal: AbortSignal | undefined;
}

export interface Login {
  /** The value of the header `Authorization`. */
  readonly authorization: string;
  /** Takes the outcome and must be called. */
  readonly settle: (outcome: LoginOutcome) => void;
}

/**
 * Passes the login guard; who had to wait there may find that the token was renewed meanwhile.
 *
 * @throws {GatewayError} as {@link LoginGuard.admit}, and `UPSTREAM_UNAVAILABLE` (`TIMEOUT`, `ABORTED`) when the patience
 *   is over: nothing was sent.
 */
export async function logIn(
  call: Call,
  credential: Credential,
  guard: LoginGuard,
  { timeoutMs, signal }: Patience,
): Promise<Login> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tooLate(call)), timeoutMs);
  const ended = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]);
  const admit = (authorization: string) =>
    guard.admit(principalOf(authorization), ended).catch(orAbandoned(call));
  try {
    const authorization = await credential.authorization();
    const settle = await admit(authorization);
    const current = await credential.authorization().catch(() => authorization);
    if (current === authorization) return { authorization, settle };
    settle('UNKNOWN');
    return { authorization: current, settle: await admit(current) };
  } finally {
    clearTimeout(timer);
  }
}

/** Who waits stops with a reason of this gateway, or since the caller has gone. */
export function orAbandoned(call: Call): (error: unknown) => never {
  return (error) => {
    throw error instanceof GatewayError ? error : abandoned(call);
  };
}
