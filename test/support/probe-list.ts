import { asking, canary, json, many, type Probe } from './probe.js';

const typename = asking('{ __typename }');
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
const upload =
  '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--x--\r\n';

/** Fragments that unfold to 2³² fields, in 1.7 kB. */
const bomb = `{ ...F0 } ${many(32, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F32 on Query { __typename }`;

/** Fields that can only be compared pair by pair. */
const overlapping = `{ ${many(45, () => `labels { ${many(20, (n) => `totalCount edges { cursor } x${n}: totalCount`)} }`)} }`;

const pay = `payBeneficiary(input: { idempotencyKey: "${canary}", bankAccountId: "1", beneficiaryId: "1", reference: "r", amount: { value: "1.00", currency: "EUR" } }) { outcome }`;

/**
 * The thirteen checks of graphql-cop 1.15 (https://github.com/dolevf/graphql-cop), the one that it ships switched off
 * included, as requests to a gateway in production.
 */
export const copChecks: readonly Probe[] = [
  {
    name: 'alias overloading',
    sent: asking(`query cop { ${many(101, (n) => `alias${n}: __typename`)} }`),
    says: 'ALIASES',
  },
  {
    name: 'array-based query batching',
    sent: json(JSON.stringify(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })))),
    never: /"data"/,
  },
  {
    name: 'directive overloading',
    sent: asking(`query cop { __typename ${many(10, () => '@aa', '')} }`),
    says: 'DIRECTIVES_AT_ONE_PLACE',
  },
  {
    name: 'circular introspection',
    sent: asking(
      `query cop { __schema { ${'types { fields { type { '.repeat(1)}${'fields { type { '.repeat(4)}name${' } }'.repeat(4)} } } } } }`,
    ),
    never: /"data"/,
  },
  {
    name: 'introspection',
    sent: asking('query cop { __schema { types { name fields { name } } } }'),
    never: /"data"/,
  },
  {
    name: 'field suggestions',
    sent: asking('query cop { __schema { directive } }'),
    never: /[Dd]id you mean/,
  },
  {
    name: 'field duplication',
    sent: asking(`query cop { ${many(500, () => '__typename')} }`),
    says: 'REPEATED_FIELDS',
  },
  {
    name: 'mutation by GET',
    sent: { method: 'GET', path: `/graphql?query=${encodeURIComponent('mutation cop { __typename }')}` },
    statuses: [400, 405],
    never: /"data"/,
  },
  {
    name: 'query by GET without a header of its own (request forgery)',
    sent: { method: 'GET', path: `/graphql?query=${encodeURIComponent('query cop { __typename }')}` },
    never: /"data"/,
  },
  {
    name: 'query as a form (request forgery)',
    sent: { headers: form, body: 'query=query%20cop%20%7B__typename%7D' },
    statuses: [400, 415],
    never: /"data"/,
  },
  {
    name: 'GraphiQL',
    sent: { method: 'GET', path: '/graphiql', headers: { accept: 'text/html' } },
    statuses: [404],
  },
  {
    name: 'tracing',
    sent: json(JSON.stringify({ query: 'query cop { __typename }', extensions: { tracing: true } }), {
      'apollo-federation-include-trace': 'ftv1',
    }),
    statuses: [200],
    never: /tracing|ftv1/,
  },
  { name: 'errors with what is inside', sent: asking('qwerty cop { abc }'), never: /exception|stacktrace/ },
];

