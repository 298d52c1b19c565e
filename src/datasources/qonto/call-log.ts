import { GatewayError } from '../../errors.js';
import type { Outcome } from './answer.js';
import { type Call, callName } from './call.js';
import { type Broken, type BrokenReason, NotSent } from './breakage.js';
import { type LogFields, redact } from './redact.js';

/** Figures of one request, in milliseconds. */
export interface RequestFigures {
  /** 1 for the first try. */
  readonly attempt: number;
  /** Before it was sent: for its turn in the budget. */
  readonly waitedMs: number;
  readonly durationMs: number;
  readonly status: number | undefined;
  /** Which request of a caller it was for: see {@link requestWord}. */
  readonly request: string | undefined;
}

/** What may be told about one request to the bank when it is over: nothing of its contents, no id. */
export interface RequestRecord extends RequestFigures {
  /** By its template, e.g. `GET /v2/transactions/{id}`. */
  readonly call: string;
  /** Why there is no whole answer. `UNREACHABLE`: nothing was sent. */
  readonly broken: 'UNREACHABLE' | BrokenReason | undefined;
}

/** Hears of each request to the bank once it is over, in time for whoever waits for it. Must not throw. */
export type RequestListener = (record: RequestRecord) => void;

export function recordOf(
  call: Call,
  breakage: NotSent | Broken | undefined,
  figures: RequestFigures,
): RequestRecord {
  const broken = breakage instanceof NotSent ? 'UNREACHABLE' : breakage?.reason;
  return { ...figures, call: callName(call), broken };
}

/** The log line of one request to the bank: which call, how it ended, how long it took. */
export function logLine(call: Call, outcome: Outcome, figures: RequestFigures): LogFields {
  if (outcome.kind === 'ANSWER') return redact({ ...figures, call: callName(call), outcome: 'Answer' });
  const { error } = outcome;
  const details = error instanceof GatewayError ? error.details : { upstream: error.upstream };
  return redact({ ...details.upstream, ...details, ...figures, call: callName(call), outcome: error.name });
}
