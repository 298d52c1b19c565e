import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { GatewayError } from '../../errors.js';

/** What proves to the bank who asks. Never logged, never part of a message. */
export interface Authorization {
  /** The value of the header `Authorization`. */
  readonly value: string;
  /** What it is known by inside this process: a keyed hash, useless outside. */
  readonly name: string;
}

/** Whom the bank sees. Never logged, never part of a message. */
export interface Credential {
  /**
   * Name of the caller inside this process, or inside those that {@link sharePrincipals}: a keyed hash, equal for equal
   * credentials, useless outside. Budgets and fairness count by it.
   */
  readonly principal: string;
  /**
   * Whose credential it is, over restarts and renewed tokens: keys of payments belong to it, so it must be known for
   * certain, not claimed by the caller. Not a secret, nor to be logged. Without it the bank must be asked.
   */
  readonly identity?: string | undefined;
  authorization(): Authorization | Promise<Authorization>;
  /** Called when the bank called `refused` invalid. Resolves to another value, or `undefined` when there is none. */
  renew?(refused: Authorization): Promise<Authorization | undefined>;
}

/** An API key: sent raw as `login:secret`, without a scheme. Source: docs.qonto.com, authentication, read 2026-11-20. */
export function apiKey(login: string, secret: string): Credential {
  return { ...fixed(`${login}:${secret}`), identity: `login ${login}` };
}

/**
 * An OAuth access token that somebody else keeps alive.
 *
 * @param identity Whose tokens these are, when that is known; see {@link Credential.identity}.
 */
export function bearerToken(token: string, identity?: string): Credential {
  return { ...fixed(`Bearer ${token}`), identity };
}

/**
 * The caller's own `Authorization` header (API key or Bearer), passed on to the bank for this request only.
 *
 * It has no identity: anybody can write a login that is not theirs, and what was paid under a key must be told to nobody
 * before the bank has accepted the secret.
 */
export function passThrough(authorization: string): Credential {
  return fixed(authorization);
}

/** A keyed hash of a secret: stable within this process, not reversible, worthless elsewhere. */
export function principalOf(secret: string): string {
  return createHmac('sha256', principalKey).update(secret).digest('base64url');
}

export function authorizationOf(value: string): Authorization {
  return { value, name: principalOf(value) };
}

let principalKey = randomBytes(32);

/** Gives callers the same names in all processes that have this secret. To be called before a credential is made. */
export function sharePrincipals(secret: string): void {
  principalKey = Buffer.from(hkdfSync('sha256', secret, '', 'principals', 32));
}

function fixed(value: string): Credential {
  if (!isHeaderValue(value))
    throw new GatewayError(
      'UNAUTHENTICATED',
      'The credential for the bank is not a valid Authorization header.',
      {
        reason: 'CREDENTIAL_MALFORMED',
      },
    );
  const authorization = authorizationOf(value);
  return { principal: authorization.name, authorization: () => authorization };
}

/** Printable ASCII, at most 4 kB: what cannot split a header and what no real credential exceeds. */
function isHeaderValue(value: string): boolean {
  return value.length <= 4096 && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value);
}
