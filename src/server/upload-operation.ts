import {
  type DocumentNode,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

/** Longest document, in tokens; the longest of the six workflows has about 300. */
export const maxTokens = 2_000;

/** Longest document that is looked into, in characters. */
const maxDocumentLength = 256 * 1024;

/** Mutations whose input has files. */
const uploadFields: ReadonlySet<string> = new Set(['bulkUploadSupplierInvoices', 'uploadAttachment']);

/**
 * Whether the operation that a GraphQL request asks for is a mutation that takes files.
 *
 * The document is parsed: a word in a comment, in a text or deep in a query makes no upload.
 */
export function isUpload(body: unknown): boolean {
  const { query, operationName } = (body ?? {}) as { query?: unknown; operationName?: unknown };
  if (typeof query !== 'string' || query.length > maxDocumentLength) return false;
  const document = parsed(query);
  const operation =
    document && getOperationAST(document, typeof operationName === 'string' ? operationName : null);
  return (
    operation?.operation === OperationTypeNode.MUTATION &&
    rootFields(operation.selectionSet, document!, new Set()).some((name) => uploadFields.has(name))
  );
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens, noLocation: true });
  } catch {
    return undefined;
  }
}

/** Names of fields at the root, those of fragments there too. `visited` ends a ring of fragments. */
function rootFields(
  { selections }: SelectionSetNode,
  document: DocumentNode,
  visited: Set<string>,
): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, document, visited);
    const name = selection.name.value;
    if (visited.has(name)) return [];
    visited.add(name);
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? rootFields(fragment.selectionSet, document, visited)
      : [];
  });
}
