import { type GraphQLSchema, isInputObjectType, specifiedDirectives } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { readEmbeddedFirst } from '../resolvers/embedded.js';
import { resolvers } from '../resolvers/index.js';
import { scopeDirective } from '../resolvers/scope.js';

/** Builds the executable schema from the decorated classes. */
export async function buildGatewaySchema(): Promise<GraphQLSchema> {
  // type-graphql checks a schema by a whole introspection; Apollo checks it all the same when it starts.
  const skipCheck = true;
  const schema = await buildSchema({ resolvers, directives, validate: false, skipCheck, pubSub: unused });
  return readEmbeddedFirst(enforceOneOf(schema));
}

const directives = [...specifiedDirectives, scopeDirective];

/** Subscriptions bring their own feed, and type-graphql wants this all the same. */
const unused: PubSub = {
  publish() {},
  subscribe: (topic) => {
    throw new Error(`Nobody publishes ${topic}`);
  },
};

/** type-graphql prints `@Directive('@oneOf')` but does not tell graphql-js, which would then not check it. */
function enforceOneOf(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isInputObjectType(type)) continue;
    type.isOneOf = type.astNode?.directives?.some(({ name }) => name.value === 'oneOf') ?? false;
  }
  return schema;
}
