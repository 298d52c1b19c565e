import type { Call } from './call.js';
import type { Reply } from './reply.js';
import {
  type Facts,
  type Judge,
  failed,
  missingScope,
  readOrUnknown,
  rejected,
  toBeConfirmed,
} from './verdict.js';

export interface Row {
  /** Where the bank's habit is written down; all read 2026-11-20. */
  readonly source: string;
  readonly when: (facts: Facts) => boolean;
  readonly verdict: Judge;
}

/** How the bank says no, line by line; the first match wins. A code is looked at before its status. */
export const refusalTable: readonly Row[] = [
  {
    source:
      'docs.qonto.com, sandbox: a call without the staging token gets a OneLogin page with 200, or 302 to it',
    when: ({ reply, read }) => isLoginPage(reply) || (read && isOk(reply) && isPage(reply)),
    verdict: failed(
      'UPSTREAM_UNAVAILABLE',
      'the answer is a login page; the sandbox shows it when the staging token is missing',
      'LOGIN_PAGE',
    ),
  },
  {
    source: 'No redirect of the API is documented; following one could repeat a payment elsewhere',
    when: ({ reply }) => reply.status < 400,
    verdict: readOrUnknown(
      'UPSTREAM_CONTRACT',
      'an answer that is not of this API',
      'UNEXPECTED_ANSWER',
      'FINAL',
    ),
  },
  {
    source:
      'github.com/qonto/idempotent-request: 409 or 429 while the first call with the same key is still running',
    when: (facts) => says(facts, /concurrent requests detected/i),
    verdict: readOrUnknown('RATE_LIMITED', 'an equal call is still running', 'CONCURRENT', 'TRANSIENT'),
  },
  {
    source:
      'docs.qonto.com, verification of payee: vop_proof_token_missing, vop_proof_token_invalid come as 401',
    when: (facts) => says(facts, /^vop_proof_token_/),
    verdict: rejected,
  },
  {
    source: 'docs.qonto.com, strong customer authentication: 428 sca_required with a session token',
    when: ({ reply, scaSessionToken }) => reply.status === 428 && scaSessionToken !== undefined,
    verdict: toBeConfirmed,
  },
  {
    source: 'Live: families that take no API key answer 401 "OAuth2 authentication is required here"',
    when: (facts) => facts.reply.status === 401 && says(facts, /oauth2 authentication is required/i),
    verdict: failed(
      'FORBIDDEN',
      'needs an OAuth access token, an API key is not enough',
      'OAUTH_REQUIRED',
      'LOGIN_KIND_REFUSED',
    ),
  },
  {
    source: 'docs.qonto.com, errors: 401 authorization_token_invalid',
    when: (facts) => facts.reply.status === 401 && says(facts, /^authorization_token_invalid$/),
    verdict: failed(
      'UNAUTHENTICATED',
      'the bank does not accept this token (any more)',
      'TOKEN_INVALID',
      'TOKEN_INVALID',
    ),
  },
  {
    source: 'docs.qonto.com, errors: 401 authorization_header_missing, unauthorized and others',
    when: ({ reply }) => reply.status === 401,
    verdict: failed(
      'UNAUTHENTICATED',
      'the bank does not accept this credential',
      'LOGIN_REFUSED',
      'LOGIN_REFUSED',
    ),
  },
  {
    source: 'Live: 403 whose detail holds "missing required oauth scope"',
    when: (facts) => facts.reply.status === 403 && says(facts, /missing required oauth scope/i),
    verdict: missingScope,
  },
  {
    source: 'Seen in client fixtures: 403 for want of funds; a person can put that right',
    when: (facts) => facts.reply.status === 403 && says(facts, /insufficient[_ ]funds/i),
    verdict: rejected,
  },
  {
    source: 'docs.qonto.com, errors: 403 when the plan of the organisation lacks the feature',
    when: (facts) => facts.reply.status === 403 && says(facts, /\bplan\b/i),
    verdict: failed('FORBIDDEN', 'the plan of this organisation does not include it', 'PLAN'),
  },
  {
    source:
      'docs.qonto.com, errors: 403 forbidden, "User does not have sufficient permissions for this action."',
    when: ({ reply }) => reply.status === 403,
    verdict: failed('FORBIDDEN', 'this user may not do that', 'ROLE'),
  },
  {
    source: "Live: the bank's gateway answers an unknown route with 404 text/plain and no x-request-id",
    when: ({ reply, known }) =>
      reply.status === 404 &&
      !known &&
      reply.contentType === 'text/plain' &&
      reply.header('x-request-id') === undefined,
    verdict: failed('UPSTREAM_UNAVAILABLE', 'the bank does not know this route', 'ROUTE_UNKNOWN'),
  },
  {
    source: 'docs.qonto.com, errors: 404 not_found',
    when: ({ reply, read }) => reply.status === 404 && read,
    verdict: failed('NOT_FOUND', 'not found', undefined),
  },
  {
    source: "Qonto's use-case guide: payee checks without transfers are limited apart from everything else",
    when: ({ reply, call }) => reply.status === 429 && isPayeeCheck(call),
    verdict: failed('RATE_LIMITED', 'too many payee checks for now', 'PAYEE_CHECKS'),
  },
  {
    source: 'docs.qonto.com, rate limits: 429, at times with an empty body and without Retry-After',
    when: ({ reply }) => reply.status === 429,
    verdict: failed('RATE_LIMITED', 'the bank asks to slow down', undefined, 'THROTTLED'),
  },
  {
    source:
      "Qonto's collection, verify_payee: 500, 501, 504 tell about the payee's bank, at times with a usable proof",
    when: ({ call, reply, known }) => isPayeeCheck(call) && reply.status >= 500 && known,
    verdict: rejected,
  },
  {
    source: 'docs.qonto.com, errors: 500, at times without a body; 502, 503, 504 of the gateway',
    when: ({ reply }) => [500, 502, 503, 504].includes(reply.status),
    verdict: readOrUnknown('UPSTREAM_UNAVAILABLE', 'the bank failed', 'SERVER_ERROR', 'TRANSIENT'),
  },
  {
    source: 'RFC 9110: other 5xx',
    when: ({ reply }) => reply.status >= 500,
    verdict: readOrUnknown('UPSTREAM_UNAVAILABLE', 'the bank failed', 'SERVER_ERROR', 'FINAL'),
  },
  {
    source:
      'docs.qonto.com, errors: 400, 404, 409, 412, 422 and 428 with reasons; docs name 15 MB for a request (413)',
    when: ({ known, read, reply }) => known || read || reply.status === 413,
    verdict: rejected,
  },
  {
    source: 'A 4xx that is in none of the shapes of the bank proves nothing about a write',
    when: () => true,
    verdict: readOrUnknown(
      'UPSTREAM_CONTRACT',
      'an answer that is not of this API',
      'UNEXPECTED_ANSWER',
      'FINAL',
    ),
  },
];

/** Whether this is the page that stands before the sandbox: it answers in place of the API, and nothing was done. */
function isLoginPage(reply: Reply): boolean {
  if (reply.status >= 300 && reply.status < 400)
    return /\bonelogin\.com\b/i.test(reply.header('location') ?? '');
  const gate = /onelogin|<html lang="en" style="height: ?100%">/i;
  return (
    isOk(reply) &&
    isPage(reply) &&
    reply.header('x-request-id') === undefined &&
    gate.test(reply.text.slice(0, 100_000))
  );
}

function says({ refusals }: Facts, pattern: RegExp): boolean {
  return refusals.some(({ code, detail }) => pattern.test(code) || pattern.test(detail ?? ''));
}

function isOk(reply: Reply): boolean {
  return reply.status >= 200 && reply.status < 300;
}

function isPage(reply: Reply): boolean {
  return reply.contentType === 'text/html' || /^\s*<!doctype html/i.test(reply.text);
}

function isPayeeCheck({ method, path }: Call): boolean {
  return method === 'POST' && path.endsWith('verify_payee');
}
