import {
  type FieldNode,
  getArgumentValues,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isNonNullType,
  locatedError,
  type ResponsePath,
  responsePathAsArray,
} from 'graphql';
import type { Run } from './run.js';

/** A field that is selected of a type: what is the same for all of its values and in all executions of a plan. */
export class SelectedField {
  constructor(
    readonly responseName: string,
    readonly parentType: GraphQLObjectType,
    readonly definition: GraphQLField<unknown, unknown>,
    readonly nodes: readonly FieldNode[],
  ) {}

  /** For messages: `Transaction.amount`. */
  get coordinate(): string {
    return `${this.parentType.name}.${this.definition.name}`;
  }

  pathBelow(parent: ResponsePath | undefined): ResponsePath {
    return { prev: parent, key: this.responseName, typename: this.parentType.name };
  }

  /** @throws {GraphQLError} when an argument that must have a value has none. */
  argumentValues(run: Run): Record<string, unknown> {
    if (this.definition.args.length === 0) return noArguments;
    return getArgumentValues(this.definition, this.nodes[0]!, run.variableValues);
  }

  info(
    { schema, fragments, rootValue, operation, variableValues }: Run,
    path: ResponsePath,
  ): GraphQLResolveInfo {
    const { definition, nodes, parentType } = this;
    return {
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path,
      schema,
      fragments,
      rootValue,
      operation,
      variableValues,
    };
  }

  /**
   * Takes an error at a place of a type: it is null there, unless it must not be.
   *
   * @throws {GraphQLError} the error with its place, for the next place above that may be null.
   */
  failed(run: Run, error: unknown, type: GraphQLOutputType, at: ResponsePath): null {
    const located = locatedError(error, this.nodes, responsePathAsArray(at));
    if (isNonNullType(type)) throw located;
    run.errors.add(located, at);
    return null;
  }
}

/** For every field that takes none: most do, and an object for each of their values would be garbage. */
const noArguments: Record<string, unknown> = Object.freeze({});
