import { collectSubFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isObjectType,
} from 'graphql';

/**
 * Tells which fields a query selects below the field that is being resolved: through fragments, past `@skip` and
 * `@include`, under any alias. A list can then ask the bank for no more than what will be shown.
 */
export class Selection {
  static of(info: GraphQLResolveInfo): Selection {
    // graphql-js hands the same nodes to every row of a list, and new ones to every operation.
    const known = selections.get(info.fieldNodes);
    if (known) return known;
    const selection = new Selection(info, info.returnType, info.fieldNodes);
    selections.set(info.fieldNodes, selection);
    return selection;
  }

  /** What is selected of one type where the field may resolve to several. */
  static onType(info: GraphQLResolveInfo, type: GraphQLObjectType): Selection {
    return new Selection(info, type, info.fieldNodes);
  }

  readonly #fields: Map<string, FieldNode[]>;
  readonly #type: GraphQLObjectType | undefined;

  private constructor(
    private readonly info: GraphQLResolveInfo,
    returnType: GraphQLResolveInfo['returnType'],
    nodes: readonly FieldNode[],
  ) {
    const type = getNamedType(returnType);
    this.#fields = new Map();
    if (!isObjectType(type)) return;
    this.#type = type;
    const { schema, fragments, variableValues } = info;
    for (const [, aliased] of collectSubFields(schema, fragments, variableValues, type, [...nodes]).fields) {
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
    return new Selection(this.info, type ?? this.info.returnType, type ? (this.#fields.get(name) ?? []) : []);
  }
}

const selections = new WeakMap<GraphQLResolveInfo['fieldNodes'], Selection>();
