import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Role } from '../caller.js';
import type { Context } from '../context.js';
import { operationClasses, payingOperations } from '../datasources/payments/index.js';
import { GatewayError } from '../errors.js';
import { rootFieldsOf } from './root-fields.js';

/** Refuses, before anything of it is executed, an operation that the caller lacks a role for: HTTP 403. */
export const roleCheck: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operation, contextValue: { caller } }) {
        if (caller === undefined || operation === undefined) return;
        for (const field of rootFieldsOf(operation.selectionSet, document)) {
          const role = roleNeeded(operation.operation, field);
          if (caller.roles.has(role)) continue;
          const error = lacksRole(`\`${field}\``, role);
          throw new GraphQLError(error.message, {
            originalError: error,
            extensions: { http: { status: 403 } },
          });
        }
      },
    };
  },
};

/** Mutations that send money, or stop it. */
const payments: ReadonlySet<string> = new Set([
  ...payingOperations,
  'cancelTransfer' satisfies keyof typeof operationClasses,
]);

/**
 * What a caller must be allowed for a field at the root; where two are asked for, each needs its own. A mutation of which
 * nobody has said yet what it does is taken for a payment.
 */
export function roleNeeded(operation: OperationTypeNode, field: string): Role {
  if (operation !== OperationTypeNode.MUTATION) return 'read';
  return payments.has(field) || !Object.hasOwn(operationClasses, field) ? 'pay' : 'write';
}

export function lacksRole(wanted: string, role: Role): GatewayError {
  return new GatewayError('FORBIDDEN', `${wanted} needs the role \`${role}\` of this gateway.`, {
    reason: 'GATEWAY_ROLE',
    missingRole: role,
  });
}
