import { apiKey, bearerToken, passThrough, principalOf } from '../../../src/datasources/qonto/credential.js';
import { OAuthCredential, type OAuthGrant, type PostForm } from '../../../src/datasources/qonto/oauth.js';
import { ScriptedBank, closeBanks, json } from './scripted-bank.js';

afterEach(closeBanks);

const grant: OAuthGrant = {
  tokenUrl: 'https://oauth.example/oauth2/token',
  clientId: 'client-1',
  clientSecret: 'hush-1',
  refreshToken: 'refresh-0',
};

/** A token endpoint that rotates: every answer has the next tokens. */
function endpoint(): { post: PostForm; forms: Record<string, string>[] } {
  const forms: Record<string, string>[] = [];
  const post: PostForm = async (_, form) => {
    forms.push(Object.fromEntries(form));
    await new Promise(setImmediate);
    const tokens = {
      access_token: `access-${forms.length}`,
      refresh_token: `refresh-${forms.length}`,
      expires_in: 3600,
    };
    return { status: 200, text: JSON.stringify(tokens) };
  };
  return { post, forms };
}

describe('an OAuth credential', () => {
  it('refreshes once for a hundred callers, with its credentials in the form', async () => {
    const { post, forms } = endpoint();
    const credential = new OAuthCredential(grant, post, () => 0);
    const values = await Promise.all(Array.from({ length: 100 }, () => credential.authorization()));
    expect(new Set(values.map(({ value }) => value))).toEqual(new Set(['Bearer access-1']));
    expect(forms).toEqual([
      {
        grant_type: 'refresh_token',
        refresh_token: 'refresh-0',
        client_id: 'client-1',
        client_secret: 'hush-1',
      },
    ]);
  });

  it('refreshes a minute before the end, with the rotated token, which is handed out before use', async () => {
    const { post, forms } = endpoint();
    let now = 0;
    const order: string[] = [];
    const onRotate = async (token: string): Promise<void> => {
      await new Promise(setImmediate);
      order.push(token);
    };
    const credential = new OAuthCredential({ ...grant, onRotate }, post, () => now);
    order.push((await credential.authorization()).value);
    now = 3_540_000 - 1;
    order.push((await credential.authorization()).value);
    now = 3_540_000;
    const both = await Promise.all([credential.authorization(), credential.authorization()]);
    order.push(...both.map(({ value }) => value));
    expect(order).toEqual([
      'refresh-1',
      'Bearer access-1',
      'Bearer access-1',
      'refresh-2',
      'Bearer access-2',
      'Bearer access-2',
    ]);
    expect(forms.map((form) => form['refresh_token'])).toEqual(['refresh-0', 'refresh-1']);
  });

  it('hands the access token to nobody before the rotation is kept', async () => {
    const { post } = endpoint();
    let kept = (): void => undefined;
    const onRotate = (): Promise<void> => new Promise((resolve) => (kept = resolve));
    const credential = new OAuthCredential({ ...grant, onRotate }, post, () => 0);
    let used = 0;
    const first = credential.authorization().then(() => used++);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = credential.authorization().then(() => used++);
    await new Promise(setImmediate);
    expect(used).toBe(0);
    kept();
    await Promise.all([first, second]);
    expect(used).toBe(2);
  });

  it('renews a refused token once, however late the others report it', async () => {
    const { post, forms } = endpoint();
    const credential = new OAuthCredential(grant, post, () => 0);
    const refused = await credential.authorization();
    const renewed = [await credential.renew(refused), await credential.renew(refused)];
    expect(renewed.map(({ value }) => value)).toEqual(['Bearer access-2', 'Bearer access-2']);
    expect(forms).toHaveLength(2);
  });

  it('does not refresh without end when tokens live for a minute only', async () => {
    const tokens = await ScriptedBank.play([json({ access_token: 'brief', expires_in: 60 })]);
    const bank = await ScriptedBank.play([json({ ok: true })]);
    const credential = bank.transport.oauth({ ...grant, tokenUrl: `${tokens.origin}/oauth2/token` });
    await bank.session({ credential }).send({ method: 'GET', path: '/v2/labels' });
    expect(tokens.seen).toHaveLength(1);
  });

  it('says that consent has ended, and does not ask again', async () => {
    let asked = 0;
    const post: PostForm = async () => {
      asked++;
      return { status: 400, text: '{"error":"invalid_grant","error_description":"refresh-0 is gone"}' };
    };
    const credential = new OAuthCredential(grant, post, () => 0);
    for (let i = 0; i < 3; i++)
      await expect(credential.authorization()).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
        message:
          'OAuth: the consent has ended or was withdrawn; the account holder has to connect the application again',
        details: { reason: 'GRANT_REVOKED' },
      });
    expect(asked).toBe(1);
  });

  it('asks once more when the line breaks, and then says that the endpoint is away', async () => {
    let asked = 0;
    const post: PostForm = async () => {
      asked++;
      throw new Error('refresh-0');
    };
    const credential = new OAuthCredential(grant, post, () => 0);
    await expect(credential.authorization()).rejects.toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      message: 'OAuth: the token endpoint does not answer',
    });
    expect(asked).toBe(2);
  });

  it.each([
    [200, '{"access_token":"a\\r\\nb","expires_in":1}', 'UPSTREAM_UNAVAILABLE'],
    [200, '<html>', 'UPSTREAM_UNAVAILABLE'],
    [503, '', 'UPSTREAM_UNAVAILABLE'],
    [401, '{"error":"invalid_client"}', 'UNAUTHENTICATED'],
  ])('takes %i %s for no token', async (status, text, code) => {
    const credential = new OAuthCredential(
      grant,
      async () => ({ status, text }),
      () => 0,
    );
    await expect(credential.authorization()).rejects.toMatchObject({ code });
  });
});

