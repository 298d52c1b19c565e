import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import {
  type GraphQLSchema,
  isObjectType,
  Kind,
  type ListTypeNode,
  type NamedTypeNode,
  parse,
  validate,
} from 'graphql';
import { defaultMaxCost } from '../../../src/server/cost.js';
import { estimatedRequests } from '../../../src/server/cost-estimate.js';
import { costTable, entityCosts } from '../../../src/server/cost-table.js';
import { entityNames } from '../../../src/resolvers/entity.js';
import { buildGatewaySchema } from '../../../src/server/schema.js';
import { toSubgraph } from '../../../src/server/subgraph.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = toSubgraph(await buildGatewaySchema());
});

function estimate(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  return estimatedRequests({ schema, document, operation, variables });
}

it('estimates a document that is asked again as if it came for the first time', () => {
  const text = `query ($first: Int, $bills: Int, $ids: [ID!], $after: String, $withFiles: Boolean = true, $order: TransactionOrder) {
    transactions(first: $first, after: $after, filter: { bankAccountIds: $ids }, orderBy: $order) {
      nodes { id attachments @include(if: $withFiles) { url } initiator @include(if: $withFiles) { lastName } } }
    supplierInvoices(first: $bills) { nodes { id } } }`;
  const order = { field: 'EMITTED_AT', direction: 'ASC' };
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  const asked: Record<string, unknown>[] = [
    {},
    ...[1, 50, 500, 0, null].map((first) => ({ first })),
    ...[1, 50, 500, 0, null].map((bills) => ({ bills })),
    ...[[], ['a'], ['a', 'b'], ['c', 'd'], null].map((ids) => ({ first: 99, ids })),
    ...['cursor', null].map((after) => ({ first: 99, ids: ['a'], after })),
    ...[true, false].map((withFiles) => ({ first: 99, ids: ['a'], withFiles })),
    { first: 99, ids: ['a'], order },
    { first: '99' },
    { first: 99, unheardOf: 1 },
    ...Array.from({ length: 30 }, (_, index) => ({ first: 7 * index, ids: Array(index).fill('a') })),
  ];
  const found = [...asked, ...asked].map((variables) =>
    estimatedRequests({ schema, document, operation, variables }),
  );
  expect(found).toEqual([...asked, ...asked].map((variables) => estimate(text, variables)));
  expect(new Set(found).size).toBeGreaterThan(10);
});

it.each([
  ['nothing', '{ __typename }', 0],
  ['one object', '{ transaction(id: "1") { id } }', 1],
  ['a page', '{ supplierInvoices(first: 99) { nodes { id } } }', 1],
  ['a page of the default size', '{ supplierInvoices { nodes { id } } }', 1],
  ['the largest page', '{ supplierInvoices(first: 500) { nodes { id } } }', 7],
  ['no rows', '{ supplierInvoices { totalCount } }', 1],
  ['nothing of a connection', '{ supplierInvoices { __typename } }', 0],
  [
    'an account that everything is on',
    '{ transfers { nodes { bankAccount { name } } } bankAccounts { nodes { id } } }',
    2,
  ],
  ['all accounts', '{ transactions { nodes { id } } }', 11],
  ['named accounts', '{ transactions(filter: { bankAccountIds: ["1", "2"] }) { nodes { id } } }', 3],
  ['a file for each row', '{ clientInvoices(first: 20) { nodes { attachment { url } } } }', 21],
  [
    'both ways to the same rows',
    '{ clientInvoices(first: 20) { nodes { attachment { url } } edges { cursor } } }',
    21,
  ],
  ['files of which only the id is read', '{ clientInvoices(first: 20) { nodes { attachment { id } } } }', 1],
  [
    'two links from each row',
    '{ supplierInvoices(first: 9) { nodes { attachment { url } displayAttachment { url } } } }',
    19,
  ],
  ['ids that are looked up together', '{ supplierInvoices(first: 60) { nodes { transfers { id } } } }', 3],
  [
    'a list below each row',
    '{ bankAccounts(first: 10) { nodes { transactions(first: 5) { nodes { id } } } } }',
    11,
  ],
  [
    'all accounts, of which there are few',
    '{ bankAccounts(first: 500) { nodes { transactions(first: 5) { nodes { id } } } } }',
    11,
  ],
  ['the same field twice', '{ transaction(id: "1") { id } transaction(id: "1") { note } }', 1],
  ['the same page by two names', '{ a: label(id: "1") { id } b: label(id: "1") { id } }', 2],
  [
    'bills that are sent in together',
    `mutation { bulkUploadSupplierInvoices(input: { invoices: [${'{ idempotencyKey: "1", document: { attachmentId: "1" } }'.repeat(41)}] }) { failedCount } }`,
    3,
  ],
  ['fragments', '{ ...F } fragment F on Query { me { id } ... on Query { organization { id } } }', 2],
])('counts %s', (_name, text, requests) => {
  expect(estimate(text)).toBe(requests);
});

