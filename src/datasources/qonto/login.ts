import { abandoned, tooLate } from './answer.js';
import type { Call } from './call.js';
import type { Authorization, Credential } from './credential.js';
import type { Departure } from './departure.js';
import type { LoginGuard, Settle } from './login-guard.js';

/** How long somebody waits before anything is sent. */
export interface Patience {
  /** Real time. */
  readonly timeoutMs: number;
  /** Of its caller, which ends the waiting early. */
  readonly departure: Departure | undefined;
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
  { timeoutMs, departure }: Patience,
): Promise<Login> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(tooLate(call)), timeoutMs);
  const onGone = (): void => over.abort(abandoned(call));
  if (departure?.hasHappened) onGone();
  departure?.add(onGone);
  const admit = ({ name }: Authorization): Promise<Settle> => guard.admit(name, over.signal);
  try {
    const settle = await admit(authorization);
    const current = await currentOf(credential, authorization);
    if (current.value === authorization.value) return { authorization, settle };
    settle('UNKNOWN');
    return { authorization: current, settle: await admit(current) };
  } finally {
    clearTimeout(timer);
    departure?.delete(onGone);
  }
}

async function currentOf(credential: Credential, before: Authorization): Promise<Authorization> {
  try {
    return await credential.authorization();
  } catch {
    return before;
  }
}