describe('a token that the bank no longer accepts', () => {
  const invalid = json({ errors: [{ code: 'authorization_token_invalid' }] }, 401);

  it('is renewed once for all who meet that, reads and writes', async () => {
    const tokens = await ScriptedBank.play([
      json({ access_token: 'old', expires_in: 3600 }),
      json({ access_token: 'new', expires_in: 3600 }),
    ]);
    const bank = await ScriptedBank.play([
      (response, request) =>
        (request.headers.authorization === 'Bearer new' ? json({ ok: true }) : invalid)(response, request),
    ]);
    const credential = bank.transport.oauth({ ...grant, tokenUrl: `${tokens.origin}/oauth2/token` });
    const session = bank.session({ credential });
    const calls = [1, 2, 3, 4].map((page) =>
      session.send({ method: 'GET', path: '/v2/labels', query: { page } }),
    );
    const write = session.send({ method: 'POST', path: '/v2/clients', body: {} });
    expect((await Promise.all([...calls, write])).map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200,
    ]);
    expect(tokens.seen).toHaveLength(2);
    expect(tokens.seen[0]).toMatchObject({ method: 'POST', url: '/oauth2/token' });
    expect(tokens.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('is renewed no more than once per call', async () => {
    const tokens = await ScriptedBank.play([
      json({ access_token: 'a', expires_in: 3600 }),
      json({ access_token: 'b', expires_in: 3600 }),
    ]);
    const bank = await ScriptedBank.play([invalid]);
    const credential = bank.transport.oauth({ ...grant, tokenUrl: `${tokens.origin}/oauth2/token` });
    const sent = bank.session({ credential }).send({ method: 'GET', path: '/v2/labels' });
    await expect(sent).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      details: { reason: 'TOKEN_INVALID' },
    });
    expect(bank.seen).toHaveLength(2);
    expect(tokens.seen).toHaveLength(2);
  });

  it('is asked about three times in a row, then refused without asking', async () => {
    const bank = await ScriptedBank.play([invalid]);
    for (let i = 0; i < 5; i++)
      await expect(bank.session().send({ method: 'GET', path: '/v2/labels' })).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    expect(bank.seen).toHaveLength(3);
  });

  it('is not suspected for a payee proof that the bank refuses with 401', async () => {
    const bank = await ScriptedBank.play([json({ errors: [{ code: 'vop_proof_token_invalid' }] }, 401)]);
    for (let i = 0; i < 5; i++)
      await expect(
        bank.session().send({ method: 'POST', path: '/v2/sepa/transfers', body: {} }),
      ).rejects.toMatchObject({
        name: 'Rejection',
      });
    expect(bank.seen).toHaveLength(5);
  });
});

describe('a credential', () => {
  it('is sent as the bank wants it', async () => {
    expect((await apiKey('demo-1', 'secret').authorization()).value).toBe('demo-1:secret');
    expect((await bearerToken('abc').authorization()).value).toBe('Bearer abc');
    expect((await passThrough('demo-1:secret').authorization()).value).toBe('demo-1:secret');
  });

  it('has a principal that is the same for the same caller and tells nothing', () => {
    expect(apiKey('demo', 'secret').principal).toBe(passThrough('demo:secret').principal);
    expect(apiKey('demo', 'secret').principal).not.toBe(apiKey('demo', 'other').principal);
    expect(principalOf('demo:secret')).not.toContain('demo');
  });

  it.each(['', ' ', 'a\r\nx: y', 'a\nb', 'ä', 'x'.repeat(4097)])('is refused as %j', (value) => {
    expect(() => passThrough(value)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }) as Error);
  });
});
