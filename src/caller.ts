/** What callers of the gateway may be allowed to do. None of them implies another. */
export const roles = ['read', 'write', 'pay'] as const;

/** `read`: queries, subscriptions and files; `write`: mutations; `pay`: the mutations that move money. */
export type Role = (typeof roles)[number];

/** Somebody who showed a key of the gateway, or a token of its issuer. */
export interface Caller {
  /**
   * The same over restarts and renewed keys and tokens; not a secret, and nothing about a person. Limits are counted and
   * lines are logged under it, and keys of payments belong to it.
   */
  readonly name: string;
  readonly roles: ReadonlySet<Role>;
  /** When its token ends, in milliseconds since 1970: a stream must not outlive it. */
  readonly endsAtMs?: number;
}

/** How the gateway knows its callers, by either of the two. */
export interface CallerSources {
  readonly keys: readonly GatewayKey[];
  readonly issuer: TokenIssuer | undefined;
}

/** A key by its hash: the key itself is with the caller alone. */
export interface GatewayKey extends Caller {
  /** SHA-256 of the key, 32 bytes. */
  readonly sha256: Buffer;
}

/** Whose JSON Web Tokens are taken. */
export interface TokenIssuer {
  /** Where the issuer publishes its keys, as a JSON Web Key Set. */
  readonly jwksUrl: URL;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that lists the roles. */
  readonly rolesClaim: string;
}

export function isRole(word: unknown): word is Role {
  return roles.some((role) => role === word);
}
