import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, Kind } from 'graphql';
import { type ErrorDetails, GatewayError, Rejection, ScaRequired } from '../errors.js';
import { argumentProblem } from './argument-error.js';

/**
 * Makes what a client sees of an error: a code to switch on, one sentence, and what to do.
 *
 * `effect` says what the failed field has changed at the bank. An error of the gateway means that nothing was done: what
 * may have been done is no error but an outcome. Of a defect nobody knows.
 *
 * Errors of the gateway keep their words. Value errors of graphql-js get new ones, because theirs repeat the value.
 * Anything else is our own defect: its text stays here and goes to `report`.
 */
export function errorFormatter(schema: GraphQLSchema, report: (error: unknown) => void) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = causeOf(error);
    const place = {
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
    };
    if (cause instanceof GatewayError)
      return { message: cause.message, ...place, extensions: shown(cause.code, cause.details) };
    if (cause instanceof Rejection) {
      return {
        message: cause.message,
        ...place,
        extensions: shown('BAD_USER_INPUT', { upstream: cause.upstream }),
      };
    }
    if (cause instanceof ScaRequired) {
      const details = { reason: 'SCA_REQUIRED', upstream: cause.upstream };
      return { message: cause.message, ...place, extensions: shown('FORBIDDEN', details) };
    }
    const name = nullVariable(cause);
    if (name !== undefined && isDefect(formatted)) {
      const extensions = shown('BAD_USER_INPUT', { argument: `$${name}` });
      return { message: `\`$${name}\` must not be null where it is used.`, ...place, extensions };
    }
    if (!(error instanceof GraphQLError) || isDefect(formatted)) {
      report(cause);
      return {
        message: 'Internal error.',
        ...place,
        extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false, effect: 'UNKNOWN' },
      };
    }
    const problem = argumentProblem(error, schema);
    if (problem) {
      const extensions = shown('BAD_USER_INPUT', { argument: problem.argument });
      return { message: problem.message, ...place, extensions };
    }
    return {
      message: withoutTokens(formatted),
      ...place,
      extensions: { ...formatted.extensions, retryable: false, effect: 'NONE' },
    };
  };
}

/**
 * The variable that was sent as null where there must be a value; undefined for other errors. Validation lets one through
 * that may be null but has a default, and graphql-js finds it when it reads the arguments.
 */
export function nullVariable(error: unknown): string | undefined {
  if (!(error instanceof GraphQLError) || error.originalError !== undefined) return undefined;
  const node = error.nodes?.[0];
  return node?.kind === Kind.VARIABLE ? node.name.value : undefined;
}

/** What a resolver threw, or what kept the context from being made. */
function causeOf(error: unknown): unknown {
  const cause = unwrapResolverError(error);
  return cause instanceof GraphQLError && cause.originalError instanceof GatewayError
    ? cause.originalError
    : cause;
}

/**
 * A syntax error prints the text it stumbled over, which may be a value that lost its quotes; `operationName` is a value
 * of the request. Names in a document that the schema does not know are told: without them nobody could mend it.
 */
function withoutTokens({ message, extensions }: GraphQLFormattedError): string {
  if (message.startsWith('Unknown operation named ')) return 'The document has no operation of that name.';
  if (extensions?.['code'] !== 'GRAPHQL_PARSE_FAILED') return message;
  return message.startsWith('Syntax Error')
    ? message.replace(/ "[^]*"/, '')
    : 'The document is nested too deeply.';
}

function isDefect(formatted: GraphQLFormattedError): boolean {
  return formatted.extensions?.['code'] === 'INTERNAL_SERVER_ERROR';
}

function shown(code: string, { retryable = false, ...details }: ErrorDetails) {
  return { code, retryable, effect: 'NONE', ...details };
}
