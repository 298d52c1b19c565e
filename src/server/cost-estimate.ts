import { collectFields, collectSubFields } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { costTable, entityCosts, type FieldCost, type Read } from './cost-table.js';

/** An operation with what it is asked with. */
export interface Asked {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As they were sent. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * How many requests to the bank a valid operation takes at most, by {@link costTable}: as if lists were full and no two
 * rows led to the same object. What equal look-ups save is not known before; repeats of failed reads come on top.
 *
 * Variables and their defaults count as they are; fields that `@skip` and `@include` leave out cost nothing. An operation
 * whose variables are wrong costs nothing: it will be refused.
 */
export function estimatedRequests({ schema, document, operation, variables }: Asked): number {
  const root = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!root || !coerced) return 0;
  const fragments = Object.fromEntries(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const estimate = new Estimate(schema, fragments, coerced);
  return estimate.of(root, operation);
}

/** How often the fields of a selection are resolved. */
interface Place {
  readonly objects: number;
  /** In how many groups they arrive: ids of one group are looked up together. */
  readonly arrivals: number;
  /** Rows of the connection that this is. */
  readonly rows?: number;
}

type Fields = ReadonlyMap<string, readonly FieldNode[]>;
type Arguments = Readonly<Record<string, unknown>>;

class Estimate {
  readonly #reads = new Set<Read>();
  #requests = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Record<string, FragmentDefinitionNode>,
    private readonly variables: Arguments,
  ) {}

  of(root: GraphQLObjectType, { selectionSet }: OperationDefinitionNode): number {
    const { fields } = collectFields(this.schema, this.fragments, this.variables, root, selectionSet);
    this.#add(root, fields, { objects: 1, arrivals: 1 });
    return this.#requests + this.#reads.size;
  }

  #add(type: GraphQLObjectType, fields: Fields, place: Place): void {
    for (const nodes of fields.values()) {
      const [node] = nodes as [FieldNode];
      const definition = type.getFields()[node.name.value];
      if (definition === undefined) continue;
      const below = this.#below(getNamedType(definition.type), nodes);
      const cost = costTable[`${type.name}.${definition.name}`];
      const given = argumentsOf(() => getArgumentValues(definition, node, this.variables));
      if (definition.name === '_entities') {
        this.#addEntities(given, below);
        continue;
      }
      const next = cost ? this.#charge(cost, given, place, below) : within(place, definition.name);
      for (const [subtype, subfields] of below) this.#add(subtype, subfields, next);
    }
  }

  /** Rows that a router refers to: each type has its own way, and equal ids are looked up once. */
  #addEntities({ representations }: Arguments, below: ReadonlyMap<GraphQLObjectType, Fields>): void {
    const ids = idsByType(representations);
    for (const [type, fields] of below) {
      const objects = ids.get(type.name)?.size ?? 0;
      const cost = entityCosts[type.name];
      if (objects === 0 || cost === undefined) continue;
      this.#add(type, fields, this.#charge(cost, {}, { objects, arrivals: 1 }, new Map([[type, fields]])));
    }
  }

  /** What is selected below a field, for each type of object that it may be. */
  #below(type: GraphQLNamedType, nodes: readonly FieldNode[]): ReadonlyMap<GraphQLObjectType, Fields> {
    const types = isObjectType(type)
      ? [type]
      : isAbstractType(type)
        ? this.schema.getPossibleTypes(type)
        : [];
    return new Map(
      types.map((one) => [
        one,
        collectSubFields(this.schema, this.fragments, this.variables, one, [...nodes]).fields,
      ]),
    );
  }

  /** Adds what a field costs at a place, and tells the place of what is below it. */
  #charge(
    cost: FieldCost,
    given: Arguments,
    { objects, arrivals }: Place,
    below: ReadonlyMap<GraphQLObjectType, Fields>,
  ): Place {
    const selected = new Set([...below.values()].flatMap((fields) => [...fields.values()].map(nameOf)));
    const size = sizeOf(cost, given);
    const items = { objects: objects * size, arrivals };
    if (cost.freeBelow && isSubset(selected, cost.freeBelow)) return items;
    if (cost.onlyWith !== undefined && given[cost.onlyWith] !== true) return items;
    switch (cost.kind) {
      case 'FREE':
        return items;
      case 'EACH':
        this.#requests += objects * (requestsOf(cost, given, size) + waitsOf(given));
        return { objects: items.objects, arrivals: items.objects };
      case 'ONCE':
        this.#reads.add(cost.read);
        return items;
      case 'BATCH':
        this.#requests += arrivals * Math.ceil((objects / arrivals) * (cost.idsEach / BATCH_IDS));
        this.#requests += objects * (cost.each ?? 0);
        return cost.each === undefined ? items : { objects: items.objects, arrivals: items.objects };
      case 'WHOLE':
        if (readsRows(selected)) this.#reads.add(cost.read);
        else if (selected.has('totalCount')) this.#requests += objects;
        return { objects, arrivals, rows: Math.min(rowsOf(given), cost.assumedRows ?? Infinity) };
      case 'PAGE': {
        const lists = cost.lists ? listsOf(cost.lists, given) : 1;
        if (cost.lists) this.#reads.add('bankAccounts');
        this.#requests += objects * lists * pagesOf(selected, given, cost.rowsPerRequest ?? BATCH_IDS);
        return { objects, arrivals: objects, rows: rowsOf(given) };
      }
    }
  }
}

