/** What the client needs of a logger; pino's loggers fit. */
export interface CallLogger {
  debug(fields: LogFields, message: string): void;
  /** Whether lines of this level are kept; without it they are. */
  isLevelEnabled?(level: 'debug'): boolean;
}

export type LogFields = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * The fields of a log line that are known to be harmless, in a shape that is known to be harmless; the rest is dropped.
 *
 * An allowlist, since a list of forbidden words is always one leak behind: a field that nobody thought of stays out.
 */
export function redact(fields: Readonly<Record<string, unknown>>): LogFields {
  const kept: Record<string, string | number | readonly string[]> = {};
  for (const [name, shape] of Object.entries(allowed)) {
    const value = shape(fields[name]);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

/** A code as the bank and this gateway write them (`not_in_list`, `TIMEOUT`); a longer run of digits is no code. */
export function codeWord(value: unknown): string | undefined {
  return matching(/^(?!.*\d{4})[A-Za-z][A-Za-z0-9_.]{0,99}$/)(value);
}

/** A trace or request id: lower-case hexadecimal or a UUID, so that neither an IBAN nor an amount passes for one. */
export function idWord(value: unknown): string | undefined {
  return matching(/^(?=.*\d)(?=.*[a-f])[0-9a-f-]{16,64}$/)(value);
}

/** The name of a caller's request: a UUID, or what else {@link idWord} takes. */
export function requestWord(value: unknown): string | undefined {
  return matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)(value) ?? idWord(value);
}

type Shape = (value: unknown) => string | number | readonly string[] | undefined;

const allowed: Readonly<Record<string, Shape>> = {
  call: matching(/^[A-Z]+ \/[a-z0-9_/{}]{1,150}$/i),
  request: requestWord,
  // As the configuration names callers, or `jwt-` and a hash.
  caller: matching(/^[a-z0-9][\w.-]{0,63}$/),
  outcome: codeWord,
  reason: codeWord,
  status: number,
  attempt: number,
  waitedMs: number,
  durationMs: number,
  operation: codeWord,
  kind: codeWord,
  requests: number,
  deduplicated: number,
  retries: number,
  errors: number,
  bytes: number,
  retryAfterSeconds: number,
  codes: words,
  traceId: idWord,
  requestId: idWord,
};

function matching(pattern: RegExp): (value: unknown) => string | undefined {
  return (value) => (typeof value === 'string' && pattern.test(value) ? value : undefined);
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : undefined;
}

function words(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map(codeWord).filter((word) => word !== undefined);
}
