import {
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isUnionType,
  OperationTypeNode,
} from 'graphql';
import { ArgumentWriter } from './argument-writer.js';
import { type Field, fieldsOf, overlapping } from './selectable.js';
import { SelectionScope } from './selection-scope.js';
import { pick, type Random } from './weather.js';

export interface WrittenDocument {
  readonly query: string;
  readonly operationName: string | null | undefined;
  /** One set of variables after the other, for the same document. */
  readonly variables: readonly Record<string, unknown>[];
}

/**
 * A document that is valid by a schema and uses all that documents may: fragments, directives, aliases, selections that
 * have to be merged, variables and their defaults, several operations, introspection. Some variables have wrong values.
 */
export function writeDocument(schema: GraphQLSchema, random: Random): WrittenDocument {
  return new DocumentWriter(schema, random).document();
}

interface Fragment {
  readonly name: string;
  readonly type: GraphQLCompositeType;
  readonly scope: SelectionScope;
}

const { QUERY, MUTATION, SUBSCRIPTION } = OperationTypeNode;
const roots = [QUERY, QUERY, QUERY, MUTATION, MUTATION, SUBSCRIPTION];
const mostDepth = 6;
/** Names that are a trap for objects which are made carelessly. */
const oddAliases = ['__proto__', 'constructor', 'toString', '__typename_', 'then', 'length', 'a', 'b'];

