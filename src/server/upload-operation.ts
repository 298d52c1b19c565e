import { type DocumentNode, getOperationAST, OperationTypeNode, parse } from 'graphql';
import { maxTokens } from './limits/document-limits.js';
import { rootFieldsOf } from './root-fields.js';

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
    rootFieldsOf(operation.selectionSet, document!).some((name) => uploadFields.has(name))
  );
}

function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { maxTokens, noLocation: true });
  } catch {
    return undefined;
  }
}
