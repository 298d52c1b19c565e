import { type GraphQLField, type GraphQLObjectType, isObjectType } from 'graphql';
import type { Role } from '../../src/caller.js';
import { buildGatewaySchema } from '../../src/server/schema.js';
import { gatewayKey, keyHolders } from '../support/gateway-key.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { Payer } from '../support/payer.js';

const keys = {
  reader: 'qgw_the-key-of-the-reader',
  writer: 'qgw_the-key-of-the-writer',
  payer: 'qgw_the-key-of-the-payer',
  payerRenewed: 'qgw_the-key-of-the-payer-of-next-year',
  rival: 'qgw_the-key-of-the-other-payer',
};
const all: Role[] = ['read', 'write', 'pay'];

let gateway: TestGateway;
let mutations: GraphQLField<unknown, unknown>[];
beforeAll(async () => {
  gateway = await startGateway(
    {},
    {},
    {
      callers: keyHolders(
        gatewayKey('reader', keys.reader, 'read'),
        gatewayKey('writer', keys.writer, 'write'),
        gatewayKey('payer', keys.payer, ...all),
        gatewayKey('payer', keys.payerRenewed, ...all),
        gatewayKey('rival', keys.rival, ...all),
      ),
    },
  );
  const schema = await buildGatewaySchema();
  mutations = Object.values(schema.getMutationType()!.getFields());
});
afterAll(() => gateway.close());

const as = (key: string) => ({ 'x-api-key': key });
const query = '{ organization { slug } }';

/** A valid document without a value: it is refused before that is missed. */
function documentOf({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const selection = isObjectType(type) ? (type as GraphQLObjectType).name && '{ __typename }' : '';
  const variables = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  return `mutation (${variables}) { ...on Mutation { ${name}(${given}) ${selection} } }`;
}

it('answers whoever shows a key, in either header', async () => {
  for (const headers of [as(keys.reader), { authorization: `Bearer ${keys.reader}` }]) {
    const { status, errors, calls } = await gateway.ask(query, {}, headers);
    expect([status, errors, calls]).toEqual([200, [], ['GET /v2/organization']]);
  }
});

it('reads no files of a caller who may not write', async () => {
  const { status, errors, calls } = await gateway.ask(
    'mutation { __typename }',
    { file: 'x'.repeat(300_000) },
    as(keys.reader),
  );
  expect([status, errors, calls]).toMatchObject([403, [{ extensions: { missingRole: 'write' } }], []]);
});

it.each([
  ['nothing', {}],
  ['a wrong key', as('qgw_the-key-of-nobody')],
  ['an empty key', as('')],
  ['a key in a scheme of another kind', { authorization: `Basic ${keys.reader}` }],
  ['the hash of a key', as(gatewayKey('reader', keys.reader).sha256.toString('hex'))],
  ['a credential for the bank', { authorization: 'Bearer demo-token' }],
  ['a right key behind a wrong one', { ...as('wrong'), authorization: `Bearer ${keys.reader}` }],
])('answers nothing on any path to whoever shows %s, but whether it is alive', async (_, headers) => {
  await gateway.control('DELETE requests');
  for (const [method, path] of [
    ['POST', '/graphql'],
    ['GET', '/graphql?query={__typename}'],
    ['PUT', '/graphql'],
    ['GET', '/attachments/4c3d7a4e-6a4b-4d46-b2d5-7b5a1c9a2f10/file'],
    ['GET', '/transfers/4c3d7a4e-6a4b-4d46-b2d5-7b5a1c9a2f10/proof'],
    ['GET', '/nothing'],
  ] as const) {
    const response = await fetch(`${gateway.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method !== 'GET' && { body: JSON.stringify({ query }) }),
    });
    const { errors } = (await response.json()) as { errors: { extensions: object }[] };
    expect([path, response.status, response.headers.get('www-authenticate')]).toEqual([path, 401, 'Bearer']);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', effect: 'NONE' } }]);
  }
  for (const path of ['/healthz', '/readyz'])
    expect((await fetch(`${gateway.url}${path}`, { headers })).status).toBe(200);
  expect(await gateway.control('GET requests')).toMatchObject({ requests: [] });
});

it('runs no mutation for a caller who may only read, and names the role that is needed', async () => {
  expect(mutations.length).toBeGreaterThan(15);
  for (const mutation of mutations) {
    const { status, errors, calls } = await gateway.ask(documentOf(mutation), {}, as(keys.reader));
    const missingRole = ['createTransfer', 'payBeneficiary', 'cancelTransfer'].includes(mutation.name)
      ? 'pay'
      : 'write';
    expect([mutation.name, status, errors, calls]).toMatchObject([
      mutation.name,
      403,
      [
        {
          message: `\`${mutation.name}\` needs the role \`${missingRole}\` of this gateway.`,
          extensions: { code: 'FORBIDDEN', reason: 'GATEWAY_ROLE', missingRole, effect: 'NONE' },
        },
      ],
      [],
    ]);
  }
});

it('moves no money for a caller who may write, and lets it do the rest', async () => {
  for (const mutation of mutations) {
    const { status } = await gateway.ask(documentOf(mutation), {}, as(keys.writer));
    const isMoney = ['createTransfer', 'payBeneficiary', 'cancelTransfer'].includes(mutation.name);
    // 400: the role was there, the value is not.
    expect([mutation.name, status]).toEqual([mutation.name, isMoney ? 403 : 400]);
  }
});

it('runs nothing of a document of which one field needs more than the caller may', async () => {
  const { status, calls } = await gateway.ask(
    `mutation ($client: CreateClientInput!, $id: ID!) {
      createClient(input: $client) { client { id } }
      ...Money @include(if: false)
    }
    fragment Money on Mutation { cancelTransfer(input: { id: $id }) { transfer { id } } }`,
    { client: {}, id: '1' },
    as(keys.writer),
  );
  expect([status, calls]).toEqual([403, []]);
});

it('shows nothing, not even a file, to a caller who may only write', async () => {
  const { status, errors, calls } = await gateway.ask(query, {}, as(keys.writer));
  expect([status, calls]).toEqual([403, []]);
  expect(errors[0]!.extensions).toMatchObject({ missingRole: 'read' });
  const file = await fetch(`${gateway.url}/attachments/1/file`, { headers: as(keys.writer) });
  expect([file.status, await file.json()]).toMatchObject([
    403,
    { errors: [{ extensions: { missingRole: 'read' } }] },
  ]);
});

it('keeps the payments of callers apart, and those of one together when its key is renewed', async () => {
  const asPayer = { ...gateway, ask: ask(keys.payer) } as TestGateway;
  const payer = await Payer.at(asPayer);
  const input = payer.payment({ idempotencyKey: 'invoice-17' });
  const pay = async (key: string) => {
    const { data } = await gateway.ask<{ payBeneficiary: { outcome: string; transfer: { id: string } } }>(
      'mutation ($input: PayBeneficiaryInput!) { payBeneficiary(input: $input) { outcome transfer { id } } }',
      { input },
      as(key),
    );
    return data.payBeneficiary;
  };
  const first = await pay(keys.payer);
  expect(first.outcome).toBe('CREATED');
  expect(await pay(keys.payerRenewed)).toEqual({ outcome: 'REPLAYED', transfer: { id: first.transfer.id } });
  const other = await pay(keys.rival);
  expect(other.outcome).toBe('CREATED');
  expect(other.transfer.id).not.toBe(first.transfer.id);
});

const ask =
  (key: string): TestGateway['ask'] =>
  (document, variables) =>
    gateway.ask(document, variables, as(key));