/** What graphql-cop does not look at. */
export const otherProbes: readonly Probe[] = [
  { name: '10,000 aliases', sent: asking(`{ ${many(10_000, (n) => `a${n}: __typename`)} }`), says: 'TOKENS' },
  { name: '500 levels', sent: asking(`${'{ a '.repeat(500)}${'}'.repeat(500)}`), says: 'DEPTH' },
  { name: '20,000 levels', sent: asking(`${'{ a '.repeat(20_000)}${'}'.repeat(20_000)}`), says: 'TOKENS' },
  {
    name: '20,000 levels of lists',
    sent: asking(`{ attachments(ids: ${'['.repeat(20_000)}`),
    says: 'TOKENS',
  },
  {
    name: '900 levels of lists',
    sent: asking(`{ attachments(ids: ${'['.repeat(900)}${']'.repeat(900)}) { id } }`),
  },
  { name: 'a bomb of fragments', sent: asking(bomb), says: 'SELECTIONS' },
  {
    name: 'a ring of fragments',
    sent: asking('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    says: 'itself',
  },
  {
    name: 'a fragment of itself',
    sent: asking('{ ...A } fragment A on Query { labels { nodes { id } } ...A }'),
  },
  {
    name: '300 fragments',
    sent: asking(
      `{ ${many(300, (n) => `...F${n}`)} } ${many(300, (n) => `fragment F${n} on Query { me { id } }`)}`,
    ),
    statuses: [400],
    says: 'TOKENS',
  },
  { name: '900 directives', sent: asking(`{ me ${many(900, () => '@a', '')} { id } }`), says: 'DIRECTIVES' },
  { name: '10,000 equal fields', sent: asking(`{ ${many(10_000, () => 'me { id }')} }`), says: 'TOKENS' },
  { name: 'fields to be compared pair by pair', sent: asking(overlapping) },
  {
    name: '900 unknown fields',
    sent: asking(`{ me { ${many(900, (n) => `nam${n}`)} } }`),
    never: /[Dd]id you mean/,
  },
  {
    name: 'a field that almost is',
    sent: asking('{ transaction { id } organisation { id } }'),
    never: /[Dd]id you mean/,
  },
  { name: 'a type that almost is', sent: asking('{ ... on Quer { __typename } }'), never: /[Dd]id you mean/ },
  {
    name: 'an enum value that almost is',
    sent: asking('{ transactions(filter: { side: DEBI }) { totalCount } }'),
    never: /[Dd]id you mean/,
  },
  { name: 'a name of 100 kB', sent: asking(`{ ${'a'.repeat(100_000)} }`) },
  {
    name: 'a text of 200 kB',
    sent: asking(`{ label(id: "${canary}${'a'.repeat(200_000)}") { id } }`),
    statuses: [200, 400],
  },
  {
    name: 'a comment of 200 kB',
    sent: asking(`#${canary}${'a'.repeat(200_000)}\n{ __typename }`),
    statuses: [200],
  },
  { name: '100 kB of white space', sent: asking(`{${' '.repeat(100_000)}__typename }`), statuses: [200] },
  {
    name: 'a body of 300 kB',
    sent: asking(`{ label(id: "${canary.repeat(25_000)}") { id } }`),
    statuses: [413],
  },
  {
    name: 'a body of 1 MB in pieces',
    sent: { ...asking(`#${'a'.repeat(1e6)}`), chunked: true },
    statuses: [413],
  },
  { name: 'a good body in pieces', sent: { ...typename, chunked: true }, statuses: [200] },
  {
    name: '40,000 variables',
    sent: asking('{ __typename }', {
      variables: Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [n, n])),
    }),
    statuses: [400, 413],
  },
  {
    name: 'a list of 30,000 ids',
    sent: asking('query ($ids: [ID!]!) { attachments(ids: $ids) { id } }', {
      variables: { ids: Array.from({ length: 30_000 }, () => 'a') },
    }),
    says: 'VARIABLE_VALUES',
  },
  {
    name: 'variables 100,000 levels deep',
    sent: json(`{"query":"{ __typename }","variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`),
  },
  { name: 'a body that is 100,000 levels deep', sent: json('['.repeat(100_000)) },
  {
    name: 'a poisoned prototype',
    sent: json('{"query":"{ __typename }","variables":{"__proto__":{"polluted":true}}}'),
  },
  {
    name: 'a poisoned constructor',
    sent: json('{"query":"{ __typename }","variables":{"constructor":{"prototype":{"polluted":true}}}}'),
    statuses: [200, 400],
  },
  {
    name: 'a poisoned input object',
    sent: asking('{ transactions(first: 1, filter: { __proto__: { polluted: true } }) { totalCount } }'),
  },
  {
    name: 'lone surrogates and other characters',
    sent: json(Buffer.from(`{"query":"{ \\ud800 \\u202e \\u0000 ${canary} }"}`)),
  },
  { name: 'bytes that are no UTF-8', sent: json(Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])) },
  { name: 'a byte order mark', sent: json('\ufeff{"query":"{ __typename }"}'), statuses: [200, 400] },
  {
    name: 'line breaks in a value',
    sent: asking(`{ label(id: "a\\r\\nX-Injected: ${canary}") { id } }`),
    statuses: [200, 400],
  },
  {
    name: 'a path out of a path',
    sent: asking(`{ label(id: "../../v2/organization?${canary}") { id } }`),
    statuses: [200, 400],
  },
  { name: 'no JSON', sent: json(`{"query": ${canary}`) },
  { name: 'an empty body', sent: json('') },
  { name: 'null', sent: json('null') },
  { name: 'a number', sent: json('1') },
  { name: 'a query that is no text', sent: asking({ a: canary }) },
  { name: 'variables that are no object', sent: asking('{ __typename }', { variables: canary }) },
  { name: 'extensions that are no object', sent: asking('{ __typename }', { extensions: canary }) },
  {
    name: 'an operation that is not there',
    sent: asking('query A { __typename }', { operationName: canary }),
  },
  {
    name: 'an operation that cannot be one',
    sent: asking('query A { __typename }', { operationName: { a: canary } }),
  },
  { name: 'two operations and no name', sent: asking('query A { __typename } query B { __typename }') },
  { name: 'no operation', sent: asking('fragment A on Query { __typename }') },
  { name: 'a definition of types', sent: asking('type A { a: Int } { __typename }') },
  {
    name: '100 payments by aliases',
    sent: asking(`mutation { ${many(100, (n) => `a${n}: ${pay}`)} }`),
    never: /"data"/,
  },
  { name: 'two payments', sent: asking(`mutation { a: ${pay} b: ${pay} }`), says: 'ONE_PAYMENT' },
  {
    name: 'a payment by GET',
    sent: {
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent(`mutation { ${pay} }`)}`,
      headers: { 'apollo-require-preflight': '1' },
    },
    statuses: [405],
  },
  { name: 'multipart', sent: { headers: multipart, body: upload }, statuses: [400, 415], never: /"data"/ },
  {
    name: 'plain text',
    sent: { headers: { 'content-type': 'text/plain' }, body: '{ __typename }' },
    statuses: [400, 415],
    never: /"data"/,
  },
  {
    name: 'no content type',
    sent: { body: '{"query":"{ __typename }"}' },
    statuses: [400, 415],
    never: /"data"/,
  },
  {
    name: 'a content type with much behind it',
    sent: json('{"query":"{ __typename }"}', { 'content-type': `application/json;${'a'.repeat(5_000)}` }),
    statuses: [200, 400, 415],
  },
  {
    name: 'another content encoding',
    sent: json('{"query":"{ __typename }"}', { 'content-encoding': 'gzip' }),
    statuses: [200, 400, 415],
  },
  {
    name: 'an answer as an image',
    sent: json('{"query":"{ __typename }"}', { accept: 'image/png' }),
    statuses: [200, 400, 406],
  },
  { name: 'PUT', sent: { ...typename, method: 'PUT' }, statuses: [404, 405] },
  { name: 'TRACE', sent: { method: 'TRACE' }, statuses: [400, 404, 405] },
  { name: 'a subscription', sent: asking('subscription { transactionChanged { id } }'), says: 'OTHER_PATH' },
  {
    name: 'introspection through a fragment',
    sent: asking('{ ...A } fragment A on Query { __schema { types { name } } }'),
    never: /"data"/,
  },
  {
    name: 'introspection of one type',
    sent: asking('{ __type(name: "Query") { fields { name } } }'),
    never: /"data"/,
  },
  {
    name: 'what a federation asks',
    sent: asking('{ _service { sdl } _entities(representations: []) { __typename } }'),
    never: /"data"/,
  },
  {
    name: 'a stored query',
    sent: json(JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } })),
    statuses: [200, 400],
    never: /"data"/,
  },
  {
    name: 'a landing page',
    sent: { method: 'GET', path: '/', headers: { accept: 'text/html' } },
    statuses: [404],
  },
  {
    name: 'a path with a value',
    sent: { method: 'GET', path: `/${canary}/../../etc/passwd` },
    statuses: [400, 404],
  },
  {
    name: 'a path that cannot be read',
    sent: { method: 'GET', path: `/%E0%A4%A/${canary}` },
    statuses: [400, 404],
  },
  { name: 'a header of 20 kB', sent: json('{}', { 'x-long': canary.repeat(1_500) }), statuses: [400, 431] },
  {
    name: 'a credential that is none',
    sent: json('{"query":"{ me { id } }"}', { authorization: `Bearer ${canary}` }),
    statuses: [200, 401],
  },
  {
    name: 'a credential of 5 kB',
    sent: json('{"query":"{ me { id } }"}', { authorization: `Bearer ${'a'.repeat(5_000)}` }),
    statuses: [401],
  },
  {
    name: 'the largest pages of everything',
    sent: asking(
      `{ ${many(12, (n) => `a${n}: clientInvoices(first: 500) { nodes { attachment { url } client { name } } }`)} }`,
    ),
    says: 'ESTIMATED_REQUESTS',
  },
  {
    name: 'pages out of bounds',
    sent: asking(
      `{ labels(first: -1) { totalCount nodes { id } } clients(first: 2147483647) { nodes { id } } }`,
    ),
    statuses: [200],
  },
  { name: 'numbers out of bounds', sent: asking('{ labels(first: 99999999999999999999) { nodes { id } } }') },
];
