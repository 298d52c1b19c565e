import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Context } from '../context.js';
import type { errorFormatter } from './format-error.js';
import { maxTokens } from './limits/document-limits.js';

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  /** Whether clients may ask for the schema, and errors suggest names of it. */
  readonly introspection: boolean;
  readonly formatError: ReturnType<typeof errorFormatter>;
  readonly plugins: readonly ApolloServerPlugin<Context>[];
}

/** Apollo Server without what it does by itself for those who ask nothing of it. */
export function createApollo(options: ApolloOptions): ApolloServer<Context> {
  const { schema, introspection, formatError, plugins } = options;
  return new ApolloServer<Context>({
    schema,
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

/** Apollo logs errors with their contents; ours are logged where they are formatted. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };
