import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { GatewayError } from '../../errors.js';
import { sendError } from '../http-error.js';
import type { CallerRate, Turn } from './caller-rate.js';
import { CheckedDocuments } from './checked-documents.js';
import { checkVariables } from './variable-limits.js';

/**
 * Looks at a GraphQL request before Apollo does: how often its caller asks, and how big its document and its variables
 * are. What is refused here was neither validated nor run, and nothing was sent to the bank.
 *
 * @param callerOf Who asks, under a name that is no secret; throws when nobody is known, which is refused later on.
 */
export function limitedOperations(rate: CallerRate, callerOf: CallerOf): preHandlerAsyncHookHandler {
  const documents = new CheckedDocuments();
  return async (request, reply) => {
    try {
      await take(rate, request, callerOf, 'operation');
      const { query, variables } = partsOf(request);
      checkVariables(variables);
      if (typeof query === 'string' && documents.check(query).movesMoney)
        await take(rate, request, callerOf, 'payment');
    } catch (error) {
      return sendError(reply, error);
    }
  };
}

/** Refuses whatever else comes from a caller who asks too often: it counts as an operation. */
export function limitedRate(rate: CallerRate, callerOf: CallerOf): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    try {
      await take(rate, request, callerOf, 'operation');
    } catch (error) {
      return sendError(reply, error);
    }
  };
}

type CallerOf = (request: FastifyRequest) => string;

async function take(
  rate: CallerRate,
  request: FastifyRequest,
  callerOf: CallerOf,
  turn: Turn,
): Promise<void> {
  let caller: string;
  try {
    caller = callerOf(request);
  } catch {
    return;
  }
  const waitMs = await rate.take(caller, turn);
  if (waitMs > 0) throw tooOften(turn, waitMs);
}

/** Where a request has its document and its variables. Whether they are what they should be is Apollo's to say. */
function partsOf({ method, body, query }: FastifyRequest): { query?: unknown; variables?: unknown } {
  const parts = method === 'GET' ? query : body;
  return typeof parts === 'object' && parts !== null ? parts : {};
}

function tooOften(turn: Turn, waitMs: number): GatewayError {
  const [reason, words] = turn === 'payment' ? ['CALLER_PAYMENTS', 'pays'] : ['CALLER_OPERATIONS', 'asks'];
  return new GatewayError('RATE_LIMITED', `This caller ${words} too often: nothing was sent.`, {
    retryable: true,
    reason,
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  });
}
