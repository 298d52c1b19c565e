import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';

/** Names of the fields at the root of an operation, those of fragments there too: once for each time they are written. */
export function rootFieldsOf(set: SelectionSetNode, document: DocumentNode): readonly string[] {
  return rootSelections(set, document).flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
}

/** Whether `@skip` or `@include` stands at the root of an operation, or at that of a fragment there. */
export function isRootConditional(set: SelectionSetNode, document: DocumentNode): boolean {
  return rootSelections(set, document).some(({ directives }) =>
    directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'),
  );
}

/** All that stands at the root, spreads and what is in their fragments alike. */
function rootSelections(set: SelectionSetNode, document: DocumentNode): readonly SelectionNode[] {
  const visited = new Set<string>();
  function within({ selections }: SelectionSetNode): SelectionNode[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return [selection, ...within(selection.selectionSet)];
      const name = selection.name.value;
      // Ends a ring of fragments. One that is spread twice adds the same response keys, which are one field.
      if (visited.has(name)) return [selection];
      visited.add(name);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
      );
      const below = fragment?.kind === Kind.FRAGMENT_DEFINITION ? within(fragment.selectionSet) : [];
      return [selection, ...below];
    });
  }
  return within(set);
}
