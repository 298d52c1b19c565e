import {
  type FieldNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isObjectType,
} from 'graphql';
import { type Deciding, selectedFields } from './selected-fields.js';

/**
 * Tells which fields a query selects below the field that is being resolved: through fragments, past `@skip` and
 * `@include`, under any alias. A list can then ask the bank for no more than what will be shown.
 */
export class Selection {
  static of(info: GraphQLResolveInfo): Selection {
    // Every row of a list comes with the same nodes, and so do equal operations: what is selected is worked out once.
    const known = selections.get(info.fieldNodes);
    if (known) return known;
    const selection = new Selection(decidingIn(info), info.returnType, info.fieldNodes);
    selections.set(info.fieldNodes, selection);
    return selection;
  }

  /** What is selected of one type where the field may resolve to several. */
  static onType(info: GraphQLResolveInfo, type: GraphQLObjectType): Selection {
    return new Selection(decidingIn(info), type, info.fieldNodes);
  }

  readonly #fields = new Map<string, FieldNode[]>();
  readonly #type: GraphQLObjectType | undefined;

  private constructor(
    private readonly deciding: Deciding,
    private readonly returnType: GraphQLResolveInfo['returnType'],
    nodes: readonly FieldNode[],
  ) {
    const type = getNamedType(returnType);
    if (!isObjectType(type)) return;
    this.#type = type;
    const sets = nodes.map((node) => node.selectionSet);
    for (const aliased of selectedFields(deciding, type, sets).values()) {
      const name = aliased[0]!.name.value;
      this.#fields.set(name, [...(this.#fields.get(name) ?? []), ...aliased]);
    }
  }

  /** Whether any of these fields is selected right here. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.#fields.has(name));
  }

  /** Whether any field but these is selected right here. */
  hasOtherThan(...names: readonly string[]): boolean {
    return [...this.#fields.keys()].some((name) => !names.includes(name));
  }

  /** The selection below a field; empty when it is not selected. */
  under(name: string): Selection {
    const type = this.#type?.getFields()[name]?.type;
    return new Selection(this.deciding, type ?? this.returnType, type ? (this.#fields.get(name) ?? []) : []);
  }
}

const selections = new WeakMap<GraphQLResolveInfo['fieldNodes'], Selection>();

/**
 * What decides in an operation. It is kept, so of the variables the yes and no alone: `@skip` and `@include` take nothing
 * else. All of those are kept, whether a directive asks for them or not.
 */
function decidingIn({ schema, fragments, variableValues }: GraphQLResolveInfo): Deciding {
  const decisions = Object.entries(variableValues).filter(([, value]) => typeof value === 'boolean');
  return { schema, fragments, variableValues: Object.fromEntries(decisions) };
}
