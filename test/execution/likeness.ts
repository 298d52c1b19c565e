import { type ExecutionResult, GraphQLError } from 'graphql';

/**
 * All that can be told of a result, in a text that is the same for results that are alike: values and the order of keys,
 * errors in their order with what they were made of.
 */
export function textOfResult(result: ExecutionResult): string {
  return text({ ...result, ...(result.errors && { errors: result.errors.map(told) }) });
}

/**
 * What is decided in two results however many microtasks their executors take: the data, which of its nulls are errors, and
 * the errors of places that failed in both.
 *
 * Where several fields fail at once below one null, the specification leaves open which of them is told.
 */
export function textsOfDecided(one: ExecutionResult, other: ExecutionResult): readonly [string, string] {
  return [textOfDecided(one, pathsOf(other)), textOfDecided(other, pathsOf(one))];
}

function textOfDecided({ data, errors = [] }: ExecutionResult, paths: ReadonlySet<string>): string {
  const nulls = new Set(errors.map((error) => text(nullOf(error, data))));
  const inBoth = errors.filter(({ path }) => paths.has(text(path)));
  return text({
    data,
    hasData: data !== undefined,
    nulls: [...nulls].sort(),
    errors: inBoth.map((error) => text(told(error))).sort(),
  });
}

function pathsOf({ errors = [] }: ExecutionResult): ReadonlySet<string> {
  return new Set(errors.map(({ path }) => text(path)));
}

/** Where in the data null stands for an error. */
function nullOf({ path = [] }: GraphQLError, data: ExecutionResult['data']): GraphQLError['path'] {
  if (data === null) return [];
  let at: unknown = data;
  const depth = path.findIndex((key) => (at = (at as Record<string, unknown> | null)?.[key]) === null);
  return path.slice(0, depth < 0 ? path.length : depth + 1);
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
