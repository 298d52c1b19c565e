import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { contextOf, resolvers, typeDefs } from './schema.mjs';

export function start(bankUrl) {
  return serve(createSchema({ typeDefs, resolvers }), contextOf(bankUrl));
}

/** Serves a schema with graphql-yoga on `node:http`. */
export function serve(schema, context) {
  const server = createServer(createYoga({ schema, context, logging: false, graphiql: false }));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}
