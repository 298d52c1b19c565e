import { GatewayError } from '../../errors.js';
import { abandoned, tooLate } from './answer.js';
import type { Call } from './call.js';
import type { Authorization, Credential } from './credential.js';
import type { LoginGuard, Settle } from './login-guard.js';

/** How long somebody waits before anything is sent. */
export interface Patience {
  /** Real time. */
  readonly timeoutMs: number;
  /** Ends the waiting early. */
  readonly signal: AbortSignal | undefined;
}

export interface Login {
  readonly authorization: Authorization;
  readonly settle: Settle;
}

/**
 * Passes the login guard with what the credential is now: at once when the bank has accepted it lately.
 *
 * @throws {GatewayError} as {@link LoginGuard.admit}, and `UPSTREAM_UNAVAILABLE` (`TIMEOUT`, `ABORTED`) when the patience
 *   is over: nothing was sent.
 */
export function logIn(
  call: Call,
  credential: Credential,
  authorization: Authorization,
  guard: LoginGuard,
  patience: () => Patience,
): Login | Promise<Login> {
  const settle = guard.admitKnown(authorization.name);
  return settle === undefined
    ? proveLogin(call, credential, authorization, guard, patience())
    : { authorization, settle };
}

/** Who had to wait at the guard may find that the token was renewed meanwhile. */
async function proveLogin(
  call: Call,
  credential: Credential,
  authorization: Authorization,
  guard: LoginGuard,
  { timeoutMs, signal }: Patience,
): Promise<Login> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(tooLate(call)), timeoutMs);
  const ended = signal === undefined ? late.signal : AbortSignal.any([late.signal, signal]);
  const admit = ({ name }: Authorization) => guard.admit(name, ended).catch(orAbandoned(call));
  try {
    const settle = await admit(authorization);
    const current = await currentOf(credential, authorization);
    if (current.value === authorization.value) return { authorization, settle };
    settle('UNKNOWN');
    return { authorization: current, settle: await admit(current) };
  } finally {
    clearTimeout(timer);
  }
}

async function currentOf(credential: Credential, before: Authorization): Promise<Authorization> {
  try {
    return await credential.authorization();
  } catch {
    return before;
  }
}

/** Who waits stops with a reason of this gateway, or since the caller has gone. */
export function orAbandoned(call: Call): (error: unknown) => never {
  return (error) => {
    throw error instanceof GatewayError ? error : abandoned(call);
  };
}
