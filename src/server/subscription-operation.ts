import { type ApolloServer, type ApolloServerPlugin, type GraphQLRequest, HeaderMap } from '@apollo/server';
import {
  createSourceEventStream,
  type DocumentNode,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
} from 'graphql';
import type { Context } from '../context.js';
import type { Backlog } from '../datasources/events/index.js';
import type { Meter } from '../datasources/qonto/index.js';
import { GatewayError } from '../errors.js';

/** Where subscriptions are served. */
export const streamPath = '/graphql/stream';

/** Makes what a client sees of an error. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** A subscription that is being opened; `accepted` once it has passed all that every operation has to pass. */
interface Opening {
  accepted?: {
    readonly schema: GraphQLSchema;
    readonly document: DocumentNode;
    readonly operationName: string | undefined;
    readonly variableValues: Readonly<Record<string, unknown>> | undefined;
  };
}

/**
 * Runs subscriptions through the same Apollo Server as all operations, so that no check knows a second way in.
 *
 * Opening one parses, validates and limits it, and executes nothing. Each change then runs the whole operation anew, as
 * if it were a query, with {@link Context.change} to say what for.
 */
export class SubscriptionOperations {
  /** By the meter, because Apollo copies the context and keeps the meter in it. */
  readonly #openings = new WeakMap<Meter, Opening>();

  /** Keeps subscriptions away from `/graphql`, and everything else away from the stream. */
  readonly plugin: ApolloServerPlugin<Context> = {
    requestDidStart: async ({ contextValue }) => {
      const opening = this.#openings.get(contextValue.meter);
      const isStream = opening !== undefined || contextValue.change !== undefined;
      return {
        didResolveOperation: async ({ operation }) => {
          if ((operation?.operation === OperationTypeNode.SUBSCRIPTION) !== isStream)
            throw misplaced(isStream);
        },
        responseForOperation: async ({
          schema,
          document,
          operation,
          request: { operationName, variables },
        }) => {
          if (opening === undefined || operation === undefined) return null;
          opening.accepted = { schema, document, operationName, variableValues: variables };
          return {
            http: { status: 200, headers: new HeaderMap() },
            body: { kind: 'single', singleResult: {} },
          };
        },
      };
    },
  };

  constructor(private readonly formatError: FormatError) {}

  /** What is to be followed, or why not. */
  async open(
    apollo: ApolloServer<Context>,
    request: GraphQLRequest,
    contextValue: Context,
  ): Promise<Backlog | FormattedExecutionResult> {
    const opening: Opening = {};
    this.#openings.set(contextValue.meter, opening);
    const result = await runOperation(apollo, request, contextValue);
    if (opening.accepted === undefined) return result;
    const source = await createSourceEventStream({ ...opening.accepted, contextValue });
    // Our subscription fields return nothing else.
    if (Symbol.asyncIterator in source) return source as Backlog;
    return { errors: source.errors?.map((error) => this.formatError(normalised(error), error)) ?? [] };
  }

  /** An error that ended a subscription, as its client sees it. */
  failure(error: unknown): FormattedExecutionResult {
    return { errors: [this.formatError({ message: '' }, error)] };
  }
}

/** Runs an operation that is checked, and limited, as every other one. */
export async function runOperation(
  apollo: ApolloServer<Context>,
  request: GraphQLRequest,
  contextValue: Context,
): Promise<FormattedExecutionResult> {
  const { body } = await apollo.executeOperation(request, { contextValue });
  if (body.kind === 'single') return body.singleResult;
  throw new Error('An operation was answered in parts');
}

function misplaced(isStream: boolean): GraphQLError {
  const message = isStream
    ? 'Queries and mutations are served at /graphql.'
    : `Subscriptions are served at POST ${streamPath}, as server-sent events.`;
  return new GraphQLError(message, {
    originalError: new GatewayError('BAD_USER_INPUT', message, { reason: 'OTHER_PATH' }),
    extensions: { http: { status: 400 } },
  });
}

/** As Apollo hands errors over to be formatted: with a code. */
function normalised(error: GraphQLError): GraphQLFormattedError {
  const isDefect = error.originalError !== undefined && !(error.originalError instanceof GraphQLError);
  const { message, ...place } = error.toJSON();
  return { message, ...place, extensions: { code: isDefect ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT' } };
}
