import { startGateway, type TestGateway } from '../support/gateway.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const secret = 'Zebulon-FR7610278060310001029380112';
/** As a name in GraphQL. */
const word = 'ZebulonFR7610278060310001029380112';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: object | string;
}

const json = { 'content-type': 'application/json' };
const preflighted = { 'apollo-require-preflight': 'yes' };
const form = { 'content-type': 'multipart/form-data; boundary=x', ...preflighted };
const part = (name: string, text: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n--x--`;
const variable = (type: string, field: string, value: unknown): Sent => ({
  body: { query: `query ($value: ${type}) { ${field} }`, variables: { value } },
});

const requests: Readonly<Record<string, Sent>> = {
  'operationName of no operation': {
    body: { query: 'query A { __typename } query B { __typename }', operationName: secret },
  },
  'operationName of a wrong type': { body: { query: '{ __typename }', operationName: { [secret]: secret } } },
  'a query that is no text': { body: { query: { [secret]: secret } } },
  'a query that is no GraphQL': { body: { query: secret } },
  'variables that are a text': { body: { query: '{ __typename }', variables: secret } },
  'variables that are a list': { body: { query: '{ __typename }', variables: [secret] } },
  'extensions that are a text': { body: { query: '{ __typename }', extensions: secret } },
  'a persisted query': { body: { extensions: { persistedQuery: { version: secret, sha256Hash: secret } } } },
  'a batch': { body: [{ query: secret }] },
  'a body that is a JSON text': { body: JSON.stringify(secret) },
  'a body that breaks off': { body: `{"query":"${secret}` },
  'a prototype': { body: `{"__proto__":{"a":"${secret}"},"query":"{ __typename }"}` },
  'a content type': { body: secret, headers: { 'content-type': `text/${secret}` } },
  'a content type that nobody accepts': {
    body: { query: '{ __typename }' },
    headers: { ...json, accept: `x/${secret}` },
  },
  'a query in a URL': { method: 'GET', path: `/graphql?query=${secret}` },
  'variables in a URL': {
    method: 'GET',
    path: `/graphql?query={__typename}&variables=${secret}`,
    headers: preflighted,
  },
  'extensions in a URL': {
    method: 'GET',
    path: `/graphql?query={__typename}&extensions=${secret}`,
    headers: preflighted,
  },
  'a mutation in a URL': {
    method: 'GET',
    path: `/graphql?query=mutation ${word} {__typename}`,
    headers: preflighted,
  },
  'a method of no route': { method: 'PUT', path: `/graphql/${secret}`, body: '{}' },
  'a path of no route': { method: 'GET', path: `/${secret}` },
  'a path that cannot be decoded': { method: 'GET', path: `/%E0%${secret}` },
  'the id of a file': { method: 'GET', path: `/attachments/${secret}/file?disposition=${secret}` },
  'the id of a proof': { method: 'GET', path: `/transfers/${secret}/proof` },
  'a token that the bank refuses': {
    body: { query: '{ labels { nodes { id } } }' },
    headers: { ...json, authorization: `Bearer ${secret}` },
  },
  'a credential that is none': {
    body: { query: '{ labels { nodes { id } } }' },
    headers: { ...json, authorization: `${secret}\u00e9` },
  },
  'an upload without a map': { body: part('operations', JSON.stringify({ query: secret })), headers: form },
  'an upload with a strange field': { body: part(secret, secret), headers: form },
  'an enum value': variable(
    '[TransactionStatus!]',
    'transactions(filter: { statuses: $value }) { totalCount }',
    [secret],
  ),
  'a key of an input': variable('TransactionFilter', 'transactions(filter: $value) { totalCount }', {
    [secret]: secret,
  }),
  'an object for an id': variable('ID!', 'client(id: $value) { id }', { [secret]: secret }),
  'an IBAN': variable('IBAN!', 'transactions(filter: { ibans: [$value] }) { totalCount }', secret),
  'a cursor': variable('String', 'transactions(after: $value) { totalCount nodes { id } }', secret),
  'a moment': variable(
    'DateTime',
    'transactions(filter: { updatedAt: { from: $value } }) { totalCount }',
    secret,
  ),
  'an enum value without quotes': {
    body: { query: `{ transactions(filter: { statuses: [${word}] }) { totalCount } }` },
  },
  'an id without quotes': { body: { query: `{ client(id: ${word}) { id } }` } },
  'a text that breaks off': { body: { query: `{ client(id: "${secret}\n") { id } }` } },
  'a text where a number belongs': { body: { query: `{ transactions(first: "${secret}") { totalCount } }` } },
  'a text where an object belongs': {
    body: { query: `{ transactions(filter: "${secret}") { totalCount } }` },
  },
  'a default of a wrong type': {
    body: { query: `query ($first: Int = "${secret}") { transactions(first: $first) { totalCount } }` },
  },
  'an argument of a directive': { body: { query: `{ __typename @include(if: "${secret}") }` } },
  'an argument that is given twice': {
    body: { query: `{ client(id: "${secret}", id: "${secret}") { id } }` },
  },
  'two arguments under one name': {
    body: { query: `{ a: client(id: "${secret}") { id } a: client(id: "x${secret}") { id } }` },
  },
  'two members of a choice': {
    body: {
      query: 'mutation ($value: VerifyPayeeInput!) { verifyPayee(input: $value) { userErrors { message } } }',
      variables: { value: { payee: { account: { iban: secret, name: secret }, beneficiaryId: secret } } },
    },
  },
};

it.each(Object.entries(requests))('%s is refused without being repeated', async (_, sent) => {
  const { method = 'POST', path = '/graphql', headers = json, body } = sent;
  const answer = await fetch(`${gateway.url}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  gateway.watch.canaries.addCredential('what was sent', secret);
  gateway.watch.canaries.addCredential('what was sent', word);
  expect(JSON.parse(text)).toHaveProperty('errors');
  expect(gateway.watch.canaries.search(`${text}${JSON.stringify([...answer.headers])}`)).toEqual([]);
});
