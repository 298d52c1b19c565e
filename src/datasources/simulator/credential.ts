import { shelf, type Bank } from './bank.js';
import type { Answer } from './answer.js';
import { refuse } from './refusal.js';

/** Who calls. */
export interface Caller {
  readonly kind: 'api-key' | 'oauth';
  /** Null means every scope. API keys know no scopes. */
  readonly scopes: readonly string[] | null;
  /** `owner`, `admin`, `manager`, `reporting`, `employee` or `accountant`. */
  readonly role: string;
}

/** What a credential is made of; `text` is the whole `Authorization` header. */
export interface Credential extends Caller {
  readonly text: string;
  /** On the bank's clock; never when absent. */
  readonly expiresAtMs?: number;
}

export const DEFAULT_API_KEY = 'demo-organization:demo-secret';
export const DEFAULT_ACCESS_TOKEN = 'demo-token';

/** The credentials the bank knows. */
export class Credentials {
  readonly #bank: Bank;
  readonly #known = new Map<string, Credential>();

  constructor(bank: Bank) {
    this.#bank = bank;
    this.add({ text: DEFAULT_API_KEY, kind: 'api-key', scopes: null, role: 'owner' });
    this.add({ text: `Bearer ${DEFAULT_ACCESS_TOKEN}`, kind: 'oauth', scopes: null, role: 'owner' });
  }

  add(credential: Credential): void {
    this.#known.set(credential.text, credential);
  }

  remove(text: string): void {
    this.#known.delete(text);
  }

  /** The caller behind an `Authorization` header, or the bank's 401. */
  identify(header: string | undefined): Caller | { readonly refusal: Answer } {
    if (header === undefined || header === '')
      return {
        refusal: refuse(401, 'authorization_header_missing', 'authorization header missing'),
      };
    const known = this.#known.get(header.replace(/^bearer /i, 'Bearer '));
    if (known === undefined || (known.expiresAtMs ?? Infinity) <= this.#bank.now().getTime())
      return { refusal: refuse(401, 'authorization_token_invalid', 'authorization token invalid') };
    return known;
  }
}

export const credentials = shelf('credentials', (bank) => new Credentials(bank));

/**
 * Says no to a caller who may not use a route.
 * Source: qontoctl, live 2026 (OAuth-only families, missing scope); Qonto's Postman collections (role).
 */
export function forbid(
  caller: Caller,
  route: {
    readonly scopes: readonly string[];
    readonly oauthOnly?: boolean;
    readonly roles?: readonly string[];
  },
): Answer | undefined {
  if (route.oauthOnly === true && caller.kind === 'api-key')
    return refuse(401, 'unauthorized', 'OAuth2 authentication is required here');
  const granted = caller.scopes;
  if (granted !== null && route.scopes.length > 0 && !route.scopes.some((scope) => granted.includes(scope)))
    return refuse(403, 'forbidden', `missing required oauth scope: ${route.scopes[0]}`);
  if (route.roles !== undefined && !route.roles.includes(caller.role))
    return refuse(403, 'forbidden', 'User does not have sufficient permissions for this action.');
  return undefined;
}
