import { TrustedDocuments } from '../../src/server/trusted-documents.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer } from '../support/payer.js';

const pays = 'payBeneficiary(input: $input) { outcome }';
const once = `mutation Once($input: PayBeneficiaryInput!) { ${pays} }`;
const twice = `mutation Twice($input: PayBeneficiaryInput!) { a: ${pays} b: ${pays} }`;
const manifest = { twice, 'once-and-twice': `${once} ${twice}` };

let gateway: TestGateway;
let variables: { readonly input: object };
beforeAll(async () => {
  gateway = await startGateway(
    { sizes: { transactions: 0 } },
    {},
    {
      subgraphSecret: 'a secret of routers',
      options: { trustedDocuments: new TrustedDocuments(manifest, false) },
    },
  );
  variables = { input: (await Payer.at(gateway)).payment() };
});
afterAll(() => gateway.close());

/** What is told when an operation pays twice, and when nobody can say which operation is meant. */
const refused = { code: 'BAD_USER_INPUT', reason: 'ONE_PAYMENT', retryable: false, effect: 'NONE' };
const malformed = { code: 'BAD_REQUEST', retryable: false, effect: 'NONE' };

it.each<[way: string, { path?: string; body: object }, answer: object]>([
  ['as text', { body: { query: twice } }, refused],
  [
    'as one of two operations',
    { body: { query: manifest['once-and-twice'], operationName: 'Twice' } },
    refused,
  ],
  [
    'beside the operation that is asked for',
    { body: { query: manifest['once-and-twice'], operationName: 'Once' } },
    refused,
  ],
  ['by the id of a known document', { body: { documentId: 'twice' } }, refused],
  [
    'by an id, as one of two operations',
    { body: { documentId: 'once-and-twice', operationName: 'Twice' } },
    refused,
  ],
  ['as a subscription', { path: '/graphql/stream', body: { query: twice } }, refused],
  ['by an id, as a subscription', { path: '/graphql/stream', body: { documentId: 'twice' } }, refused],
  ['beside a query in the address', { path: '/graphql?query={__typename}', body: { query: twice } }, refused],
  ['in a batch', { body: [{ query: twice }] }, malformed],
  ['as two payments in a batch', { body: [{ query: once }, { query: once }] }, malformed],
])('sends none of two payments: %s', async (_way, { path = '/graphql', body }, answer) => {
  const bodies = Array.isArray(body)
    ? body.map((each: object) => ({ ...each, variables }))
    : { ...body, variables };
  expect(await send(path, { method: 'POST', body: JSON.stringify(bodies) })).toEqual([400, answer, []]);
});

it.each([
  ['as text', { query: twice }, refused],
  ['by an id', { documentId: 'twice' }, refused],
  [
    'behind a query',
    [
      ['query', '{ __typename }'],
      ['query', twice],
    ],
    malformed,
  ],
])('sends none of two payments by GET: %s', async (_way, parts, answer) => {
  const search = new URLSearchParams(parts as Record<string, string>);
  search.append('variables', JSON.stringify(variables));
  expect(await send(`/graphql?${search.toString()}`, { method: 'GET' })).toEqual([400, answer, []]);
});

it('sends one payment', async () => {
  const { data } = await gateway.ask(once, variables);
  expect(data).toEqual({ payBeneficiary: { outcome: 'CREATED' } });
});

/** The status, what is told of the error, and what the bank saw. */
async function send(path: string, init: RequestInit): Promise<unknown[]> {
  await gateway.control('DELETE requests');
  const headers = {
    'content-type': 'application/json',
    accept: path === '/graphql/stream' ? 'text/event-stream' : 'application/json',
    'apollo-require-preflight': 'yes',
  };
  const response = await fetch(`${gateway.url}${path}`, { ...init, headers });
  const { errors } = (await response.json()) as { errors: { extensions: object }[] };
  const { requests } = await gateway.control<{ requests: object[] }>('GET requests');
  return [response.status, errors[0]?.extensions, requests];
}
