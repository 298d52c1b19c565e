import {
  type ErrorCode,
  type ErrorDetails,
  GatewayError,
  OutcomeUnknown,
  type Refusal,
  Rejection,
  ScaRequired,
  type UpstreamFacts,
} from '../../errors.js';
import { type Call, callName } from './call.js';
import type { Reply } from './reply.js';
import { readAt } from './read-at.js';

/** What an answer other than a usable 2xx means, and what the client may do about it. */
export interface Verdict {
  /**
   * `TRANSIENT`: the same read may succeed soon. `THROTTLED`: as that, and everybody should pause.
   * `TOKEN_INVALID`: another token may succeed. `LOGIN_REFUSED`: the credential is bad. `LOGIN_KIND_REFUSED`: it is good,
   * but of the wrong kind for this call. `FINAL`: nothing to be done here.
   */
  readonly kind:
    'FINAL' | 'TRANSIENT' | 'THROTTLED' | 'TOKEN_INVALID' | 'LOGIN_REFUSED' | 'LOGIN_KIND_REFUSED';
  readonly error: GatewayError | Rejection | OutcomeUnknown | ScaRequired;
  /** How long the bank asks to wait. */
  readonly pauseSeconds?: number;
}

/** An answer, as the table of refusals looks at it. */
export interface Facts {
  readonly call: Call;
  readonly reply: Reply;
  readonly read: boolean;
  readonly refusals: readonly Refusal[];
  /** Whether the body is one of the bank's own. */
  readonly known: boolean;
  readonly upstream: UpstreamFacts;
  readonly scaSessionToken: string | undefined;
  readonly pauseSeconds: number | undefined;
}

export type Judge = (facts: Facts) => Verdict;

/** How long everybody pauses after a 429 that names no time. */
export const DEFAULT_PAUSE_SECONDS = 1;

/** The call did not take effect. */
export function failed(
  code: ErrorCode,
  words: string,
  reason: string | undefined,
  kind: Verdict['kind'] = 'FINAL',
): Judge {
  return ({ call, upstream, pauseSeconds }) => {
    const waitSeconds = pauseSeconds ?? (kind === 'THROTTLED' ? DEFAULT_PAUSE_SECONDS : undefined);
    const details: ErrorDetails = {
      retryable: kind === 'TRANSIENT' || code === 'RATE_LIMITED',
      ...(reason === undefined ? {} : { reason }),
      ...(waitSeconds === undefined ? {} : { retryAfterSeconds: waitSeconds }),
      upstream,
    };
    const message = `${callName(call)}: ${words} (HTTP ${upstream.status})`;
    return {
      kind,
      error: new GatewayError(code, message, details),
      ...(pauseSeconds === undefined ? {} : { pauseSeconds }),
    };
  };
}

/** A read failed; of a write nobody knows. */
export function readOrUnknown(code: ErrorCode, words: string, reason: string, kind: Verdict['kind']): Judge {
  return (facts) => {
    if (facts.read) return failed(code, words, reason, kind)(facts);
    const message = `${callName(facts.call)}: sent, outcome unknown (HTTP ${facts.reply.status})`;
    return { kind: 'FINAL', error: new OutcomeUnknown(message, facts.upstream) };
  };
}

/** The bank's no, with its reasons. */
export function rejected({ call, reply, refusals, upstream }: Facts): Verdict {
  const reasons = refusals.length > 0 ? refusals : [{ code: `http_${reply.status}` }];
  const message = `${callName(call)}: refused by the bank (HTTP ${reply.status})`;
  return { kind: 'FINAL', error: new Rejection(message, reasons, upstream, readAt(reply)) };
}

/** The scope is in the sentence only, e.g. `missing required oauth scope payment.write`. */
export function missingScope({ call, refusals, upstream }: Facts): Verdict {
  const pattern = /missing required oauth scope[s:]*\W*([a-z_]+\.[a-z]+|webhook|openid|offline_access)/i;
  const scope = refusals.map(({ detail }) => pattern.exec(detail ?? '')?.[1]).find(Boolean);
  const message = `${callName(call)}: the credential lacks an OAuth scope (HTTP 403)`;
  const details: ErrorDetails = {
    retryable: false,
    reason: 'SCOPE',
    ...(scope === undefined ? {} : { missingScope: scope }),
    upstream,
  };
  return { kind: 'FINAL', error: new GatewayError('FORBIDDEN', message, details) };
}

/** The account holder must confirm first; the token of the confirmation travels in the error. */
export function toBeConfirmed({ call, reply, upstream, scaSessionToken }: Facts): Verdict {
  const message = `${callName(call)}: to be confirmed first (HTTP 428)`;
  return { kind: 'FINAL', error: new ScaRequired(message, scaSessionToken ?? '', upstream, readAt(reply)) };
}
