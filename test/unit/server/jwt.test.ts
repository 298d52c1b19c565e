import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { GatewayTokens } from '../../../src/server/jwt.js';

const minuteMs = 60_000;
let nowMs = Date.parse('2026-03-20T12:00:00Z');
/** jose looks at the time of day itself to see how old the keys of an issuer are. */
beforeEach(() => void jest.spyOn(Date, 'now').mockImplementation(() => nowMs));
afterEach(() => jest.restoreAllMocks());

it('counts on the last keys of an issuer that is away, asks it every 30 s, and takes its new ones', async () => {
  const old = await generateKeyPair('ES256', { extractable: true });
  const next = await generateKeyPair('ES256', { extractable: true });
  const setOf = async ({ publicKey }: typeof old, kid: string) => ({
    keys: [{ ...(await exportJWK(publicKey)), kid }],
  });
  let published: object | undefined = await setOf(old, 'old');
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.statusCode = published === undefined ? 503 : 200;
    response.end(JSON.stringify(published ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const tokens = new GatewayTokens({
    jwksUrl: new URL(`http://127.0.0.1:${port}`),
    issuer: 'https://login.example',
    audience: 'gateway',
    rolesClaim: 'roles',
  });
  const by = ({ privateKey }: typeof old, kid: string) =>
    new SignJWT({ iss: 'https://login.example', aud: 'gateway', sub: 'a', exp: nowMs / 1000 + 86_400 })
      .setProtectedHeader({ alg: 'ES256', kid })
      .sign(privateKey);
  const [byOld, byNext] = [await by(old, 'old'), await by(next, 'next')];
  const endsAtMs = nowMs + 86_430_000;
  const caller = { name: expect.stringMatching(/^jwt-[\w-]{22}$/) as string, roles: new Set(), endsAtMs };

  expect(await tokens.callerOf(byOld)).toEqual(caller);
  expect(await tokens.callerOf(byOld)).toEqual(caller);
  expect(asked).toBe(1);

  published = undefined;
  nowMs += 60 * minuteMs;
  for (let count = 0; count < 5; count++) expect(await tokens.callerOf(byOld)).toEqual(caller);
  expect(await tokens.callerOf(byNext)).toBeUndefined();
  expect(asked).toBe(2);

  published = await setOf(next, 'next');
  nowMs += minuteMs;
  expect(await tokens.callerOf(byNext)).toEqual(caller);
  expect(await tokens.callerOf(byOld)).toBeUndefined();
  expect(asked).toBe(3);
  server.close();
});
