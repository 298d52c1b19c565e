import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors.js';
import { BadRequest, sendError } from './http-error.js';

/**
 * Answers what Fastify refuses, in the shape of all errors and in words of our own: Fastify's repeat the path or what
 * the JSON parser stumbled over.
 */
export function answerFrameworkError(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendError(reply, ownError(error));
}

/** Answers a path or a method that no route has. */
export function answerNotFound(_request: FastifyRequest, reply: FastifyReply): void {
  sendError(reply, new GatewayError('NOT_FOUND', 'There is nothing under this path.'));
}

function ownError(error: FastifyError): unknown {
  const { statusCode = 500 } = error;
  if (statusCode === 413)
    return new GatewayError('BAD_USER_INPUT', 'The request is too long.', { reason: 'BODY_TOO_LARGE' });
  if (statusCode < 400 || statusCode >= 500 || error instanceof BadRequest) return error;
  return new BadRequest(statusCode, sentences[statusCode] ?? 'The request cannot be read.');
}

const sentences: Readonly<Record<number, string>> = {
  414: 'The path is too long.',
  415: 'The body has a content type that is not taken here.',
};
