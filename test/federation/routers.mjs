import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { createGatewayRuntime, useCustomFetch } from '@graphql-hive/gateway-runtime';
import { parse } from 'graphql';

/**
 * Two routers in this process, each as its makers say it is set up: they pass the caller's credential and the secret on
 * to the bank's subgraph alone. `fetch` stands for the network.
 */
export const routers = { 'Hive Gateway': startHive, '@apollo/gateway': startApollo };

function headersFor(subgraph, authorization, secret) {
  return subgraph === 'qonto' ? { authorization, 'x-subgraph-secret': secret } : {};
}

async function startHive({ supergraph, fetch, secret }) {
  const runtime = createGatewayRuntime({
    supergraph,
    logging: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request, subgraphName }) =>
        headersFor(subgraphName, request.headers.get('authorization'), secret),
    },
    plugins: () => [useCustomFetch(fetch)],
  });
  return {
    async ask(query, authorization) {
      const response = await runtime.fetch('http://router/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query }),
      });
      return response.json();
    },
    close: () => runtime[Symbol.asyncDispose](),
  };
}

async function startApollo({ supergraph, fetch, secret }) {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    buildService: ({ name, url }) =>
      new RemoteGraphQLDataSource({
        url,
        fetcher: fetch,
        willSendRequest({ request, context }) {
          for (const [header, value] of Object.entries(headersFor(name, context.authorization, secret)))
            request.http.headers.set(header, value);
        },
      }),
  });
  const { executor } = await gateway.load();
  return {
    ask: (query, authorization) =>
      executor({
        document: parse(query),
        request: { query, variables: {} },
        queryHash: query,
        context: { authorization },
        metrics: {},
        overallCachePolicy: { restrict() {} },
      }),
    close: () => gateway.stop(),
  };
}
