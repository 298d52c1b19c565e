import Fastify, { type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { answerFrameworkError, answerUnknownRoutes } from './framework-error.js';
import { guardAnswers } from './http.js';

/** `GET /metrics`, on a port of its own: callers of the gateway have no business there. It does not listen yet. */
export function createMetricsServer(registry: Registry): FastifyInstance {
  const app = Fastify({ frameworkErrors: answerFrameworkError });
  app.setErrorHandler(answerFrameworkError);
  answerUnknownRoutes(app);
  guardAnswers(app);
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  return app;
}
