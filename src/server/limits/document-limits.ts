import { type DocumentNode, Kind, OperationTypeNode, parse, type SelectionSetNode } from 'graphql';
import { payingOperations } from '../../datasources/payments/index.js';
import { GatewayError } from '../../errors.js';
import { isRootConditional, rootFieldsOf } from '../root-fields.js';
import { figuresOf, type OperationFigures } from './document-figures.js';

/** Longest document, in tokens; the longest of the six workflows has 435. */
export const maxTokens = 2_000;

/** The most of each that an operation may have. What the six workflows and GraphiQL need is in docs/limits.md. */
export const operationLimits: Readonly<Record<keyof OperationFigures, number>> = {
  depth: 20,
  selections: 1_000,
  aliases: 30,
  directives: 50,
  directivesAtOnePlace: 5,
  repeatedFields: 50,
  rootFields: 20,
};

/** Fragments are compared with each other by validation, so their number counts in its square. */
const maxFragments = 50;

/** Operations of a document of which one is run. */
const maxOperations = 20;

/** What is known of a document before it is run. */
export interface Checked {
  /** Whether any of its operations moves money. */
  readonly movesMoney: boolean;
}

/**
 * Refuses a document that would take too long to look at, before GraphQL.js validates it: its check of fields that
 * share a name takes time in the square of their number, and unfolds fragments.
 *
 * A document that cannot be parsed passes: the error is told where all errors of syntax are told.
 *
 * @throws {GatewayError} `QUERY_TOO_EXPENSIVE` with the limit as `reason`, its `figure` and its `max`; `BAD_USER_INPUT`
 * with the reason `ONE_PAYMENT` when an operation pays more than once, `CONDITIONAL_SUBSCRIPTION` when a subscription has
 * `@skip` or `@include` at its root.
 */
export function checkDocument(text: string): Checked {
  const document = parsed(text);
  if (!document) return { movesMoney: false };
  const { definitions } = document;
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  if (fragments > maxFragments) throw beyond('fragments', fragments, maxFragments);
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operations.length > maxOperations) throw beyond('operations', operations.length, maxOperations);
  let movesMoney = false;
  for (const operation of operations) {
    const figures = figuresOf(operation, document);
    for (const [name, max] of Object.entries(operationLimits)) {
      const figure = figures[name as keyof OperationFigures];
      if (figure > max) throw beyond(name as keyof OperationFigures, figure, max);
    }
    // GraphQL.js asks for one root field without knowing the variables, and throws where it cannot tell.
    if (
      operation.operation === OperationTypeNode.SUBSCRIPTION &&
      isRootConditional(operation.selectionSet, document)
    )
      throw conditionalSubscription();
    if (operation.operation !== OperationTypeNode.MUTATION) continue;
    const payments = paymentsIn(operation.selectionSet, document);
    if (payments > 1) throw onePayment();
    movesMoney ||= payments > 0;
  }
  return { movesMoney };
}

function parsed(text: string): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens, noLocation: true });
  } catch (error) {
    if (String(error).includes(`more that ${maxTokens} tokens`)) throw beyond('tokens', undefined, maxTokens);
    return undefined;
  }
}

/** A field that is left out by a variable counts too: a document either pays twice or does not. */
function paymentsIn(selectionSet: SelectionSetNode, document: DocumentNode): number {
  return rootFieldsOf(selectionSet, document).filter((name) => payingOperations.has(name)).length;
}

type Limit = keyof OperationFigures | 'tokens' | 'fragments' | 'operations';

const limitNames: Readonly<Record<Limit, readonly [reason: string, words: string]>> = {
  tokens: ['TOKENS', 'tokens'],
  fragments: ['FRAGMENTS', 'fragments'],
  operations: ['OPERATIONS', 'operations'],
  rootFields: ['ROOT_FIELDS', 'root fields'],
  depth: ['DEPTH', 'levels of fields'],
  selections: ['SELECTIONS', 'selections, with fragments unfolded'],
  aliases: ['ALIASES', 'aliases'],
  directives: ['DIRECTIVES', 'directives'],
  directivesAtOnePlace: ['DIRECTIVES_AT_ONE_PLACE', 'directives at one place'],
  repeatedFields: ['REPEATED_FIELDS', 'fields that repeat the name of a neighbour'],
};

/** Fragments unfold to more than can be counted. */
const LARGEST_FIGURE = 1_000_000_000;

function beyond(limit: Limit, figure: number | undefined, max: number): GatewayError {
  const [reason, words] = limitNames[limit];
  const told = figure === undefined ? undefined : Math.min(figure, LARGEST_FIGURE);
  const has = told === undefined ? `more than ${max}` : `${told}`;
  return new GatewayError('QUERY_TOO_EXPENSIVE', `The document has ${has} ${words}; ${max} are taken.`, {
    reason,
    ...(told === undefined ? {} : { figure: told }),
    max,
  });
}

function onePayment(): GatewayError {
  return new GatewayError(
    'BAD_USER_INPUT',
    'An operation pays once: send each payment in a request of its own, so that each has its own answer.',
    { reason: 'ONE_PAYMENT' },
  );
}

function conditionalSubscription(): GatewayError {
  return new GatewayError(
    'BAD_USER_INPUT',
    'A subscription follows one field: `@skip` and `@include` are taken below it, not at the root.',
    { reason: 'CONDITIONAL_SUBSCRIPTION' },
  );
}
