import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';

/** What decides which selections of a document apply. */
export interface Deciding {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/**
 * The fields that are selected of an object of a type, by their names in the response: through fragments, past `@skip`
 * and `@include`. Nodes that share a name are one field.
 *
 * The rules are CollectFields of the GraphQL specification (October 2021, 6.3.2).
 */
export function selectedFields(
  deciding: Deciding,
  type: GraphQLObjectType,
  sets: readonly (SelectionSetNode | undefined)[],
): Map<string, FieldNode[]> {
  const { schema, fragments } = deciding;
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const set of sets) if (set) collect(set);
  return fields;

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      // Of a fragment that is there already, graphql-js does not ask whether it applies.
      if (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value)) continue;
      if (!applies(selection, deciding)) continue;
      if (selection.kind === Kind.FIELD) add(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) unfold(selection);
      else {
        visited.add(selection.name.value);
        const fragment = fragments[selection.name.value];
        if (fragment) unfold(fragment);
      }
    }
  }

  function add(node: FieldNode): void {
    const name = (node.alias ?? node.name).value;
    const same = fields.get(name);
    if (same) same.push(node);
    else fields.set(name, [node]);
  }

  function unfold(fragment: {
    readonly typeCondition?: NamedTypeNode | undefined;
    readonly selectionSet: SelectionSetNode;
  }): void {
    if (isMet(fragment.typeCondition)) collect(fragment.selectionSet);
  }

  function isMet(condition: NamedTypeNode | undefined): boolean {
    if (condition === undefined) return true;
    const wanted = typeFromAST(schema, condition);
    return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
  }
}

/** The fragments of a document by their names. */
export function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  return fragments;
}

/** @throws {GraphQLError} when the variable of a directive is null. */
function applies(node: SelectionNode, { variableValues }: Deciding): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false;
}
