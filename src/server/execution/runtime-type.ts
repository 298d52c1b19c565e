import { GraphQLError, type GraphQLAbstractType, type GraphQLObjectType, isObjectType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { SelectedField } from './field.js';
import type { Run } from './run.js';

/**
 * The object type that a value of an interface or a union is of, by the name that was found for it.
 *
 * @throws {GraphQLError} when the name is not that of an object type which stands for the abstract one.
 */
export function runtimeType(
  { schema }: Run,
  abstract: GraphQLAbstractType,
  name: unknown,
  value: unknown,
  { coordinate, nodes }: SelectedField,
): GraphQLObjectType {
  if (name === null || name === undefined)
    throw new GraphQLError(
      `Abstract type "${abstract.name}" must resolve to an Object type at runtime for field "${coordinate}". Either the "${abstract.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  if (isObjectType(name))
    throw new GraphQLError(
      'Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.',
    );
  if (typeof name !== 'string')
    throw new GraphQLError(
      `Abstract type "${abstract.name}" must resolve to an Object type at runtime for field "${coordinate}" with value ${inspect(value)}, received "${inspect(name)}".`,
    );
  const type = schema.getType(name);
  if (type === undefined)
    throw new GraphQLError(
      `Abstract type "${abstract.name}" was resolved to a type "${name}" that does not exist inside the schema.`,
      { nodes },
    );
  if (!isObjectType(type))
    throw new GraphQLError(`Abstract type "${abstract.name}" was resolved to a non-object type "${name}".`, {
      nodes,
    });
  if (!schema.isSubType(abstract, type))
    throw new GraphQLError(
      `Runtime Object type "${type.name}" is not a possible type for "${abstract.name}".`,
      { nodes },
    );
  return type;
}
