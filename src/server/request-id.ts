import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { requestWord } from '../datasources/qonto/index.js';

/**
 * The name of a request in logs and answers: the header `X-Request-Id` when that is a UUID, or 16 to 64 characters of
 * lower-case hexadecimal; else a new UUID. Another text might say something about somebody, and would be logged.
 */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  return requestWord(headers['x-request-id']) ?? randomUUID();
}

/** Tells every caller how its request is called, so that it can be found in the log. */
export function tellRequestIds(app: FastifyInstance): void {
  app.addHook('onRequest', ({ id }, reply, done) => {
    reply.header('x-request-id', id);
    done();
  });
}
