import Fastify from 'fastify';
import mercurius from 'mercurius';
import { contextOf, resolvers, typeDefs } from './schema.mjs';

export async function start(bankUrl, _facts, options = {}) {
  const app = Fastify();
  const makeContext = contextOf(bankUrl);
  await app.register(mercurius, { schema: typeDefs, resolvers, context: makeContext, ...options });
  return app.listen({ host: '127.0.0.1', port: 0 });
}
