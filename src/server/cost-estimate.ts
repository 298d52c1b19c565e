import {
  type DocumentNode,
  getVariableValues,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../resolvers/selected-fields.js';
import { CostWalk } from './cost-walk.js';
import { rootFieldsOf } from './root-fields.js';

/** An operation with what it is asked with. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * How many requests to the bank a valid operation takes at most, by the table of `cost-table.ts`: as if lists were full
 * and no two rows led to the same object. What equal look-ups save is not known before; repeats of failed reads come on
 * top.
 *
 * Variables and their defaults count as they are; fields that `@skip` and `@include` leave out cost nothing. An operation
 * whose variables are wrong costs nothing: it will be refused.
 */
export function estimatedRequests({ schema, document, operation, variables }: Asked): number {
  const root = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!root || !coerced) return 0;
  const estimate = (): number => {
    const deciding = { schema, fragments: fragmentsOf(document), variableValues: coerced };
    return new CostWalk(deciding).requests(root, operation);
  };
  // Which rows a router asks for, and not only how many, decides what they cost.
  if (rootFieldsOf(operation.selectionSet, document).includes('_entities')) return estimate();
  const declared = Object.keys(coerced).map((name) => [name, variables[name]]);
  return remembered(operation, shapeOf(Object.fromEntries(declared) as Asked['variables']), estimate);
}

/** Estimates by what they depend on, for operations that are asked again and again. */
const estimates = new WeakMap<OperationDefinitionNode, Map<string, number>>();

/** What is remembered of one operation: so little that nobody fills the memory by asking in ever other ways. */
const MOST_SHAPES = 10;
const LONGEST_SHAPE = 300;

function remembered(operation: OperationDefinitionNode, shape: string, estimate: () => number): number {
  if (shape.length > LONGEST_SHAPE) return estimate();
  const known = estimates.get(operation) ?? new Map<string, number>();
  const found = known.get(shape);
  if (found !== undefined) return found;
  const requests = estimate();
  if (known.size === MOST_SHAPES) known.clear();
  estimates.set(operation, known.set(shape, requests));
  return requests;
}

/** What of variables an estimate depends on: which there are, how many, and how large. What texts say is left out. */
function shapeOf(variables: Asked['variables']): string {
  return JSON.stringify(variables, (_name, value: unknown) => (typeof value === 'string' ? '' : value));
}
