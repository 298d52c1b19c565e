import { DirectiveLocation, GraphQLDirective, GraphQLList, GraphQLNonNull, GraphQLString } from 'graphql';
import { Directive } from 'type-graphql';

/** OAuth scopes of the bank. Source: docs.qonto.com, scopes, read 2026-11-20. */
export type Scope =
  | 'attachment.read'
  | 'attachment.write'
  | 'client.read'
  | 'client.write'
  | 'client_invoices.read'
  | 'client_invoice.write'
  | 'einvoicing.read'
  | 'membership.read'
  | 'organization.read'
  | 'payment.write'
  | 'supplier_invoice.read'
  | 'supplier_invoice.write';

/** Says in the schema that a credential needs one of these scopes for a field; of each of several decorators, one. */
export function NeedsScope(...anyOf: readonly [Scope, ...Scope[]]): MethodDecorator {
  return Directive(`@qontoScope(anyOf: ${JSON.stringify(anyOf)})`) as MethodDecorator;
}

/** For the schema that {@link NeedsScope} is used in. */
export const scopeDirective = new GraphQLDirective({
  name: 'qontoScope',
  description:
    'OAuth scopes of the bank: the credential needs one of these, and where the directive is repeated, one of each. API keys know no scopes.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  isRepeatable: true,
  args: { anyOf: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLString))) } },
});
