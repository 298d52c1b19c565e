import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/** Whether `@skip` or `@include` stands at the root of an operation, or at that of a fragment there. */
export function isRootConditional(set: SelectionSetNode, document: DocumentNode): boolean {
  const visited = new Set<string>();
  function isConditional({ selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'))
        return true;
      if (selection.kind === Kind.FIELD) return false;
      if (selection.kind === Kind.INLINE_FRAGMENT) return isConditional(selection.selectionSet);
      const name = selection.name.value;
      if (visited.has(name)) return false;
      visited.add(name);
      return document.definitions.some(
        (definition) =>
          definition.kind === Kind.FRAGMENT_DEFINITION &&
          definition.name.value === name &&
          isConditional(definition.selectionSet),
      );
    });
  }
  return isConditional(set);
}

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
