import type { FastifyReply } from 'fastify';
import { type ErrorCode, GatewayError } from '../errors.js';

/**
 * Answers an error outside of GraphQL in the shape that GraphQL has: one list of `errors`, the same codes.
 * Anything but an error of ours is thrown on: it is a defect.
 */
export function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof GatewayError)) throw error;
  const { code, message, details } = error;
  const { retryAfterSeconds } = details;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  const status = details.reason === 'BODY_TOO_LARGE' ? 413 : statusOf[code];
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .send({ errors: [{ message, extensions: { code, ...details } }] });
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
