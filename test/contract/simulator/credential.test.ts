import { startedSimulator, type Caller, type Reply } from '../../support/simulator-caller.js';

let bank: Caller;
beforeEach(async () => {
  bank = await startedSimulator({ sizes: { transactions: 20 } });
});
afterEach(() => bank.simulator.close());

function organization(authorization: string): Promise<Reply> {
  return bank.ask('GET', '/v2/organization', undefined, { Authorization: authorization });
}

it.each(['demo-organization:demo-secret', 'Bearer demo-token', 'bearer demo-token'])(
  'lets %s in',
  async (header) => {
    expect((await organization(header)).status).toBe(200);
  },
);

it.each([
  ['nothing', '', 'authorization_header_missing'],
  ['an unknown token', 'Bearer wrong', 'authorization_token_invalid'],
  ['an unknown key', 'demo-organization:wrong', 'authorization_token_invalid'],
])('answers %s with 401', async (_, header, code) => {
  const reply = await organization(header);
  expect([reply.status, reply.at('errors.0.code')]).toEqual([401, code]);
  expect(reply.at('trace_id')).toBe(reply.headers.get('x-tyk-trace-id'));
});

it('names the scope a token lacks', async () => {
  await bank.control('POST', 'credentials', { authorization: 'Bearer narrow', scopes: ['client.read'] });
  const reply = await organization('Bearer narrow');
  expect(reply.status).toBe(403);
  expect(reply.at('errors.0.detail')).toContain('missing required oauth scope');
  expect(reply.at('errors.0.detail')).toContain('organization.read');
});

it('opens an attachment with either of the two documented scopes', async () => {
  for (const scope of ['attachment.read', 'organization.read']) {
    await bank.control('POST', 'credentials', { authorization: `Bearer ${scope}`, scopes: [scope] });
    const headers = { Authorization: `Bearer ${scope}` };
    // Found or not is another matter: the door is open.
    expect((await bank.ask('GET', '/v2/attachments/unknown', undefined, headers)).status).toBe(404);
  }
});

it('turns API keys away from families that are for OAuth only', async () => {
  const headers = { Authorization: 'demo-organization:demo-secret' };
  const reply = await bank.ask('DELETE', '/v2/oauth2/consents', undefined, headers);
  expect([reply.status, reply.at('errors.0.detail')]).toEqual([
    401,
    'OAuth2 authentication is required here',
  ]);
});

it('demands the staging token when it plays the sandbox, by a page or a redirection instead of an error', async () => {
  await bank.control('POST', 'settings', { stagingToken: 'staging' });
  const replies = [
    await fetch(`${bank.simulator.url}/v2/organization`, { redirect: 'manual' }),
    await fetch(`${bank.simulator.url}/v2/organization`, { redirect: 'manual' }),
  ];
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 302]));
  expect(replies.map((reply) => reply.headers.get('content-type'))).toContain('text/html; charset=utf-8');
  const headers = { 'X-Qonto-Staging-Token': 'staging' };
  expect((await bank.ask('GET', '/v2/organization', undefined, headers)).status).toBe(200);
});

describe('the token endpoint', () => {
  async function token(
    fields: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${bank.simulator.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'demo-client', client_secret: 'demo-client-secret', ...fields }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  function refresh(refreshToken: unknown): ReturnType<typeof token> {
    return token({ grant_type: 'refresh_token', refresh_token: String(refreshToken) });
  }

  it('gives an access token for one hour of the bank’s clock', async () => {
    const { status, body } = await refresh('ory_rt_demo');
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 3600, token_type: 'bearer' });
    const header = `Bearer ${String(body['access_token'])}`;
    await bank.control('POST', 'clock', { advanceSeconds: 3_599 });
    expect((await organization(header)).status).toBe(200);
    await bank.control('POST', 'clock', { advanceSeconds: 1 });
    expect((await organization(header)).at('errors.0.code')).toBe('authorization_token_invalid');
  });

  it('rotates the refresh token, and takes the old one for another minute', async () => {
    const first = await refresh('ory_rt_demo');
    expect(first.body['refresh_token']).not.toBe('ory_rt_demo');
    await bank.control('POST', 'clock', { advanceSeconds: 59 });
    expect((await refresh('ory_rt_demo')).status).toBe(200);
    await bank.control('POST', 'clock', { advanceSeconds: 1 });
    const late = await refresh('ory_rt_demo');
    expect([late.status, late.body['error']]).toEqual([400, 'invalid_grant']);
    expect((await refresh(first.body['refresh_token'])).status).toBe(200);
  });

  it('exchanges a code once, for the scopes that were asked for', async () => {
    const query = new URLSearchParams({
      client_id: 'demo-client',
      redirect_uri: 'https://app.example/back',
      scope: 'client.read offline_access',
      response_type: 'code',
      state: 'abc',
    });
    const consent = await fetch(`${bank.simulator.url}/oauth2/auth?${query.toString()}`, {
      redirect: 'manual',
    });
    const back = new URL(consent.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('abc');
    const fields = { grant_type: 'authorization_code', code: back.searchParams.get('code') ?? '' };
    const { body } = await token(fields);
    expect(body['scope']).toBe('client.read offline_access');
    expect((await organization(`Bearer ${String(body['access_token'])}`)).status).toBe(403);
    expect((await token(fields)).body['error']).toBe('invalid_grant');
  });

  it('refuses a wrong client', async () => {
    const { status, body } = await token({ client_secret: 'wrong', grant_type: 'refresh_token' });
    expect([status, body['error']]).toEqual([401, 'invalid_client']);
  });
});
