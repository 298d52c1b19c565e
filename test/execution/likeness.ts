import { type ExecutionResult, GraphQLError } from 'graphql';

/**
 * All that can be told of a result, in a text that is the same for results that are alike: values and the order of keys,
 * errors in their order with what they were made of.
 */
export function textOfResult(result: ExecutionResult): string {
  return text({ ...result, ...(result.errors && { errors: result.errors.map(told) }) });
}

/**
 * What is decided however many microtasks an executor takes: the data, and which of its nulls are errors.
 *
 * Where several fields fail at once below one null, the specification leaves open which of them is told.
 */
export function textOfDecided({ data, errors = [] }: ExecutionResult): string {
  const nulls = errors.map(({ path = [] }) => {
    let at: unknown = data;
    const depth = path.findIndex((key) => (at = (at as Record<string, unknown> | null)?.[key]) === null);
    return text(data === null ? [] : path.slice(0, depth < 0 ? path.length : depth + 1));
  });
  return text({ data, hasData: data !== undefined, nulls: [...new Set(nulls)].sort() });
}

function told(error: GraphQLError): object {
  const { message, path, locations, extensions, originalError, nodes, positions, source } = error;
  const isGraphQLError = error instanceof GraphQLError;
  const places = nodes?.map(({ kind, loc }) => `${kind}@${loc?.start}`);
  const original = originalError && [originalError.name, originalError.message];
  return {
    isGraphQLError,
    message,
    path,
    locations,
    extensions,
    original,
    places,
    positions,
    source: source?.body,
  };
}

/** JSON, with what JSON leaves out. */
function text(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint' || typeof inner === 'symbol' || typeof inner === 'function')
      return String(inner);
    return Object.is(inner, -0) ? '-0' : inner;
  });
}
