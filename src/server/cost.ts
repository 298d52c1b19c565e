import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Context } from '../context.js';
import { GatewayError } from '../errors.js';
import { type Asked, estimatedRequests } from './cost-estimate.js';
import { nullVariable } from './format-error.js';

/**
 * Four times what an operation may send: the estimate takes lists for full and every look-up for a different one, and
 * what is saved by that not being so is often most of it. What saves too little ends at the cap of 120.
 */
export const defaultMaxCost = 500;

/**
 * Tells every client what its operation cost the bank, `extensions.qonto { requests, deduplicated, retries,
 * estimatedRequests }`, and refuses one with an estimate above `maxCost` before anything is sent.
 */
export function costExtension(maxCost: number): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: { meter } }) {
      let cost: number | undefined;
      return {
        async didResolveOperation({ schema, document, operation, request: { variables = {} } }) {
          if (!operation) return;
          cost = estimateOf({ schema, document, operation, variables });
          if (cost > maxCost) throw tooExpensive(cost, maxCost);
        },
        async willSendResponse({ response: { body } }) {
          if (body.kind !== 'single') return;
          const qonto = { ...meter, ...(cost === undefined ? {} : { estimatedRequests: cost }) };
          body.singleResult.extensions = { ...body.singleResult.extensions, qonto };
        },
      };
    },
  };
}

/** @throws {GraphQLError} with HTTP 400 when a variable that decides on a field is null. */
function estimateOf(asked: Asked): number {
  try {
    return estimatedRequests(asked);
  } catch (error) {
    if (!(error instanceof GraphQLError) || nullVariable(error) === undefined) throw error;
    throw new GraphQLError(error.message, {
      nodes: error.nodes ?? [],
      extensions: { http: { status: 400 } },
    });
  }
}

function tooExpensive(cost: number, max: number): GraphQLError {
  const message = `The operation may take ${cost} requests to the bank; ${max} are taken: ask for smaller pages or fewer links.`;
  const details = { reason: 'ESTIMATED_REQUESTS', cost, max };
  return new GraphQLError(message, {
    originalError: new GatewayError('QUERY_TOO_EXPENSIVE', message, details),
    extensions: { http: { status: 400 } },
  });
}
