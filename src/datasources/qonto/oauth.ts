import { z } from 'zod';
import { GatewayError } from '../../errors.js';
import { jsonOf } from '../../json.js';
import { type Authorization, authorizationOf, type Credential, principalOf } from './credential.js';

/** The registered application and the consent of one account holder. */
export interface OAuthGrant {
  /** e.g. `https://oauth.qonto.com/oauth2/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Good for 90 days; every use gives a new one, the old one works for about another minute. */
  readonly refreshToken: string;
  /**
   * Gets every new refresh token before anything is sent with its access token. Who does not keep it must
   * ask for consent again after a restart.
   */
  readonly onRotate?: ((refreshToken: string) => void | Promise<void>) | undefined;
}

/**
 * Posts a form to the token endpoint, once.
 *
 * @throws when there was no whole answer.
 */
export type PostForm = (url: string, form: URLSearchParams) => Promise<{ status: number; text: string }>;

/** Renewed so long before its end that no request meets the end on its way; a shorter life is used by half. */
const EARLY_MS = 60_000;

/**
 * An OAuth credential that stays alive: one refresh at a time, shared by all who wait for it.
 *
 * Source: docs.qonto.com, OAuth 2.0, read 2026-11-20: credentials in the form, not in a header; an access token lives
 * for one hour; refresh tokens rotate.
 */
export class OAuthCredential implements Credential {
  readonly principal: string;
  readonly identity: string;
  #refreshToken: string;
  #access: { readonly authorization: Authorization; readonly staleAt: number } | undefined;
  #refreshing: Promise<Authorization> | undefined;
  #revoked = false;

  constructor(
    private readonly grant: OAuthGrant,
    private readonly post: PostForm,
    private readonly clock: () => number,
  ) {
    this.principal = principalOf(`${grant.clientId} ${grant.refreshToken}`);
    this.identity = `client ${grant.clientId}`;
    this.#refreshToken = grant.refreshToken;
  }

  async authorization(): Promise<Authorization> {
    if (this.#access !== undefined && this.clock() < this.#access.staleAt) return this.#access.authorization;
    return this.#renewed();
  }

  async renew(refused: Authorization): Promise<Authorization> {
    if (this.#access?.authorization.value === refused.value) this.#access = undefined;
    return this.authorization();
  }

  #renewed(): Promise<Authorization> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<Authorization> {
    if (this.#revoked) throw revoked();
    const { status, text } = await this.#ask();
    const body = jsonOf(text);
    if (status < 200 || status > 299) throw this.#refusal(status, body);
    const parsed = tokenAnswer.safeParse(body);
    if (!parsed.success) throw unavailable('the answer of the token endpoint cannot be read');
    const { access_token, expires_in, refresh_token } = parsed.data;
    const authorization = authorizationOf(`Bearer ${access_token}`);
    const staleAt = this.clock() + Math.max(expires_in * 1000 - EARLY_MS, expires_in * 500);
    try {
      await this.#rotate(refresh_token);
    } finally {
      this.#access = { authorization, staleAt };
    }
    return authorization;
  }

  async #rotate(refreshToken: string | undefined): Promise<void> {
    if (refreshToken === undefined || refreshToken === this.#refreshToken) return;
    this.#refreshToken = refreshToken;
    await this.grant.onRotate?.(refreshToken);
  }

  /** Asked twice when the line breaks: the old refresh token still works for about a minute. */
  async #ask(): Promise<{ status: number; text: string }> {
    const { tokenUrl, clientId, clientSecret } = this.grant;
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: this.#refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    });
    try {
      return await this.post(tokenUrl, form).catch(() => this.post(tokenUrl, form));
    } catch {
      throw unavailable('the token endpoint does not answer');
    }
  }

  #refusal(status: number, body: unknown): GatewayError {
    const error = tokenRefusal.safeParse(body).data?.error;
    if (error === 'invalid_grant') {
      this.#revoked = true;
      return revoked();
    }
    if (status === 429 || status >= 500) return unavailable('the token endpoint failed', status);
    const message = `OAuth: the bank does not accept this application (HTTP ${status})`;
    return new GatewayError('UNAUTHENTICATED', message, {
      retryable: false,
      reason: 'OAUTH_CLIENT',
      upstream: { status },
    });
  }
}

const tokenAnswer = z.object({
  // What would split a header is no token.
  access_token: z.string().regex(/^[\x21-\x7e]{1,4000}$/),
  expires_in: z.number().nonnegative(),
  refresh_token: z.string().min(1).optional(),
});

const tokenRefusal = z.object({ error: z.string() });

function revoked(): GatewayError {
  const message =
    'OAuth: the consent has ended or was withdrawn; the account holder has to connect the application again';
  return new GatewayError('UNAUTHENTICATED', message, { retryable: false, reason: 'GRANT_REVOKED' });
}

function unavailable(words: string, status?: number): GatewayError {
  return new GatewayError('UPSTREAM_UNAVAILABLE', `OAuth: ${words}`, {
    retryable: true,
    reason: 'TOKEN_ENDPOINT',
    ...(status === undefined ? {} : { upstream: { status } }),
  });
}
