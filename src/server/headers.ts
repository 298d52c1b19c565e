import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/**
 * Security headers of every answer. JSON is no page: it may load nothing, run nothing, and stand in no frame. What is one,
 * GraphiQL, sets a policy of its own.
 */
export function guardBrowsers(app: FastifyInstance): void {
  const addHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    xFrameOptions: { action: 'deny' },
  });
  // Its plugin for Fastify would read these options anew for every request.
  app.addHook('onRequest', (request, reply, done) => addHeaders(request.raw, reply.raw, () => done()));
}
