import {
  GraphQLError,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  valueFromASTUntyped,
} from 'graphql';
import type { Context } from '../context.js';
import { entityNames, type Representation, resolveEntities } from '../resolvers/entity.js';
import { subgraphSdl } from './subgraph-sdl.js';

/**
 * The schema as a subgraph of Apollo Federation 2: the same types, and the two fields that a router asks.
 *
 * `_service { sdl }` gives the schema with its federation directives; `_entities` finds rows of other services' references.
 * Nothing is rebuilt from text, so types keep their resolvers and extensions.
 * Source: Apollo Federation, subgraph specification, read 2026-11-20.
 */
export function toSubgraph(schema: GraphQLSchema): GraphQLSchema {
  const { query, types, ...config } = schema.toConfig();
  const { fields, ...queryConfig } = query!.toConfig();
  const entity = new GraphQLUnionType({
    name: '_Entity',
    types: entityNames.map((name) => schema.getType(name) as GraphQLObjectType),
  });
  const sdl = subgraphSdl(schema);
  return new GraphQLSchema({
    ...config,
    types: types.filter((type) => type !== query),
    query: new GraphQLObjectType<unknown, Context>({
      ...queryConfig,
      fields: {
        ...fields,
        _service: {
          type: new GraphQLNonNull(service),
          description: 'For routers: this schema with its federation directives.',
          resolve: () => ({ sdl }),
        },
        _entities: {
          type: new GraphQLNonNull(new GraphQLList(entity)),
          description: 'For routers: rows by type and id; null where there is none.',
          args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(any))) } },
          resolve: (_root, { representations }: { representations: Representation[] }, context, info) =>
            resolveEntities(representations, context, info),
        },
      },
    }),
  });
}

const service = new GraphQLObjectType({
  name: '_Service',
  description: 'This service, for routers.',
  fields: { sdl: { type: GraphQLString, description: 'The schema with its federation directives.' } },
});

const any = new GraphQLScalarType<Representation, unknown>({
  name: '_Any',
  description:
    'A row of which another service knows the type and the id: `{ "__typename": "Label", "id": "…" }`.',
  extensions: { expected: 'an object with `__typename` and `id`' },
  parseValue: asRepresentation,
  parseLiteral: (node, variables) => asRepresentation(valueFromASTUntyped(node, variables)),
});

function asRepresentation(value: unknown): Representation {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new GraphQLError('_Any is not an object.');
  return value as Representation;
}
