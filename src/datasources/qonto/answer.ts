import { GatewayError, OutcomeUnknown, Rejection, ScaRequired } from '../../errors.js';
import { type BankFile, fileOf } from './bank-file.js';
import { type Answer, type Call, callName, isRead } from './call.js';
import { Broken, NotSent } from './breakage.js';
import { parseJson } from './json-body.js';
import { readAt } from './read-at.js';
import type { Reply } from './reply.js';
import { readRefusal, upstreamFacts } from './refusal.js';
import type { LoginOutcome } from './login-ledger.js';
import type { Verdict } from './verdict.js';

/** What came of one request. */
export type Outcome = { readonly kind: 'ANSWER'; readonly answer: Answer } | Verdict;

/**
 * Reads a whole HTTP answer. A 2xx counts only when its body is what was asked for: for money, a success that cannot
 * be read is an unknown outcome and not a success.
 */
export function readAnswer(call: Call, reply: Reply): Outcome {
  const { status, contentType } = reply;
  if (status < 200 || status > 299 || contentType === 'text/html') return readRefusal(call, reply);
  if (call.accept === 'file') return readFile(call, reply);
  const isEmpty = reply.bytes.length === 0;
  // Uploads, cancels, deletes and sends answer 200 or 204 without a body. Source: Qonto's collections, 2026-11-20.
  if (call.accept === 'none' || (isEmpty && !isRead(call)))
    return { kind: 'ANSWER', answer: { status, body: undefined, readAt: readAt(reply) } };
  if (isEmpty) return unreadable(call, reply, 'BODY_MISSING', 'TRANSIENT');
  if (!isJson(contentType)) return readPage(call, reply);
  try {
    return { kind: 'ANSWER', answer: { status, body: parseJson(reply.bytes), readAt: readAt(reply) } };
  } catch {
    return unreadable(call, reply, 'JSON_BROKEN', 'TRANSIENT');
  }
}

function readFile(call: Call, reply: Reply): Outcome {
  if (reply.bytes.length === 0) return unreadable(call, reply, 'BODY_MISSING', 'TRANSIENT');
  if (isJson(reply.contentType)) return unreadable(call, reply, 'WRONG_TYPE', 'FINAL');
  const body: BankFile = fileOf(reply);
  return { kind: 'ANSWER', answer: { status: reply.status, body, readAt: readAt(reply) } };
}

/** Reads the failure of a request that got no whole answer. */
export function readBreakage(call: Call, error: NotSent | Broken): Verdict {
  const name = callName(call);
  if (error instanceof NotSent)
    return {
      kind: 'TRANSIENT',
      error: unavailable(`${name}: the bank cannot be reached, nothing was sent`, 'UNREACHABLE'),
    };
  if (!isRead(call))
    return { kind: 'FINAL', error: new OutcomeUnknown(`${name}: sent, outcome unknown (${error.reason})`) };
  if (error.reason === 'ABORTED') return { kind: 'FINAL', error: abandoned(call) };
  if (error.reason === 'TOO_LARGE') {
    const message = `${name}: the answer is larger than this gateway reads`;
    return { kind: 'FINAL', error: new GatewayError('UPSTREAM_CONTRACT', message, { reason: 'TOO_LARGE' }) };
  }
  const words = error.reason === 'TIMEOUT' ? 'no answer in time' : 'the connection broke';
  return { kind: 'TRANSIENT', error: unavailable(`${name}: ${words}`, error.reason) };
}

/** What an outcome tells about the credential. A payee-proof error comes as 401 and is no refused login. */
export function loginOutcome(outcome: Outcome): LoginOutcome {
  if (outcome.kind === 'ANSWER') return 'ACCEPTED';
  const { kind, error } = outcome;
  if (kind === 'TOKEN_INVALID' || kind === 'LOGIN_REFUSED') return 'REFUSED';
  if (kind === 'LOGIN_KIND_REFUSED') return 'REFUSED_KIND';
  if (error instanceof Rejection || error instanceof ScaRequired) return 'ACCEPTED';
  return error instanceof GatewayError && ['FORBIDDEN', 'NOT_FOUND'].includes(error.code)
    ? 'ACCEPTED'
    : 'UNKNOWN';
}

/** The caller has gone, so nobody reads this. */
export function abandoned(call: Call): GatewayError {
  return new GatewayError('UPSTREAM_UNAVAILABLE', `${callName(call)}: given up, the caller is gone`, {
    retryable: true,
    reason: 'ABORTED',
  });
}

/** The time of the operation was over before its turn came. */
export function tooLate(call: Call): GatewayError {
  return unavailable(`${callName(call)}: no time left, nothing was sent`, 'TIMEOUT');
}

function readPage(call: Call, reply: Reply): Verdict {
  if (/^\s*<!doctype html/i.test(reply.text)) return readRefusal(call, reply);
  return unreadable(call, reply, 'WRONG_TYPE', 'FINAL');
}

function unreadable(call: Call, reply: Reply, reason: string, kind: 'FINAL' | 'TRANSIENT'): Verdict {
  const upstream = upstreamFacts(reply);
  const message = `${callName(call)}: HTTP ${reply.status} with a body that cannot be read (${reason})`;
  if (!isRead(call))
    return {
      kind: 'FINAL',
      error: new OutcomeUnknown(`${callName(call)}: sent, outcome unknown (${reason})`, upstream),
    };
  const code = kind === 'TRANSIENT' ? 'UPSTREAM_UNAVAILABLE' : 'UPSTREAM_CONTRACT';
  return {
    kind,
    error: new GatewayError(code, message, { retryable: kind === 'TRANSIENT', reason, upstream }),
  };
}

function unavailable(message: string, reason: string): GatewayError {
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, { retryable: true, reason });
}

function isJson(contentType: string): boolean {
  return /^application\/(?:[a-z0-9.-]+\+)?json$/.test(contentType);
}
