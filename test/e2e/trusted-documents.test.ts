import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedManifest, TrustedDocuments } from '../../src/server/trusted-documents.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const query = 'query Slug { organization { slug } }';
const manifest = { [`sha256:${sha256(query)}`]: query, labels: 'query Names { labels { nodes { name } } }' };
const bankSaw = ['GET /v2/organization'];

let only: TestGateway;
let also: TestGateway;
beforeAll(async () => {
  const sizes = { transactions: 0 };
  only = await startGateway(
    { sizes },
    {},
    { options: { trustedDocuments: new TrustedDocuments(manifest, true) } },
  );
  also = await startGateway(
    { sizes },
    {},
    { options: { trustedDocuments: new TrustedDocuments(manifest, false) } },
  );
});
afterAll(async () => {
  await only.close();
  await also.close();
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: object }[];
}

async function send(at: TestGateway, path: string, init: RequestInit) {
  await at.control('DELETE requests');
  const response = await fetch(`${at.url}${path}`, {
    ...init,
    headers: { 'content-type': 'application/json', 'apollo-require-preflight': 'yes' },
  });
  const answer = (await response.json()) as Answer;
  const { requests } = await at.control<{ requests: { method: string; path: string }[] }>('GET requests');
  return {
    status: response.status,
    ...answer,
    calls: requests.map(({ method, path }) => `${method} ${path}`),
  };
}
const post = (at: TestGateway, body: unknown, path = '/graphql') =>
  send(at, path, { method: 'POST', body: JSON.stringify(body) });

/** All ways to name the one document. */
const ways: readonly (readonly [string, object])[] = [
  ['its id', { documentId: `sha256:${sha256(query)}` }],
  ['its hash', { documentId: sha256(query) }],
  [
    'its hash, as Apollo Client does',
    { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } },
  ],
  ['its text', { query }],
  ['its text with other white space and a comment', { query: query.replaceAll(' ', '\n  ') + ' # mine' }],
  ['both', { query, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } }],
];

it.each(ways)('answers a document of the manifest by %s', async (_, body) => {
  for (const gateway of [only, also]) {
    const { status, errors, data, calls } = await post(gateway, { ...body, operationName: 'Slug' });
    expect([status, errors, calls]).toEqual([200, undefined, bankSaw]);
    expect(data).toHaveProperty('organization.slug');
  }
});

it.each([
  ['an id', { documentId: sha256(query) }],
  ['a hash', { extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: sha256(query) } }) }],
  ['a text', { query }],
])('answers a query by GET under %s', async (_, parts) => {
  const { status, calls } = await send(only, `/graphql?${new URLSearchParams(parts).toString()}`, {});
  expect([status, calls]).toEqual([200, bankSaw]);
});

it.each([
  ['another text', { query: '{ organization { slug } }' }],
  [
    'a text of the manifest with something behind it',
    { query: `${query} query More { labels { nodes { id } } }` },
  ],
  ['another text under a known hash', { query: '{ __typename }', documentId: 'labels' }],
  ['an unknown id', { documentId: sha256('{ __typename }') }],
  ['the id of what every object has', { documentId: 'constructor' }],
  ['what is no GraphQL', { query: '{' }],
  ['introspection', { query: '{ __schema { types { name } } }' }],
  ['no document', {}],
  ['a list of documents', [{ query }]],
  ['a document that is no text', { query: 7 }],
])('refuses %s when it takes known documents only', async (_, body) => {
  for (const path of ['/graphql', '/graphql/stream']) {
    const { status, errors, calls } = await post(only, body, path);
    expect([status, calls]).toEqual([403, []]);
    expect(errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', reason: 'UNTRUSTED_DOCUMENT', effect: 'NONE' } },
    ]);
  }
});

it('takes any text beside the known ids, unless it is told otherwise', async () => {
  expect((await post(also, { query: '{ organization { slug } }' })).status).toBe(200);
  expect((await post(also, { documentId: 'unknown' })).status).toBe(400);
});

it('knows the documents of `operations/`, by the ids that code generators put into clients', () => {
  const shipped = JSON.parse(readFileSync(shippedManifest, 'utf8')) as Record<string, string>;
  expect(Object.keys(shipped).length).toBeGreaterThan(15);
  for (const [id, text] of Object.entries(shipped)) expect(id).toBe(`sha256:${sha256(text)}`);
  expect(() => TrustedDocuments.inFile(shippedManifest, true)).not.toThrow();
  const place = 'recipes/graphql/persisted-documents.json';
  expect(shippedManifest.endsWith(place)).toBe(true);
  for (const file of ['Dockerfile', '.dockerignore']) expect(readFileSync(file, 'utf8')).toContain(place);
});

it('does not start with a manifest that is none', () => {
  expect(() => TrustedDocuments.inFile(join(__dirname, 'nowhere.json'), true)).toThrow('ENOENT');
  expect(() => TrustedDocuments.inFile('package.json', true)).toThrow('is no GraphQL document');
});
