import type { FastifyReply } from 'fastify';
import { defectOf } from '../defect.js';
import { type ErrorCode, type ErrorDetails, GatewayError, Rejection } from '../errors.js';

/** A request that is refused before anybody looks at what it asks for. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';

  constructor(
    readonly statusCode: number,
    message: string,
    /** Whether the same request may succeed later, unchanged. */
    readonly retryable = false,
  ) {
    super(message);
  }
}

/**
 * Answers an error outside of GraphQL in the shape that GraphQL has: one list of `errors`, the same codes.
 * The text of a defect stays here: it may hold data.
 */
export function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof BadRequest)
    return answer(reply, error.statusCode, error.message, {
      code: 'BAD_REQUEST',
      retryable: error.retryable,
    });
  const { code, message, details } = shown(error);
  if (code === 'INTERNAL_SERVER_ERROR') reply.log.error({ defect: defectOf(error) }, 'defect');
  const { retryAfterSeconds } = details;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const status = details.reason === 'BODY_TOO_LARGE' ? 413 : statusOf[code];
  return answer(reply, status, message, { code, retryable: false, ...details });
}

function answer(
  reply: FastifyReply,
  status: number,
  message: string,
  details: { code: ErrorCode | 'BAD_REQUEST'; retryable: boolean } & ErrorDetails,
): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { effect: 'NONE', ...details } }] }));
}

function shown(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (error instanceof Rejection)
    return new GatewayError('BAD_USER_INPUT', error.message, { upstream: error.upstream });
  return new GatewayError('INTERNAL_SERVER_ERROR', 'Internal error.');
}

const statusOf: Readonly<Record<ErrorCode, number>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UPSTREAM_UNAVAILABLE: 502,
  UPSTREAM_CONTRACT: 502,
  QUERY_TOO_EXPENSIVE: 400,
  OVERLOADED: 503,
  INTERNAL_SERVER_ERROR: 500,
};
