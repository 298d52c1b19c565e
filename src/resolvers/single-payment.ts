import { collectFields } from '@graphql-tools/utils';
import type { GraphQLResolveInfo } from 'graphql';
import { BadUserInput } from '../errors.js';

/** The root fields that move money. */
const payments: ReadonlySet<string> = new Set(['createTransfer', 'payBeneficiary']);

/**
 * Refuses an operation that pays more than once: its answer could not say plainly what was paid.
 *
 * @throws {BadUserInput} for each of them, before anything is asked of the bank.
 */
export function refuseSecondPayment(info: GraphQLResolveInfo): void {
  const { schema, fragments, variableValues, parentType, operation, fieldName } = info;
  const { fields } = collectFields(schema, fragments, variableValues, parentType, operation.selectionSet);
  const paying = [...fields.values()].filter(([node]) => node !== undefined && payments.has(node.name.value));
  if (paying.length > 1)
    throw new BadUserInput(fieldName, 'One operation pays once: send each payment in a request of its own.');
}
