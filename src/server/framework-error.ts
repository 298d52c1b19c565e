import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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

/** Answers a path that no route has, and a method that the routes of a path do not have. To be called before the routes. */
export function answerUnknownRoutes(app: FastifyInstance): void {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const allowed = routes.flatMap(({ pattern, methods }) => (pattern.test(path) ? methods : []));
    if (allowed.length === 0)
      return sendError(reply, new GatewayError('NOT_FOUND', 'There is nothing under this path.'));
    reply.header('allow', [...new Set(allowed)].join(', '));
    return sendError(reply, new BadRequest(405, 'This path does not take that method.'));
  });
}

/** What a route matches, as far as our routes go: words, and `:names` for one word. */
function patternOf(url: string): RegExp {
  return new RegExp(`^${url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`);
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
