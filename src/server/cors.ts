import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/**
 * Lets pages of these origins, and of no others, read the answers. Without one, nothing is said of CORS at all.
 *
 * No cookie counts here, so none is asked for: a page has to bring a key or a token itself.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'x-api-key',
      'x-request-id',
      'apollo-require-preflight',
    ],
    exposedHeaders: ['content-disposition', 'retry-after', 'x-request-id'],
    credentials: false,
    maxAge: 600,
    // Its own refusal is no JSON; what is no preflight is answered as everything else.
    strictPreflight: false,
  });
}
