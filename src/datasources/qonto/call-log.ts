import { GatewayError } from '../../errors.js';
import type { Outcome } from './answer.js';
import { type Broken, type BrokenReason, NotSent } from './breakage.js';
import { type LogFields, redact } from './redact.js';

/** What may be told about one request to the bank when it is over: nothing of its contents, no id. Times in milliseconds. */
export interface RequestRecord {
  /** By its template, e.g. `GET /v2/transactions/{id}`. */
  readonly call: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Before it was sent: for its turn in the budget. */
  readonly waitedMs: number;
  readonly durationMs: number;
  readonly status: number | undefined;
  /** Why there is no whole answer. `UNREACHABLE`: nothing was sent. */
  readonly broken: 'UNREACHABLE' | BrokenReason | undefined;
  /** Which request of a caller it was for: see {@link requestWord}. */
  readonly request: string | undefined;
}

/** Hears of each request to the bank once it is over, in time for whoever waits for it. Must not throw. */
export type RequestListener = (record: RequestRecord) => void;

export function brokenOf(breakage: NotSent | Broken | undefined): RequestRecord['broken'] {
  return breakage instanceof NotSent ? 'UNREACHABLE' : breakage?.reason;
}

/** The log line of one request to the bank: which call, how it ended, how long it took. */
export function logLine(record: RequestRecord, outcome: Outcome): LogFields {
  if (outcome.kind === 'ANSWER') return redact({ ...record, outcome: 'Answer' });
  const { error } = outcome;
  const details = error instanceof GatewayError ? error.details : { upstream: error.upstream };
  return redact({ ...details.upstream, ...details, ...record, outcome: error.name });
}
