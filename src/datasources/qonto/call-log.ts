import { GatewayError } from '../../errors.js';
import type { Outcome } from './answer.js';
import { type Call, callName } from './call.js';
import { type LogFields, redact } from './redact.js';

/** Figures of one request, in milliseconds. */
export interface RequestFigures {
  /** 1 for the first try. */
  readonly attempt: number;
  /** Before it was sent: for its turn in the budget. */
  readonly waitedMs: number;
  readonly durationMs: number;
  readonly status: number | undefined;
  /** Which request of a caller it was for, e.g. `req-1a`. */
  readonly request: string | undefined;
}

/** The log line of one request to the bank: which call, how it ended, how long it took. */
export function logLine(call: Call, outcome: Outcome, figures: RequestFigures): LogFields {
  if (outcome.kind === 'ANSWER') return redact({ ...figures, call: callName(call), outcome: 'Answer' });
  const { error } = outcome;
  const details = error instanceof GatewayError ? error.details : { upstream: error.upstream };
  return redact({ ...details.upstream, ...details, ...figures, call: callName(call), outcome: error.name });
}
