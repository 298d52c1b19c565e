import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Context } from '../context.js';
import type { Executor } from './execution/index.js';
import type { errorFormatter } from './format-error.js';
import { maxTokens } from './limits/document-limits.js';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  /** What executes operations once they are validated. */
  readonly executor: Pick<Executor, 'execute'>;
  /** Whether clients may ask for the schema, and errors suggest names of it. */
  readonly introspection: boolean;
  readonly formatError: ReturnType<typeof errorFormatter>;
  readonly plugins: readonly ApolloServerPlugin<Context>[];
}

/** Apollo Server without what it does by itself for those who ask nothing of it. */
export function createApollo(options: ApolloOptions): ApolloServer<Context> {
  const { schema, executor, introspection, formatError, plugins } = options;
  return new ApolloServer<Context>({
    gateway: executedBy(executor, schema),
    introspection,
    // Its cache could be filled by strangers.
    persistedQueries: false,
    parseOptions: { maxTokens },
    validationOptions: { maxErrors: 20 },
    includeStacktraceInErrorResponses: false,
    // Whoever listens decides when to end; Apollo would raise the signal again and cut what is on its way.
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    formatError,
    logger: silent,
    plugins: [
      ...plugins,
      // It walks every field of every answer, and nothing here is cached.
      ApolloServerPluginCacheControlDisabled(),
      // Apollo turns it on for subgraphs: it would tell timings and error messages to whoever asks with a header.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
}

type Gateway = ApolloServerOptionsWithGateway<Context>['gateway'];

/** Apollo lets nobody but what it takes for a gateway of subgraphs execute operations in its place. */
function executedBy(executor: Pick<Executor, 'execute'>, schema: GraphQLSchema): Gateway {
  return {
    onSchemaLoadOrUpdate(use) {
      use({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request, context }) =>
        executor.execute({
          document,
          operationName: request.operationName,
          variableValues: request.variables,
          contextValue: context,
        }),
    }),
    async stop() {},
  };
}

/** Apollo logs errors with their contents; ours are logged where they are formatted. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };
