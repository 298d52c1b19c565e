import {
  type FieldNode,
  getArgumentValues,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { type Deciding, selectedFields } from '../resolvers/selected-fields.js';
import {
  type Arguments,
  argumentsOf,
  idsByType,
  listsOf,
  requestsOf,
  rowsOf,
  sizeOf,
  waitsOf,
} from './cost-arguments.js';
import { costTable, entityCosts, type FieldCost, type Read } from './cost-table.js';

/** Walks the fields of one operation, and adds up what each costs where it stands. */
export class CostWalk {
  readonly #reads = new Set<Read>();
  #requests = 0;

  constructor(private readonly deciding: Deciding) {}

  /** What the operation takes at most, by {@link costTable}. */
  requests(root: GraphQLObjectType, { selectionSet }: OperationDefinitionNode): number {
    this.#add(root, selectedFields(this.deciding, root, [selectionSet]), { objects: 1, arrivals: 1 });
    return this.#requests + this.#reads.size;
  }

  #add(type: GraphQLObjectType, fields: Fields, place: Place): void {
    for (const nodes of fields.values()) {
      const [node] = nodes as [FieldNode];
      const definition = type.getFields()[node.name.value];
      if (definition === undefined) continue;
      const below = this.#below(getNamedType(definition.type), nodes);
      const cost = costTable[`${type.name}.${definition.name}`];
      const given = argumentsOf(() => getArgumentValues(definition, node, this.deciding.variableValues));
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
        ? this.deciding.schema.getPossibleTypes(type)
        : [];
    const sets = nodes.map((node) => node.selectionSet);
    return new Map(types.map((one) => [one, selectedFields(this.deciding, one, sets)]));
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

/** How often the fields of a selection are resolved. */
interface Place {
  readonly objects: number;
  /** In how many groups they arrive: ids of one group are looked up together. */
  readonly arrivals: number;
  /** Rows of the connection that this is. */
  readonly rows?: number;
}

type Fields = ReadonlyMap<string, readonly FieldNode[]>;

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

function nameOf([node]: readonly FieldNode[]): string {
  return node!.name.value;
}

function isSubset(selected: ReadonlySet<string>, names: readonly string[]): boolean {
  return [...selected].every((name) => name === '__typename' || names.includes(name));
}
