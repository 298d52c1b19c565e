import { empty, ok, type Answer } from './answer.js';
import { shelf, type Bank } from './bank.js';
import { credentials } from './credential.js';
import { refuse, refuseToken } from './refusal.js';
import type { Resource } from './resource.js';
import type { Routes } from './routes.js';

/** The one registered application. */
export const DEMO_CLIENT = {
  client_id: 'demo-client',
  client_secret: 'demo-client-secret',
  refresh_token: 'ory_rt_demo',
} as const;

/** Source: docs.qonto.com, OAuth, read 2026-11-20: code 10 min, access 1 h, refresh 90 days, 60 s of grace. */
const ACCESS_SECONDS = 3_600;
const REFRESH_SECONDS = 90 * 86_400;
const CODE_SECONDS = 600;
const GRACE_SECONDS = 60;

/** A refresh token or an authorization code: good until it expires, or shortly after it was used. */
interface Grant {
  readonly kind: 'refresh' | 'code';
  /** Null means every scope. */
  readonly scopes: readonly string[] | null;
  diesAtMs: number;
  wasUsed: boolean;
}

/** Everything that can be exchanged for an access token. */
export const grants = shelf(
  'grants',
  (bank) =>
    new Map<string, Grant>([
      [
        DEMO_CLIENT.refresh_token,
        { kind: 'refresh', scopes: null, diesAtMs: inSeconds(bank, REFRESH_SECONDS), wasUsed: false },
      ],
    ]),
);

const routes: Routes = {
  // The owner agrees at once: no page stands between the application and its code.
  'GET /oauth2/auth': {
    scopes: [],
    open: true,
    handle: ({ query }, bank) => {
      const redirect = query.get('redirect_uri') ?? '';
      if (query.get('client_id') !== DEMO_CLIENT.client_id || !URL.canParse(redirect))
        return refuseToken(401, 'invalid_client', 'The client or its redirect_uri is unknown');
      const code = `ory_ac_${bank.newId()}`;
      const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
      bank
        .of(grants)
        .set(code, { kind: 'code', scopes, diesAtMs: inSeconds(bank, CODE_SECONDS), wasUsed: false });
      const target = new URL(redirect);
      target.searchParams.set('code', code);
      target.searchParams.set('state', query.get('state') ?? '');
      return { status: 302, headers: { Location: target.toString() } };
    },
  },

  // Credentials belong into the body; there is no Basic header. Source: Qonto's Postman collections, 2026.
  'POST /oauth2/token': {
    scopes: [],
    open: true,
    handle: ({ body }, bank) => {
      const form = new URLSearchParams(body.toString('utf8'));
      if (
        form.get('client_id') !== DEMO_CLIENT.client_id ||
        form.get('client_secret') !== DEMO_CLIENT.client_secret
      )
        return refuseToken(401, 'invalid_client', 'Client authentication failed');
      switch (form.get('grant_type')) {
        case 'refresh_token':
          return exchange(form.get('refresh_token') ?? '', 'refresh', bank);
        case 'authorization_code':
          return exchange(form.get('code') ?? '', 'code', bank);
        default:
          return refuseToken(400, 'unsupported_grant_type', 'The grant type is not supported');
      }
    },
  },

  'POST /oauth2/revoke': {
    scopes: [],
    open: true,
    handle: ({ body }, bank) => {
      const token = new URLSearchParams(body.toString('utf8')).get('token') ?? '';
      bank.of(grants).delete(token);
      bank.of(credentials).remove(`Bearer ${token}`);
      return empty(200);
    },
  },

  // Disconnects the application. Source: Qonto's Postman collections, 2026.
  'DELETE /v2/oauth2/consents': {
    scopes: ['organization.read'],
    oauthOnly: true,
    handle: ({ headers }, bank) => {
      if (headers.authorization === undefined) return refuse(401, 'unauthorized', 'No consent');
      bank.of(credentials).remove(headers.authorization);
      bank.of(grants).clear();
      return empty();
    },
  },
};

export const oauthResource: Resource = { name: 'oauth', routes };

/** Gives a new pair of tokens; the old refresh token lives on for a minute, a code dies at once. */
function exchange(token: string, kind: Grant['kind'], bank: Bank): Answer {
  const grant = bank.of(grants).get(token);
  if (grant === undefined || grant.kind !== kind || grant.diesAtMs <= bank.now().getTime())
    return refuseToken(400, 'invalid_grant', 'The provided grant is invalid, expired or has been used');
  if (!grant.wasUsed) {
    grant.wasUsed = true;
    grant.diesAtMs = inSeconds(bank, kind === 'code' ? 0 : GRACE_SECONDS);
  }
  const { scopes } = grant;
  const access = `ory_at_${bank.newId()}`;
  bank.of(credentials).add({
    text: `Bearer ${access}`,
    kind: 'oauth',
    scopes,
    role: 'owner',
    expiresAtMs: inSeconds(bank, ACCESS_SECONDS),
  });
  const answer = { access_token: access, expires_in: ACCESS_SECONDS, scope: (scopes ?? []).join(' ') };
  if (scopes !== null && !scopes.includes('offline_access')) return ok({ ...answer, token_type: 'bearer' });
  const refresh = `ory_rt_${bank.newId()}`;
  bank.of(grants).set(refresh, {
    kind: 'refresh',
    scopes,
    diesAtMs: inSeconds(bank, REFRESH_SECONDS),
    wasUsed: false,
  });
  return ok({ ...answer, refresh_token: refresh, token_type: 'bearer' });
}

function inSeconds(bank: Bank, seconds: number): number {
  return bank.now().getTime() + seconds * 1000;
}
