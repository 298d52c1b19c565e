import { gatewayKey, keyHolders } from '../support/gateway-key.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const key = 'qgw_the-key-of-a-page';
const origin = 'https://app.example';
const query = '{ organization { slug } }';

let gateway: TestGateway;
let closed: TestGateway;
beforeAll(async () => {
  const sizes = { transactions: 0 };
  closed = await startGateway({ sizes });
  gateway = await startGateway(
    { sizes },
    {},
    {
      callers: keyHolders(gatewayKey('page', key, 'read')),
      options: { corsOrigins: [origin, 'http://localhost:3000'] },
    },
  );
});
afterAll(async () => {
  await gateway.close();
  await closed.close();
});

const post = (
  at: TestGateway,
  headers: Record<string, string> = {},
  body: string = JSON.stringify({ query }),
) =>
  fetch(`${at.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key, ...headers },
    body,
  });
const preflight = (at: TestGateway, from: string, path = '/graphql') =>
  fetch(`${at.url}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-api-key',
    },
  });
const corsOf = ({ headers }: Response) =>
  [...headers].filter(([name]) => name.startsWith('access-control-')).map(([name]) => name);

it('lets pages of the listed origins ask, without cookies', async () => {
  for (const from of [origin, 'http://localhost:3000']) {
    const asked = await preflight(gateway, from);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(from);
    expect(asked.headers.get('access-control-allow-headers')).toContain('x-api-key');
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
    const answer = await post(gateway, { origin: from });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, from]);
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('origin');
  }
});

it.each([
  'https://app.example.evil',
  'https://evil.example',
  'http://app.example',
  'https://app.example:8443',
  'https://sub.app.example',
  'null',
])('lets pages of %s read nothing', async (from) => {
  expect((await preflight(gateway, from)).headers.get('access-control-allow-origin')).toBeNull();
  expect((await post(gateway, { origin: from })).headers.get('access-control-allow-origin')).toBeNull();
});

it('lets pages read why they were refused', async () => {
  const answer = await post(gateway, { origin, 'x-api-key': 'wrong' });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
});

it('says nothing of other origins unless it is told of some', async () => {
  const asked = await preflight(closed, origin);
  expect([asked.status, asked.headers.get('allow'), corsOf(asked)]).toEqual([405, 'GET, POST', []]);
  expect(corsOf(await post(closed, { origin }))).toEqual([]);
});

it.each([
  ['a form', 'application/x-www-form-urlencoded'],
  ['a form with files', 'multipart/form-data; boundary=x'],
  ['plain text', 'text/plain'],
])('runs nothing that a page of another site can send without asking: %s', async (_, type) => {
  await closed.control('DELETE requests');
  const answer = await post(closed, { 'content-type': type });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(await closed.control('GET requests')).toMatchObject({ requests: [] });
});

it('runs no query of an image, a link or a script', async () => {
  await closed.control('DELETE requests');
  const answer = await fetch(`${closed.url}/graphql?query=${encodeURIComponent(query)}`);
  expect(answer.status).toBe(400);
  expect(await closed.control('GET requests')).toMatchObject({ requests: [] });
});

it('answers everything with headers that keep browsers from misusing it', async () => {
  for (const answer of [
    await post(closed),
    await post(closed, {}, '{'),
    await fetch(`${closed.url}/healthz`),
  ]) {
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age=') as string,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers.get('x-powered-by')).toBeNull();
  }
});

it('leaves GraphiQL a policy under which it runs', async () => {
  const policy = (await fetch(`${closed.url}/graphiql`)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'; ");
});

it.each<[string, string, string, number, string | null]>([
  ['PUT', '/graphql', '{}', 405, 'GET, POST'],
  ['DELETE', '/healthz', '', 405, 'GET, HEAD'],
  ['POST', '/attachments/1/file', '{}', 405, 'GET'],
  ['POST', '/nothing', '{}', 404, null],
])('answers %s %s in JSON, and says which methods there are', async (method, path, body, status, allow) => {
  const answer = await fetch(`${closed.url}${path}`, {
    method,
    ...(body !== '' && { headers: { 'content-type': 'application/json' }, body }),
  });
  expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { effect: 'NONE' } }] });
});

it('changes nothing by GET', async () => {
  const text = encodeURIComponent('mutation { cancelTransfer(input: { id: "1" }) { userErrors { code } } }');
  const answer = await fetch(`${closed.url}/graphql?query=${text}`, {
    headers: { 'apollo-require-preflight': 'yes' },
  });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});

it('says in JSON that it has nothing that the caller takes', async () => {
  const answer = await post(closed, { accept: 'text/html' });
  expect(answer.status).toBe(406);
  expect(await answer.json()).toMatchObject({ errors: [{ message: expect.any(String) as string }] });
});

it('keeps no document that a stranger sends with its hash', async () => {
  const answer = await post(
    closed,
    {},
    JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } }),
  );
  expect(await answer.json()).toMatchObject({
    errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
  });
});
