import type {
  FragmentDefinitionNode,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
  ResponsePath,
} from 'graphql';

/** What all parts of one execution share. */
export interface Run {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly operation: OperationDefinitionNode;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variableValues: Record<string, unknown>;
  readonly errors: CollectedErrors;
}

/** The errors of one execution, in the order in which they came up. */
export class CollectedErrors {
  readonly all: GraphQLError[] = [];
  /** Where null stands for an error; `undefined` is the whole of the data. */
  readonly #nulled = new Set<ResponsePath | undefined>();

  /**
   * @param at The place that becomes null for it. What fails later within a place that is null already is not told: its
   *   value would not be seen either.
   */
  add(error: GraphQLError, at: ResponsePath | undefined): void {
    if (this.#isNulled(at)) return;
    this.#nulled.add(at);
    this.all.push(error);
  }

  #isNulled(at: ResponsePath | undefined): boolean {
    for (let place = at; place !== undefined; place = place.prev) if (this.#nulled.has(place)) return true;
    return this.#nulled.has(undefined);
  }
}
