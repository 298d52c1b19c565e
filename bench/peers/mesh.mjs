// GraphQL Mesh: a schema made from an OpenAPI description, in its fastest form, which is served by graphql-yoga.
import { loadGraphQLSchemaFromOpenAPI } from '@omnigraph/openapi';
import { openapi } from './openapi.mjs';
import { serve } from './yoga.mjs';

export async function start(bankUrl) {
  const schema = await loadGraphQLSchemaFromOpenAPI('Bank', {
    source: openapi,
    endpoint: bankUrl,
    cwd: import.meta.dirname,
  });
  linkAttachments(schema);
  return serve(schema);
}

/**
 * A link of OpenAPI asks for `/v2/attachments/` without an id when it is followed from a list, so the field is added by
 * hand. It calls the resolver of the query directly, which is cheaper than the delegation that Mesh would configure.
 */
function linkAttachments(schema) {
  const { retrieveAttachment } = schema.getQueryType().getFields();
  const field = schema.getType('SupplierInvoice').getFields().attachment;
  field.type = retrieveAttachment.type;
  field.resolve = (invoice, _arguments, context, info) =>
    retrieveAttachment.resolve({}, { id: invoice.attachment_id }, context, info);
}
