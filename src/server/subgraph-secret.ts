import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Context } from '../context.js';
import { GatewayError } from '../errors.js';
import { rootFieldsOf } from './root-fields.js';

/** The header by which a router proves that it is one. */
export const subgraphHeader = 'x-subgraph-secret';

/**
 * Answers `_service` and `_entities` to callers that know the secret alone; others get HTTP 403, before anything is
 * executed. What they read is still the business of the credential for the bank that comes with the request.
 */
export function routersOnly(secret: string): ApolloServerPlugin<Context> {
  const expected = digestOf(secret);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ request, document, operation }) {
          const asked = operation ? rootFieldsOf(operation.selectionSet, document) : [];
          if (![...asked].some((field) => routerFields.has(field))) return;
          const given = request.http?.headers.get(subgraphHeader);
          if (given !== undefined && timingSafeEqual(digestOf(given), expected)) return;
          throw refusal();
        },
      };
    },
  };
}

const routerFields: ReadonlySet<string> = new Set(['_service', '_entities']);

function refusal(): GraphQLError {
  const message =
    'Only routers may ask for `_service` and `_entities`: send the secret of the subgraph in the header `X-Subgraph-Secret`.';
  const originalError = new GatewayError('FORBIDDEN', message, { reason: 'SUBGRAPH_SECRET' });
  return new GraphQLError(message, { originalError, extensions: { http: { status: 403 } } });
}

/** Equal lengths, as the comparison wants them. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
