import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/** Names of the fields at the root of an operation, those of fragments there too: once for each time they are written. */
export function rootFieldsOf(set: SelectionSetNode, document: DocumentNode): readonly string[] {
  const visited = new Set<string>();
  function namesIn({ selections }: SelectionSetNode): string[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection.name.value];
      if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet);
      const name = selection.name.value;
      // Ends a ring of fragments. One that is spread twice adds the same response keys, which are one field.
      if (visited.has(name)) return [];
      visited.add(name);
      const fragment = document.definitions.find(
        (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION ? namesIn(fragment.selectionSet) : [];
    });
  }
  return namesIn(set);
}
