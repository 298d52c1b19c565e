import type { Refusal } from '../../errors.js';
import { jsonOf } from '../../json.js';

/** What the bank wrote under a status that is not 2xx, with the spelling of its dozen bodies taken away. */
export interface Envelope {
  readonly refusals: readonly Refusal[];
  readonly traceId?: string;
  /** With 428 `sca_required`. Never log it. */
  readonly scaSessionToken?: string;
  /** OAuth's and the idempotency layer's `error`, a bare string. */
  readonly error?: string;
}

/** Code of a refusal that came without one. */
export const UNSPECIFIED = 'unspecified';

/**
 * Reads an error body; `undefined` when it is none of the bank's shapes (empty, HTML, text, another JSON).
 *
 * Shapes, all seen in the reference, its collections or live answers, read 2026-11-20:
 * `{errors: [{code, detail, source}], trace_id}`; the same with `errors` as an object, with or without a code;
 * entries with `status`, `message`, `title` or `meta`; flat `{code, detail | message}`; `{error, error_description}`;
 * `{error: "Concurrent requests detected"}`. A body `{description, content}` is a slip of an exported collection
 * that no server sends, and is read as none.
 */
export function readEnvelope(text: string): Envelope | undefined {
  const body = object(jsonOf(text));
  if (body === undefined) return undefined;
  const entries = entriesOf(body);
  if (entries.length === 0) return undefined;
  return {
    refusals: entries.map(readRefusal),
    ...optional('traceId', string(body['trace_id'])),
    ...optional('scaSessionToken', string(body['sca_session_token'])),
    ...optional('error', string(body['error'])),
  };
}

type Json = Readonly<Record<string, unknown>>;

function entriesOf(body: Json): Json[] {
  const { errors } = body;
  if (Array.isArray(errors)) return errors.map(object).filter((entry) => entry !== undefined);
  const one = object(errors);
  if (one !== undefined) return [one];
  return string(body['code']) === undefined && string(body['error']) === undefined ? [] : [body];
}

function readRefusal(entry: Json): Refusal {
  const source = object(entry['source']);
  const proof = object(object(entry['meta'])?.['proof_token']);
  const detail = [entry['detail'], entry['message'], entry['title'], entry['error_description']].map(string);
  const pointer = [source?.['pointer'], source?.['parameter'], source?.['header']].map(string);
  return {
    code: string(entry['code']) ?? string(entry['error']) ?? UNSPECIFIED,
    ...optional('detail', detail.find(Boolean)?.slice(0, 1000)),
    ...optional('pointer', pointer.find(Boolean)),
    ...optional('proofToken', string(proof?.['token'])),
  };
}

function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}
