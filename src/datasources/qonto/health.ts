import { Rejection } from '../../errors.js';
import type { Outcome } from './answer.js';
import { Broken, type NotSent } from './breakage.js';

/**
 * What the end of a request says about the way to the bank and the bank itself. `SAYS_NOTHING`: the caller had gone, or
 * the time that was left was too short for any bank.
 */
export type Health = 'ANSWERED' | 'LINE_FAILED' | 'BANK_FAILED' | 'SAYS_NOTHING';

/** How a request ended, with what is known of its way. */
export interface Ending {
  readonly outcome: Outcome;
  /** Of a whole answer; undefined when there is none. */
  readonly status?: number | undefined;
  /** Why there is no whole answer. */
  readonly breakage?: NotSent | Broken | undefined;
  /** On the clock of the process, in milliseconds. */
  readonly sentAt: number;
  /** How long it was allowed to take. */
  readonly timeoutMs: number;
}

/** A time-out that comes sooner is the doing of a caller in a hurry. */
const FAIR_MS = 1_000;

/** A 4xx is an answer like any other. So is a 5xx with which the bank tells about the payee's bank. */
export function healthOf({ outcome, status, breakage, timeoutMs }: Ending): Health {
  if (breakage !== undefined) return healthOfLine(breakage, timeoutMs);
  const isRefusal = outcome.kind !== 'ANSWER' && outcome.error instanceof Rejection;
  return status !== undefined && status >= 500 && !isRefusal ? 'BANK_FAILED' : 'ANSWERED';
}

function healthOfLine(breakage: NotSent | Broken, timeoutMs: number): Health {
  if (!(breakage instanceof Broken)) return 'LINE_FAILED';
  if (breakage.reason === 'TOO_LARGE') return 'ANSWERED';
  if (breakage.reason === 'ABORTED') return 'SAYS_NOTHING';
  return breakage.reason === 'TIMEOUT' && timeoutMs < FAIR_MS ? 'SAYS_NOTHING' : 'LINE_FAILED';
}
