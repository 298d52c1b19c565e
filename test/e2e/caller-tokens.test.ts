import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { MemoryFeed } from '../../src/datasources/events/index.js';
import { EventStream } from '../support/event-stream.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { sendWebhook, webhookBody, webhookSecret } from '../support/webhook.js';

/** The clock of the gateway stands still there. */
const nowSeconds = Date.parse('2026-03-20T12:00:00Z') / 1000;
const issuer = 'https://login.example';
const audience = 'qonto-gateway';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let pair: Pair;
let stranger: Pair;
let server: Server;
let gateway: TestGateway;
/** What the issuer publishes; undefined: it is away. */
let published: object | undefined;
let asked = 0;

beforeAll(async () => {
  pair = await generateKeyPair('ES256', { extractable: true });
  stranger = await generateKeyPair('ES256', { extractable: true });
  published = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' }] };
  server = createServer((_request, response) => {
    asked++;
    response.statusCode = published === undefined ? 503 : 200;
    response.end(JSON.stringify(published ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  gateway = await startGateway({}, {}, { callers: { keys: [], issuer: issuerAt(server) } });
});
afterAll(async () => {
  await gateway.close();
  server.close();
});

function issuerAt(at: Server) {
  const { port } = at.address() as { port: number };
  return { jwksUrl: new URL(`http://127.0.0.1:${port}/jwks`), issuer, audience, rolesClaim: 'roles' };
}

const claims = (changes: object = {}) => ({
  iss: issuer,
  aud: audience,
  sub: 'worker 7',
  exp: nowSeconds + 300,
  roles: ['read'],
  ...changes,
});
const signed = (changes: object = {}, by: Pair = pair, kid = 'one') =>
  new SignJWT(claims(changes)).setProtectedHeader({ alg: 'ES256', kid }).sign(by.privateKey);
const asks = async (token: string, document = '{ organization { slug } }') =>
  gateway.ask(document, {}, { authorization: `Bearer ${token}` });

it('answers whoever shows a token of the issuer for this gateway', async () => {
  const { status, errors, calls } = await asks(await signed());
  expect([status, errors, calls]).toEqual([200, [], ['GET /v2/organization']]);
});

it('takes roles from a list or a text, and none that it does not know', async () => {
  const cancel = 'mutation { cancelTransfer(input: { id: "1" }) { userErrors { code } } }';
  expect((await asks(await signed({ roles: 'read pay' }), cancel)).status).toBe(200);
  expect((await asks(await signed({ roles: ['read', 'admin', 'PAY'] }), cancel)).status).toBe(403);
  expect((await asks(await signed({ roles: { pay: true } }))).status).toBe(403);
  expect((await asks(await signed({ roles: undefined }))).status).toBe(403);
});

it.each<[string, () => Promise<string> | string]>([
  ['signed by somebody else', () => signed({}, stranger)],
  ['signed under a key that the issuer does not have', () => signed({}, stranger, 'two')],
  ['that has ended', () => signed({ exp: nowSeconds - 31 })],
  ['that never ends', () => signed({ exp: undefined })],
  ['that begins later', () => signed({ nbf: nowSeconds + 31 })],
  ['meant for somebody else', () => signed({ aud: 'another-service' })],
  ['of another issuer', () => signed({ iss: 'https://login.example.evil' })],
  ['without a subject', () => signed({ sub: undefined })],
  ['with no signature at all', () => new UnsecuredJWT(claims()).encode()],
  [
    'signed with the public key as a shared secret',
    async () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', kid: 'one' })
        .sign(Buffer.from(JSON.stringify(await exportJWK(pair.publicKey)))),
  ],
  [
    'that brings its own key along',
    async () =>
      new SignJWT(claims())
        .setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(stranger.publicKey) })
        .sign(stranger.privateKey),
  ],
  ['whose claims were changed after it was signed', async () => changed(await signed())],
  ['that is no token', () => 'a.b.c'],
])('refuses a token %s', async (_, make) => {
  const { status, errors, calls } = await asks(await make());
  expect([status, calls]).toEqual([401, []]);
  expect(errors[0]!.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'CALLER_UNKNOWN' });
});

it('grants 30 seconds to clocks that are apart', async () => {
  expect((await asks(await signed({ exp: nowSeconds - 29 }))).status).toBe(200);
  expect((await asks(await signed({ nbf: nowSeconds + 29 }))).status).toBe(200);
});

it('asks the issuer once, however many tokens name a key that it does not have', async () => {
  asked = 0;
  for (let count = 0; count < 20; count++) await asks(await signed({}, stranger, `key ${count}`));
  expect(asked).toBe(0);
});

it('says that it cannot tell, and may later, while the issuer was never to be had', async () => {
  const present = published;
  published = undefined;
  const other = await startGateway({}, {}, { callers: { keys: [], issuer: issuerAt(server) } });
  const headers = { authorization: `Bearer ${await signed()}` };
  const { status, errors } = await other.ask('{ organization { slug } }', {}, headers);
  expect(status).toBe(502);
  expect(errors[0]!.extensions).toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    reason: 'TOKEN_ISSUER',
    retryable: true,
  });
  published = present;
  await other.control('POST clock', { advanceSeconds: 31 });
  expect((await other.ask('{ organization { slug } }', {}, headers)).status).toBe(200);
  await other.close();
});

it('tells nothing more on a stream whose token has ended', async () => {
  const live = { changes: new MemoryFeed(), webhook: { secrets: [webhookSecret] } };
  const other = await startGateway(
    { sizes: { transactions: 0 } },
    {},
    { callers: { keys: [], issuer: issuerAt(server) }, live },
  );
  const headers = { authorization: `Bearer ${await signed({ exp: nowSeconds + 60 })}` };
  const { data } = await other.ask<{ organization: { id: string } }>('{ organization { id } }', {}, headers);
  const tell = async () => {
    const { id } = await other.control<{ id: string }>('POST insert', { resource: 'transactions' });
    await sendWebhook(other.url, webhookBody({ organizationId: data.organization.id, objectId: id }));
  };
  const stream = await EventStream.open(other.url, 'subscription { transactionChanged { id } }', {}, headers);
  await tell();
  expect((await stream.first(1))[0]!.result).toMatchObject({
    data: { transactionChanged: { id: expect.any(String) as string } },
  });
  await other.control('POST clock', { advanceSeconds: 90 });
  await tell();
  const [, last, end] = await stream.all();
  expect(last!.result).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(last!.result!.data ?? null).toBeNull();
  expect(end!.event).toBe('complete');
  await other.close();
});

/** The same signature under other claims. */
function changed(token: string): string {
  const [head, , signature] = token.split('.');
  const claimed = Buffer.from(JSON.stringify(claims({ roles: ['read', 'pay'] }))).toString('base64url');
  return `${head}.${claimed}.${signature}`;
}
