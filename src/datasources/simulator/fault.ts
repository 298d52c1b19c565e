import type { Answer } from './answer.js';
import { shelf } from './bank.js';
import { loginPage, plainNotFound } from './gateway.js';
import { refuse, refuseConcurrent, refuseSilently, refuseWithObject } from './refusal.js';

/** What goes wrong. `when` tells whether the bank does the work first: `after` means it did, and nobody hears of it. */
export type FaultKind =
  | { readonly kind: 'latency'; readonly latencyMs: number }
  | { readonly kind: 'tooManyRequests'; readonly retryAfterSeconds?: number; readonly body?: boolean }
  | { readonly kind: 'status'; readonly status: number; readonly when?: 'before' | 'after' }
  | { readonly kind: 'drop'; readonly when?: 'before' | 'after' }
  | { readonly kind: 'truncate' }
  /** Another body than the bank's own, whole and well delivered. */
  | {
      readonly kind: 'body';
      readonly text: string;
      readonly contentType?: string;
      readonly status?: number;
      readonly when?: 'before' | 'after';
    }
  | { readonly kind: 'html'; readonly status?: 200 | 302 }
  | { readonly kind: 'plainNotFound' }
  | { readonly kind: 'concurrent'; readonly status?: 409 | 429 }
  /** Writes a value into a field of the answer, wherever the field occurs: unknown enum values, wrong types, null. */
  | { readonly kind: 'replaceField'; readonly field: string; readonly value: unknown }
  | { readonly kind: 'unknownEnum'; readonly field: string; readonly value: string }
  | { readonly kind: 'missingField'; readonly field: string }
  /** Only the first `status[]` is honoured, as Formance met it on 2025-05-09. */
  | { readonly kind: 'singleStatus' }
  /** Dates more than `days` in the past are refused, as Formance met it on beneficiaries. */
  | { readonly kind: 'oldDateRefused'; readonly days?: number };

export interface FaultRule {
  readonly id: string;
  /** Absent parts match everything; `path` may hold `*` for any text. */
  readonly match: { readonly method?: string; readonly path?: string };
  /** How many matching requests are left alone first. */
  after: number;
  /** How many requests it strikes; null for all. */
  times: number | null;
  /** How many it has struck. */
  struck: number;
  readonly fault: FaultKind;
}

/** The fields of each kind: a misspelt one would make a fault that never strikes. */
const FIELDS: Readonly<Record<FaultKind['kind'], readonly string[]>> = {
  latency: ['latencyMs'],
  tooManyRequests: ['retryAfterSeconds', 'body'],
  status: ['status', 'when'],
  drop: ['when'],
  truncate: [],
  body: ['text', 'contentType', 'status', 'when'],
  html: ['status'],
  plainNotFound: [],
  concurrent: ['status'],
  replaceField: ['field', 'value'],
  unknownEnum: ['field', 'value'],
  missingField: ['field'],
  singleStatus: [],
  oldDateRefused: ['days'],
};

export class Faults {
  #rules: FaultRule[] = [];
  #count = 0;

  /** Adds a rule as the control door receives it; undefined when its kind or one of its fields is unknown. */
  add(wanted: Readonly<Record<string, unknown>>): FaultRule | undefined {
    const { match, after, times, ...fault } = wanted;
    const { kind, ...fields } = fault;
    const known = Object.entries(FIELDS).find(([name]) => name === kind)?.[1];
    if (!known || Object.keys(fields).some((field) => !known.includes(field))) return undefined;
    const rule: FaultRule = {
      id: `fault-${++this.#count}`,
      match: (match ?? {}) as FaultRule['match'],
      after: typeof after === 'number' ? after : 0,
      times: times === null ? null : typeof times === 'number' ? times : 1,
      struck: 0,
      fault: fault as unknown as FaultKind,
    };
    this.#rules.push(rule);
    return rule;
  }

  list(): readonly FaultRule[] {
    return this.#rules;
  }

  clear(): void {
    this.#rules = [];
  }

  /** The faults that strike this request; each rule is used up by one. */
  strike(method: string, path: string): readonly FaultKind[] {
    const struck: FaultKind[] = [];
    for (const rule of this.#rules) {
      if (!matches(rule, method, path) || rule.times === 0) continue;
      if (rule.after > 0) {
        rule.after--;
        continue;
      }
      if (rule.times !== null) rule.times--;
      rule.struck++;
      struck.push(rule.fault);
    }
    return struck;
  }
}

export const faults = shelf('faults', () => new Faults());

/** The answer of a fault that keeps the request from being worked on; undefined for all others. */
export function answerInstead(fault: FaultKind, query: URLSearchParams, now: Date): Answer | undefined {
  switch (fault.kind) {
    case 'tooManyRequests': {
      const headers: Record<string, string> =
        fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) };
      if (fault.body === false) return refuseSilently(429, headers);
      return { ...refuse(429, 'too_many_requests', 'Rate limit exceeded'), headers };
    }
    case 'status':
      return fault.when === 'after' ? undefined : brokenDown(fault.status);
    case 'body':
      return fault.when === 'after' ? undefined : otherBody(fault);
    case 'html':
      return loginPage(fault.status ?? 200);
    case 'plainNotFound':
      return plainNotFound();
    case 'concurrent':
      return refuseConcurrent(fault.status ?? 429);
    case 'oldDateRefused':
      return tooOld(query, now, fault.days ?? 365);
    default:
      return undefined;
  }
}

/** What a fault makes of an answer that was worked out. */
export function distort(fault: FaultKind, answer: Answer): Answer {
  switch (fault.kind) {
    case 'status':
      return fault.when === 'after' ? brokenDown(fault.status) : answer;
    case 'body':
      return fault.when === 'after' ? otherBody(fault) : answer;
    case 'replaceField':
    case 'unknownEnum':
      return rewrite(answer, (key, value) => (key === fault.field ? fault.value : value));
    case 'missingField':
      return rewrite(answer, (key, value) => (key === fault.field ? undefined : value));
    default:
      return answer;
  }
}

function matches({ match }: FaultRule, method: string, path: string): boolean {
  if (match.method !== undefined && match.method !== method) return false;
  if (match.path === undefined) return true;
  const literal = match.path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`).test(path);
}

/** Some of the bank's 500 have no body, others are of the ordinary form. */
function brokenDown(status: number): Answer {
  return status === 500
    ? refuseSilently(500)
    : refuse(status, 'internal_server_error', 'Something went wrong');
}

function otherBody({ text, contentType, status }: FaultKind & { kind: 'body' }): Answer {
  const headers = { 'Content-Type': contentType ?? 'application/json' };
  return { status: status ?? 200, headers, bytes: Buffer.from(text) };
}

function rewrite(answer: Answer, change: (key: string, value: unknown) => unknown): Answer {
  const text = answer.text ?? (answer.json === undefined ? undefined : JSON.stringify(answer.json));
  if (text === undefined) return answer;
  const { json: _json, text: _text, ...rest } = answer;
  return { ...rest, text: JSON.stringify(JSON.parse(text), change) };
}

function tooOld(query: URLSearchParams, now: Date, days: number): Answer | undefined {
  for (const [name, value] of query)
    if (/_from\]?$/.test(name) && Date.parse(value) < now.getTime() - days * 86_400_000)
      return refuseWithObject(422, 'invalid', 'The date is too far in the past', { parameter: name });
  return undefined;
}
