/**
 * Hive Gateway in front of this gateway: what it passes on. Its image reads this file, and so does serve.mjs.
 *
 * The caller's key goes to the gateway, which decides what the caller may do; the secret says that a router asks. Other
 * services of the supergraph get neither.
 */
export const gatewayConfig = {
  supergraph: new URL('supergraph.graphql', import.meta.url).pathname,
  graphiql: false,
  propagateHeaders: {
    fromClientToSubgraphs: ({ request, subgraphName }) =>
      subgraphName === 'qonto'
        ? {
            authorization: request.headers.get('authorization') ?? '',
            'x-subgraph-secret': process.env.SUBGRAPH_SECRET,
          }
        : {},
  },
};