class DocumentWriter {
  readonly #arguments: ArgumentWriter;
  readonly #fragments: Fragment[] = [];
  readonly #definitions: string[] = [];
  #fieldsLeft: number;
  #selectionsLeft = 80;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
  ) {
    this.#arguments = new ArgumentWriter(random);
    this.#fieldsLeft = 3 + Math.floor(random() * 30);
  }

  document(): WrittenDocument {
    const root = pick(this.random, roots);
    const type = this.schema.getRootType(root)!;
    const selections =
      root === SUBSCRIPTION ? this.#oneField(type) : this.#selectionSet(type, new SelectionScope(), 0);
    const variables = this.#arguments.declarations();
    const main = (name: string): string => `${root} ${name}${variables} ${selections}`;
    const { operations, operationName } = this.#operations(main);
    return {
      query: [...operations, ...this.#definitions].join('\n'),
      operationName,
      variables: Array.from({ length: this.random() < 0.75 ? 1 : 2 }, () => this.#arguments.values()),
    };
  }

  /** The main operation, with others beside it, and which of them is asked for. */
  #operations(main: (name: string) => string): {
    operations: string[];
    operationName?: string | null | undefined;
  } {
    const others = ['query Other { __typename }', 'query Third { again: __typename }'];
    const roll = this.random();
    if (roll < 0.6) return { operations: [main('')] };
    if (roll < 0.7) return { operations: [main('Main')], operationName: null };
    if (roll < 0.96) return { operations: [others[0]!, main('Main'), others[1]!], operationName: 'Main' };
    const operationName = pick(this.random, ['Third', 'Nobody', '', null, undefined, '__proto__']);
    return { operations: [...others, main('Main')], operationName };
  }

  /** Of a subscription. */
  #oneField(type: GraphQLObjectType): string {
    return `{ ${this.#field(type, pick(this.random, Object.values(type.getFields())), new SelectionScope(), 0)} }`;
  }

  #selectionSet(type: GraphQLCompositeType, scope: SelectionScope, depth: number): string {
    const most = this.#selectionsLeft < 0 ? 1 : depth === 0 ? 3 : 5;
    const count = 1 + Math.floor(this.random() * most);
    const parts = Array.from({ length: count }, () => this.#selection(type, scope, depth));
    return `{ ${parts.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, scope: SelectionScope, depth: number): string {
    if (depth > mostDepth + 2 || --this.#selectionsLeft < 0) return this.#typename(scope);
    const roll = this.random();
    if (roll < 0.02 && type === this.schema.getQueryType()) return this.#introspection(scope);
    if (roll < 0.08) return this.#typename(scope);
    if (roll < 0.14) return `...${this.#directive(0.4)} ${this.#selectionSet(type, scope, depth + 1)}`;
    if (roll < 0.2 || isUnionType(type) || (isAbstractType(type) && roll < 0.5)) {
      const other = this.#overlapping(type);
      return `... on ${other.name} ${this.#directive(0.2)}${this.#selectionSet(other, scope, depth + 1)}`;
    }
    if (roll < 0.26) return this.#spread(type, scope, depth);
    return this.#anyField(type, scope, depth);
  }

  #anyField(type: GraphQLCompositeType, scope: SelectionScope, depth: number): string {
    if (isUnionType(type)) return this.#typename(scope);
    const { leaves, composites } = fieldsOf(type);
    const mayGoOn = depth < mostDepth && this.#fieldsLeft > 0 && composites.length > 0;
    if (!mayGoOn && leaves.length === 0) return this.#typename(scope);
    const isLeaf = !mayGoOn || (leaves.length > 0 && this.random() < 0.6);
    return this.#field(type, pick(this.random, isLeaf ? leaves : composites), scope, depth);
  }

  #field(parent: GraphQLCompositeType, field: Field, scope: SelectionScope, depth: number): string {
    this.#fieldsLeft--;
    const known = this.random() < 0.5 ? scope.anyOf(parent, field, this.random) : undefined;
    const { responseName, head, below } =
      known ?? scope.add(parent, field, this.#alias(field.name), this.#arguments.of(field));
    const name = responseName === field.name ? '' : `${responseName}: `;
    // Validation has no variables yet when it counts the fields of a subscription.
    const isCounted = depth === 0 && parent === this.schema.getSubscriptionType();
    const text = `${name}${field.name}${head} ${isCounted ? '' : this.#directive(0.08)}`;
    const type = getNamedType(field.type);
    return isCompositeType(type) ? `${text}${this.#selectionSet(type, below, depth + 1)}` : text;
  }

  #alias(name: string): string {
    const roll = this.random();
    if (roll < 0.75) return name;
    return roll < 0.85 ? `${name}_` : pick(this.random, oddAliases);
  }

  #typename(scope: SelectionScope): string {
    const name = scope.addTypename(
      this.random() < 0.7 ? '__typename' : pick(this.random, ['kind', '__proto__']),
    );
    return `${name === '__typename' ? '' : `${name}: `}__typename ${this.#directive(0.08)}`;
  }

  #spread(type: GraphQLCompositeType, scope: SelectionScope, depth: number): string {
    const others = overlapping(this.schema, type);
    const known = this.#fragments.filter((fragment) => others.includes(fragment.type));
    if (known.length > 0 && this.random() < 0.6) {
      const fragment = pick(this.random, known);
      if (!scope.take(fragment.scope)) return this.#typename(scope);
      return `...${fragment.name} ${this.#directive(0.2)}`;
    }
    const other = this.#overlapping(type);
    const own = new SelectionScope();
    const selections = this.#selectionSet(other, own, depth + 1);
    if (!scope.take(own)) return this.#anyField(type, scope, depth);
    const name = `F${this.#fragments.length}`;
    this.#fragments.push({ name, type: other, scope: own });
    this.#definitions.push(`fragment ${name} on ${other.name} ${selections}`);
    return `...${name} ${this.#directive(0.2)}`;
  }

  #overlapping(type: GraphQLCompositeType): GraphQLCompositeType {
    return pick(this.random, overlapping(this.schema, type));
  }

  #directive(often: number): string {
    if (this.random() >= often) return '';
    const flag = (): string => this.#arguments.flag();
    const roll = this.random();
    if (roll < 0.4) return `@include(if: ${flag()}) `;
    return roll < 0.8 ? `@skip(if: ${flag()}) ` : `@skip(if: ${flag()}) @include(if: ${flag()}) `;
  }

  #introspection(scope: SelectionScope): string {
    const text = pick(this.random, introspections);
    return scope.addOnce(text) ? text : this.#typename(scope);
  }
}

const introspections: readonly string[] = [
  '__schema { queryType { name fields { name } } mutationType { name } subscriptionType { name } }',
  '__schema { types { kind name } directives { name isRepeatable locations args { name defaultValue } } }',
  'type: __type(name: "Query") { __typename name fields(includeDeprecated: true) { name type { kind ofType { name } } } }',
  'none: __type(name: "Nowhere") { name }',
];