/** Ids that the bank takes, and rows that it gives, in one request. */
const BATCH_IDS = 100;

/** Lists show their rows in `nodes` and in the `node` of each edge. */
function within({ objects, arrivals, rows }: Place, field: string): Place {
  const isList = rows !== undefined && (field === 'nodes' || field === 'edges');
  return { objects: isList ? objects * rows : objects, arrivals };
}

function readsRows(selected: ReadonlySet<string>): boolean {
  return ['edges', 'nodes', 'pageInfo', 'checkpoint'].some((field) => selected.has(field));
}

/**
 * Requests for a page of one list. Behind a cursor some rows are read again, and a place in a list without a filter has
 * to be found; pages of a walk overlap by a row.
 */
function pagesOf(selected: ReadonlySet<string>, given: Arguments, rowsPerRequest: number): number {
  const hasCursor = given['after'] != null || given['before'] != null;
  const total = selected.has('totalCount') && (hasCursor || !readsRows(selected)) ? 1 : 0;
  if (!readsRows(selected)) return total;
  const rows = rowsOf(given) + (hasCursor ? ROWS_AGAIN : 0);
  const search = hasCursor && rowsPerRequest < BATCH_IDS ? SEARCH_REQUESTS : 0;
  return total + search + (rows < rowsPerRequest ? 1 : 1 + Math.ceil(rows / (rowsPerRequest - 5)));
}

const ROWS_AGAIN = 5;
const SEARCH_REQUESTS = 8;

/** Rows that a page is asked for; what is out of bounds is refused by the field itself. */
function rowsOf({ first, last }: Arguments): number {
  const asked = first ?? last ?? 50;
  return typeof asked === 'number' ? Math.min(Math.max(asked, 0), 500) : 0;
}

function listsOf(lists: { arguments: readonly string[]; assumed: number }, given: Arguments): number {
  const named = lists.arguments.map((path) => valueAt(given, path)).find(Array.isArray);
  return named?.length ?? lists.assumed;
}

function idsByType(representations: unknown): ReadonlyMap<unknown, ReadonlySet<unknown>> {
  const ids = new Map<unknown, Set<unknown>>();
  for (const { __typename: type, id } of (representations ?? []) as readonly Arguments[])
    ids.set(type, (ids.get(type) ?? new Set()).add(id));
  return ids;
}

function requestsOf(
  { requests, perItem, parts }: Extract<FieldCost, { kind: 'EACH' }>,
  given: Arguments,
  size: number,
): number {
  if (parts) return Math.ceil(lengthAt(given, parts.argument) / parts.items);
  return perItem ? size * requests : requests;
}

function sizeOf({ size }: FieldCost, given: Arguments): number {
  if (size === undefined) return 1;
  if ('assumed' in size) return size.assumed;
  return lengthAt(given, size.argument);
}

/** Who waits looks once a second at most, and at two things: the invoice and its file. */
function waitsOf(given: Arguments): number {
  const seconds = given['waitSeconds'] ?? valueAt(given, 'input.sca.waitSeconds');
  return typeof seconds === 'number' && seconds > 0 ? seconds + 2 : 0;
}

function lengthAt(given: Arguments, path: string): number {
  const list = valueAt(given, path);
  return Array.isArray(list) ? list.length : 0;
}

function valueAt(given: Arguments, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Arguments | null | undefined)?.[name], given);
}

/** Arguments that cannot be read are refused when the field is resolved. */
function argumentsOf(read: () => Arguments): Arguments {
  try {
    return read();
  } catch {
    return {};
  }
}

function nameOf([node]: readonly FieldNode[]): string {
  return node!.name.value;
}

function isSubset(selected: ReadonlySet<string>, names: readonly string[]): boolean {
  return [...selected].every((name) => name === '__typename' || names.includes(name));
}
