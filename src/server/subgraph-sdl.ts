import { getDocumentNodeFromSchema } from '@graphql-tools/utils';
import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import { payingOperations } from '../datasources/payments/index.js';
import { entityNames } from '../resolvers/entity.js';
import { costTable, type FieldCost } from './cost-table.js';

/** `@cost` and `@listSize` need 2.9. Source: Apollo Federation, directives, read 2026-11-20. */
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@cost", "@listSize"])';

/** Composition is built on a GraphQL that does not know it yet, and passes no directive on that is not defined. */
const oneOf = 'directive @oneOf on INPUT_OBJECT';

/** Values that other services may define in the same words. */
const shareable: ReadonlySet<string> = new Set(['Address', 'Money', 'PageInfo', 'Phone']);

/** For contracts, which are variants of a supergraph: `money` marks what can move money. */
const tags: ReadonlyMap<string, string> = new Map(
  Array.from(payingOperations, (field) => [`Mutation.${field}`, 'money']),
);

/** The schema in the words of Federation 2, for composition. It is sorted, so that equal schemas have equal texts. */
export function subgraphSdl(schema: GraphQLSchema): string {
  const document = getDocumentNodeFromSchema(lexicographicSortSchema(schema));
  const directed = visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) => ({
      ...type,
      directives: [...(type.directives ?? []), ...directivesOfType(type)],
      fields: (type.fields ?? []).map((field) => ({
        ...field,
        directives: [...(field.directives ?? []), ...directivesOfField(type, field)],
      })),
    }),
  });
  return `${link}\n\n${oneOf}\n\n${print(directed)}\n`;
}

function directivesOfType({ name: { value: name } }: ObjectTypeDefinitionNode): ConstDirectiveNode[] {
  if (roots.has(name)) return [];
  return directives([
    ...(entityNames.includes(name) ? ['@key(fields: "id")'] : []),
    ...(shareable.has(name) ? ['@shareable'] : []),
    // An object would weigh 1 by default. Here the unit is a request to the bank, and only fields need any.
    '@cost(weight: 0)',
  ]);
}

const roots: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

function directivesOfField(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): ConstDirectiveNode[] {
  const coordinate = `${type.name.value}.${field.name.value}`;
  const tag = tags.get(coordinate);
  return directives([
    ...(tag === undefined ? [] : [`@tag(name: "${tag}")`]),
    ...costDirectives(costTable[coordinate]),
  ]);
}

/** A router estimates from the schema alone, so it reckons with a page of the default size and full lists. */
function costDirectives(cost: FieldCost | undefined): string[] {
  if (cost === undefined) return [];
  const weight = weightOf(cost);
  return [...(weight === 0 ? [] : [`@cost(weight: ${weight})`]), ...listSizeOf(cost)];
}

function weightOf(cost: FieldCost): number {
  switch (cost.kind) {
    case 'FREE':
      return 0;
    case 'EACH':
      return cost.requests * (cost.perItem ? sizeOf(cost) : 1);
    case 'BATCH':
      return 1 + (cost.each ?? 0);
    case 'ONCE':
    case 'WHOLE':
      return 1;
    case 'PAGE': {
      const pages = Math.ceil(DEFAULT_ROWS / (cost.rowsPerRequest ?? 100));
      return cost.lists ? 1 + cost.lists.assumed * pages : pages;
    }
  }
}

function listSizeOf(cost: FieldCost): string[] {
  if (cost.kind === 'PAGE' || cost.kind === 'WHOLE')
    return [
      `@listSize(assumedSize: ${DEFAULT_ROWS}, slicingArguments: ["first", "last"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)`,
    ];
  return cost.size === undefined
    ? []
    : [`@listSize(assumedSize: ${sizeOf(cost)}, requireOneSlicingArgument: false)`];
}

/** Rows of a page that does not say how many. */
const DEFAULT_ROWS = 50;

/** Lists of ids hold at most a hundred. */
function sizeOf({ size }: FieldCost): number {
  return size !== undefined && 'assumed' in size ? size.assumed : 100;
}

/** Directives as nodes, from their spelling. */
function directives(spelled: readonly string[]): ConstDirectiveNode[] {
  if (spelled.length === 0) return [];
  const [definition] = parse(`type T ${spelled.join(' ')}`, { noLocation: true }).definitions;
  return [...((definition as ObjectTypeDefinitionNode).directives ?? [])];
}
