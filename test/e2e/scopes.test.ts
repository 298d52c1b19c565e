import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { buildGatewaySchema } from '../../src/server/schema.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

type Field = GraphQLField<unknown, unknown>;

const id = '4c3d7a4e-6a4b-4d46-b2d5-7b5a1c9a2f10';
/** Their status is asked for with a token of their own, and the bank names no scope. */
const withoutScope = ['scaSession'];
/** Inputs that get as far as the bank. */
const inputs: Readonly<Record<string, object>> = {
  cancelTransfer: { id },
  deleteInvoice: { id },
  finalizeInvoice: { id },
  cancelInvoice: { id },
  markInvoiceAsPaid: { id },
  unmarkInvoiceAsPaid: { id },
  sendInvoice: { id, subject: 'Invoice', to: ['a@example.com'], copyToSelf: false },
  verifyPayee: { payee: { account: { iban: 'FR7616798000010000005663951', name: 'Admin' } } },
  createBeneficiary: {
    idempotencyKey: 'scopes',
    beneficiary: { name: 'Admin', iban: 'FR7616798000010000005663951' },
  },
  createClient: { kind: 'COMPANY', name: 'Helios', email: 'a@example.com' },
  updateClient: { id, name: 'Helios' },
};

let gateway: TestGateway;
let schema: GraphQLSchema;
let queries: Field[];
let mutations: Field[];
let others: Field[];
beforeAll(async () => {
  gateway = await startGateway({ sizes: { transactions: 0 } });
  schema = await buildGatewaySchema();
  const [query, mutation, subscription] = [
    schema.getQueryType()!,
    schema.getMutationType()!,
    schema.getSubscriptionType()!,
  ].map((type) => Object.values(type.getFields()));
  [queries, mutations, others] = [query!, mutation!, subscription!];
});
afterAll(() => gateway.close());

/** Lists of which one each is needed. */
function scopesOf({ astNode }: Field): string[][] {
  return (astNode?.directives ?? [])
    .filter(({ name }) => name.value === 'qontoScope')
    .map(({ arguments: [anyOf] = [] }) =>
      anyOf?.value.kind === 'ListValue'
        ? anyOf.value.values.map((value) => (value.kind === 'StringValue' ? value.value : ''))
        : [],
    );
}

/** A credential with these scopes and no other. */
let credentials = 0;
async function holding(scopes: readonly string[]): Promise<Record<string, string>> {
  const authorization = `Bearer scopes-${++credentials}`;
  await gateway.control('POST credentials', { authorization, scopes });
  return { authorization };
}

function queryFor({ name, args, type }: Field): string {
  const given = args
    .filter(isRequiredArgument)
    .map(
      (argument) => `${argument.name}: ${String(argument.type).startsWith('[') ? `["${id}"]` : `"${id}"`}`,
    );
  return `{ ${name}${given.length === 0 ? '' : `(${given.join(', ')})`} ${selectionOf(type)} }`;
}

/** A field of the bank, so that it has to be asked. */
function selectionOf(type: Field['type']): string {
  const named = getNamedType(type) as GraphQLObjectType;
  const fields = named.getFields();
  if (fields['nodes']) return `{ nodes ${selectionOf(fields['nodes'].type)} }`;
  const plain = Object.values(fields).find(
    ({ type: of, name }) => !isObjectType(getNamedType(of)) && name !== 'id',
  );
  return `{ ${plain!.name} }`;
}

async function missing(document: string, variables: object, scopes: readonly string[]): Promise<unknown[]> {
  const { errors } = await gateway.ask(document, { ...variables }, await holding(scopes));
  return errors.map(({ extensions }) => extensions['missingScope']).filter((scope) => scope !== undefined);
}

it('names the scopes of every query, mutation and subscription', () => {
  const unnamed = [...queries, ...mutations, ...others].filter((field) => scopesOf(field).length === 0);
  expect(unnamed.map(({ name }) => name)).toEqual(withoutScope);
});

it('reads with any of the scopes that it names, and with none but those', async () => {
  const known = [...new Set([...queries, ...mutations].flatMap((field) => scopesOf(field).flat()))];
  expect(queries.length).toBeGreaterThan(20);
  for (const field of queries.filter(({ name }) => !withoutScope.includes(name))) {
    const [anyOf] = scopesOf(field);
    for (const scope of anyOf!)
      expect([field.name, await missing(queryFor(field), {}, [scope])]).toEqual([field.name, []]);
    const without = known.filter((scope) => !anyOf!.includes(scope));
    const refused = await missing(queryFor(field), {}, without);
    expect([field.name, refused.length > 0]).toEqual([field.name, true]);
    expect(anyOf).toEqual(expect.arrayContaining(refused));
  }
});

it('writes with the scopes that it names, and not without the first', async () => {
  for (const [name, input] of Object.entries(inputs)) {
    const field = mutations.find((mutation) => mutation.name === name)!;
    const scopes = scopesOf(field).map(([first]) => first!);
    const document = `mutation ($input: ${String(field.args[0]!.type)}) { ${name}(input: $input) { __typename } }`;
    expect([name, await missing(document, { input }, scopes)]).toEqual([name, []]);
    const [first, ...rest] = scopes;
    expect([name, await missing(document, { input }, [...rest, 'client.read'])]).toEqual([name, [first]]);
  }
});
