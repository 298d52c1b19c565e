import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { fragmentsOf } from '../../resolvers/selected-fields.js';
import type { Run } from './run.js';
import { Selection } from './selection.js';

/**
 * Selections of one operation that are kept; each comes from other answers to its `@skip` and `@include`. The largest that
 * is let in takes two megabytes, so there are few.
 */
const MOST_SELECTIONS = 4;

/** One operation of a document, with what is worked out once. */
export class PreparedOperation {
  /** @param name Undefined where the document has one operation only. */
  static of(document: DocumentNode, name: string | undefined): PreparedOperation | GraphQLError {
    const operations = document.definitions.filter(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
    if (name === undefined && operations.length > 1)
      return new GraphQLError('Must provide operation name if query contains multiple operations.');
    const node = operations.findLast((operation) => name === undefined || operation.name?.value === name);
    if (node !== undefined) return new PreparedOperation(node, document);
    return new GraphQLError(
      name === undefined ? 'Must provide an operation.' : `Unknown operation named "${name}".`,
    );
  }

  readonly fragments: Record<string, FragmentDefinitionNode>;
  /** The variables that decide what is selected. */
  readonly #deciding: readonly string[];
  readonly #selections = new Map<string, Selection>();

  private constructor(
    readonly node: OperationDefinitionNode,
    document: DocumentNode,
  ) {
    this.fragments = fragmentsOf(document);
    this.#deciding = variablesOfDirectives(document);
  }

  /** @throws {GraphQLError} when the schema has no such operations, or a variable of a directive is null. */
  selectionFor(run: Run): Selection {
    const decisions = JSON.stringify(this.#deciding.map((name) => run.variableValues[name]));
    const known = this.#selections.get(decisions);
    if (known !== undefined) return known;
    const { operation, selectionSet } = this.node;
    const type = run.schema.getRootType(operation);
    if (!type)
      throw new GraphQLError(`Schema is not configured to execute ${operation} operation.`, {
        nodes: this.node,
      });
    const selection = new Selection(run, type, [selectionSet]);
    if (this.#selections.size === MOST_SELECTIONS) this.#selections.clear();
    this.#selections.set(decisions, selection);
    return selection;
  }
}

function variablesOfDirectives(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ arguments: given = [] }) {
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
