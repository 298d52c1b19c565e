import {
  type DocumentNode,
  type ExecutionResult,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import { PreparedOperation } from './operation.js';
import { isPromise, type MaybePromise } from './promise.js';
import { CollectedErrors, type Run } from './run.js';
import type { Selection } from './selection.js';

/** One operation to be executed; its document was validated against the schema. */
export interface Execution {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  readonly rootValue?: unknown;
  readonly contextValue: unknown;
}

/**
 * Executes queries and mutations as graphql-js does, to the letter of its answers and errors, and faster.
 *
 * What does not change from one execution of a document to the next is worked out once: which fields are selected of
 * which type, how each is found, and how its value is completed. A leaf that is a property of its parent costs no
 * arguments, no `info` and no path unless it fails.
 *
 * test/execution holds it against graphql-js, by generated documents and by every operation of the e2e tests.
 */
export class Executor {
  readonly #operations = new WeakMap<DocumentNode, Map<string | undefined, PreparedOperation>>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Neither throws nor rejects: whatever fails is among the errors of the result. */
  execute(execution: Execution): MaybePromise<ExecutionResult> {
    const { document, operationName, variableValues, rootValue, contextValue } = execution;
    const operation = this.#prepared(document, operationName ?? undefined);
    if (operation instanceof GraphQLError) return { errors: [operation] };
    const { node, fragments } = operation;
    const variables = getVariableValues(this.schema, node.variableDefinitions ?? [], variableValues ?? {}, {
      maxErrors: MOST_VARIABLE_ERRORS,
    });
    if (variables.errors) return { errors: variables.errors };
    const run: Run = {
      schema: this.schema,
      fragments,
      operation: node,
      rootValue,
      contextValue,
      variableValues: variables.coerced,
      errors: new CollectedErrors(),
    };
    return resultOf(run, () => executeRoot(run, operation.selectionFor(run)));
  }

  #prepared(document: DocumentNode, name: string | undefined): PreparedOperation | GraphQLError {
    let operations = this.#operations.get(document);
    if (operations === undefined) this.#operations.set(document, (operations = new Map()));
    const known = operations.get(name);
    if (known !== undefined) return known;
    const operation = PreparedOperation.of(document, name);
    if (operation instanceof PreparedOperation) operations.set(name, operation);
    return operation;
  }
}

/** As graphql-js has it by default. */
const MOST_VARIABLE_ERRORS = 50;

function executeRoot(run: Run, selection: Selection): MaybePromise<ExecutionResult['data']> {
  return run.operation.operation === OperationTypeNode.MUTATION
    ? selection.executeInTurn(run, run.rootValue)
    : selection.execute(run, run.rootValue, undefined);
}

/** The result of a run, whether its data come at once, later or not at all. */
function resultOf(
  { errors }: Run,
  execute: () => MaybePromise<ExecutionResult['data']>,
): MaybePromise<ExecutionResult> {
  const result = (data: ExecutionResult['data']): ExecutionResult => ({
    ...(errors.all.length > 0 && { errors: errors.all }),
    data: data ?? null,
  });
  const failed = (error: unknown): ExecutionResult => {
    errors.add(error as GraphQLError, undefined);
    return result(null);
  };
  try {
    const data = execute();
    return isPromise(data) ? data.then(result, failed) : result(data);
  } catch (error) {
    return failed(error);
  }
}