it('counts with variables, their defaults, and what they leave out', () => {
  const text = `query ($first: Int = 30, $files: Boolean = true, $ids: [ID!] = []) {
    clientInvoices(first: $first) { nodes { attachment @include(if: $files) { url } } }
    attachments(ids: $ids) { url }
  }`;
  expect(estimate(text)).toBe(31);
  expect(estimate(text, { first: 300 })).toBe(305);
  expect(estimate(text, { files: false, ids: ['1', '2'] })).toBe(3);
  expect(estimate(text, { first: null })).toBe(51);
  expect(estimate(text, { first: 'many' })).toBe(0);
});

it('knows the cost of every field that says so, and of no field that is not there', () => {
  const described = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ name, description }) => name !== 'totalCount' && description?.includes('upstream request'))
        .map(({ name }) => `${type.name}.${name}`),
    );
  expect(described.length).toBeGreaterThan(60);
  expect(described.filter((field) => costTable[field] === undefined)).toEqual([]);
  const unknown = Object.keys(costTable).filter((field) => {
    const [typeName, fieldName] = field.split('.') as [string, string];
    const type = schema.getType(typeName);
    return !isObjectType(type) || type.getFields()[fieldName] === undefined;
  });
  expect(unknown).toEqual([]);
});

it('lets every document of this repository pass, with room', () => {
  for (const file of readdirSync('operations').filter((name) => name.endsWith('.graphql'))) {
    const document = parse(readFileSync(`operations/${file}`, 'utf8'));
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const given = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => [
        variable.name.value,
        type.kind === Kind.NON_NULL_TYPE && !defaultValue ? example(type.type) : undefined,
      ]);
      const variables = Object.fromEntries(given.filter(([, value]) => value !== undefined));
      const requests = estimatedRequests({ schema, document, operation, variables });
      expect([file, requests > 0]).toEqual([file, true]);
      expect([file, requests <= defaultMaxCost / 2]).toEqual([file, true]);
    }
  }
});

/** A value for a variable that must be given. */
function example(type: NamedTypeNode | ListTypeNode): unknown {
  if (type.kind === Kind.LIST_TYPE) {
    const item = type.type.kind === Kind.NON_NULL_TYPE ? type.type.type : type.type;
    const value = example(item);
    return value === undefined ? [] : [value];
  }
  const values: Record<string, unknown> = {
    CreateClientInput: { kind: 'COMPANY' },
    Date: '2026-01-01',
    DateTime: '2026-01-01T00:00:00Z',
    IBAN: 'FR7616798000010000005663951',
    ID: '1',
    MoneyInput: { value: '1.00', currency: 'EUR' },
    String: 'text',
    SupplierInvoiceUploadInput: { idempotencyKey: '1', document: { attachmentId: '1' } },
  };
  return values[type.name.value];
}

it('knows what a reference to each type costs', () => {
  expect(Object.keys(entityCosts)).toEqual(entityNames);
});

it.each([
  ['a row each', '... on Transaction { label }', 101],
  ['ids alone', '... on Transaction { id }', 0],
  ['a list that is read once', '... on Label { name parent { name } }', 1],
  ['ids that are looked up together', '... on Transfer { reference }', 2],
  [
    'a link from each',
    '... on Transaction { label bankAccount { name } } ... on Transfer { beneficiary { name } }',
    205,
  ],
])('reckons references of a router by their types: %s', (_, selection, requests) => {
  const representations = ['Transaction', 'Transfer', 'Label'].flatMap((__typename) =>
    Array.from({ length: 202 }, (_one, index) => ({ __typename, id: String(index % 101) })),
  );
  const query = 'query ($them: [_Any!]!) { _entities(representations: $them) { ';
  expect(estimate(`${query} ${selection} } }`, { them: representations })).toBe(requests);
});
