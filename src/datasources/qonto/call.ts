import { BadUserInput } from '../../errors.js';

/** One request to the bank, as a resource file writes it. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path template, e.g. `/v2/transactions/{id}`: messages, logs and metrics show it and nothing of its values. */
  readonly path: string;
  /** Fills the template; every value is URL-encoded. A value that would change the route is refused. */
  readonly params?: Readonly<Record<string, string>>;
  /** Keys as the bank spells them. An array repeats its key (`'status[]': ['pending', 'completed']`); `undefined` is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** JSON body. */
  readonly body?: unknown;
  /** Multipart body, instead of `body`. */
  readonly form?: FormData;
  /** Sent as `X-Qonto-Idempotency-Key`. The bank forgets it after 30 minutes. Source: api reference, idempotency, 2026-11-20. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Asks the bank even when this operation has asked the same before: for polling. */
  readonly fresh?: boolean;
  /** `none`: the body of a 2xx answer is not looked at. `file`: it is a `BankFile`. Default `json`. */
  readonly accept?: 'json' | 'none' | 'file';
  /** A POST that changes nothing, such as the making of a receipt: treated as a read. */
  readonly safe?: boolean;
}

/** Whether a call changes nothing at the bank, so that it may be repeated and its failure is only a failure. */
export function isRead({ method, safe }: Call): boolean {
  return method === 'GET' || safe === true;
}

/** A 2xx answer of the bank. */
export interface Answer {
  readonly status: number;
  /** The parsed JSON or the file; `undefined` when there is none: uploads, cancels and deletes answer without a body. */
  readonly body: unknown;
  /** The bank's own clock when it answered (header `Date`), RFC 3339. */
  readonly readAt: string | undefined;
}

/** What one GraphQL operation has cost so far, in requests to the bank. */
export interface Meter {
  /** Requests that went to the bank, repeated ones included. */
  requests: number;
  /** Reads answered by an equal read of the same operation. */
  deduplicated: number;
  /** Requests that were repeats after a failure. */
  retries: number;
}

/** `GET /v2/transactions/{id}`: the only spelling of a call that leaves this process in words. */
export function callName(call: Pick<Call, 'method' | 'path'>): string {
  return `${call.method} ${call.path}`;
}

/**
 * Path and query of a call, encoded.
 *
 * @throws {BadUserInput} naming the parameter, when a value is empty or would change the route (`.`, `..`).
 */
export function callTarget(call: Call): string {
  const path = call.path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, call.params?.[name]));
  const pairs = queryPairs(call.query ?? {});
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
}

/** The same for equal reads, in whatever order their query was written. */
export function canonicalTarget(call: Call): string {
  const pairs = Object.entries(call.query ?? {});
  if (pairs.length < 2) return callTarget(call);
  return callTarget({ ...call, query: Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1))) });
}

function segment(name: string, value: string | undefined): string {
  if (value === undefined) throw new TypeError(`No value for {${name}} of the path template`);
  if (value === '' || value === '.' || value === '..' || /\p{Surrogate}/u.test(value))
    throw new BadUserInput(name, `\`${name}\` is not an id of the bank.`);
  return encodeURIComponent(value);
}

function queryPairs(query: NonNullable<Call['query']>): [string, string][] {
  return Object.entries(query).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((item: string): [string, string] => [key, item]);
    return [[key, String(value)]];
  });
}
