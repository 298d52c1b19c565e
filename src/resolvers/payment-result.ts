import type { Result } from '../datasources/payments/index.js';
import { ScaChallenge } from '../schema/sca.js';
import { Outcome, type UserError } from '../schema/user-error.js';
import { type Renames, userError, userErrorsOf } from './user-errors.js';

/** What every payload of a keyed mutation says of the outcome. */
export interface Told<Row> {
  readonly outcome: Outcome;
  readonly row: Row | null;
  /** What the key stands for, when it is something else. */
  readonly existing: Row | null;
  readonly scaChallenge: ScaChallenge | null;
  readonly retryAfterSeconds: number | null;
  readonly userErrors: UserError[];
}

/** Seconds between two looks at a confirmation; the bank allows one per second. */
const pollAfterSeconds = 2;

/** Tells a result in the words of the schema. */
export function tell<Row>(result: Result<unknown, Row>, renames: Renames): Told<Row> {
  switch (result.kind) {
    case 'DONE':
      return { ...nothing, outcome: result.isNew ? Outcome.CREATED : Outcome.REPLAYED, row: result.row };
    case 'TO_BE_CONFIRMED':
      return {
        ...nothing,
        outcome: Outcome.SCA_REQUIRED,
        scaChallenge: { ...result.challenge, pollAfterSeconds },
      };
    case 'UNKNOWN': {
      const { retryAfterSeconds, isInProgress, isTokenRefused, upstream } = result;
      const userErrors = [
        isInProgress
          ? userError('IN_PROGRESS', inProgress(retryAfterSeconds), null)
          : userError('OUTCOME_UNKNOWN', unknownOutcome(retryAfterSeconds, isTokenRefused), null, {
              traceId: upstream.traceId,
            }),
      ];
      return { ...nothing, outcome: Outcome.UNKNOWN, retryAfterSeconds, userErrors };
    }
    case 'REFUSED': {
      const { why } = result;
      const existing = why.kind === 'KEY_REUSED' ? why.existing : null;
      return { ...rejected(refusalErrors(why, renames)), existing };
    }
  }
}

/** Nothing was sent, or the bank said no. */
export function rejected(userErrors: UserError[]): Told<never> {
  return { ...nothing, outcome: Outcome.REJECTED, userErrors };
}

const nothing = {
  row: null,
  existing: null,
  scaChallenge: null,
  retryAfterSeconds: null,
  userErrors: [] as UserError[],
};

function unknownOutcome(retryAfterSeconds: number, isTokenRefused: boolean): string {
  const but = isTokenRefused ? ', but without `sca.sessionToken`, which the bank does not take any more' : '';
  return `Whether this was done is not known yet. In ${retryAfterSeconds} seconds send the same input with the same key${but}: it is not done twice.`;
}

function inProgress(retryAfterSeconds: number): string {
  return `Another request with this key is at work. In ${retryAfterSeconds} seconds send the same input with the same key: it is not done twice.`;
}

function refusalErrors(
  why: Extract<Result<unknown, unknown>, { kind: 'REFUSED' }>['why'],
  renames: Renames,
): UserError[] {
  switch (why.kind) {
    case 'BY_BANK':
      return userErrorsOf(why.rejection, renames);
    case 'NOT_CONFIRMED':
      return [
        userError(
          'SCA_REJECTED',
          'The account holder did not confirm, or not in time, or something else. Start over without `sca.sessionToken`.',
          ['input', 'sca', 'sessionToken'],
          { code: why.upstream.codes?.[0], traceId: why.upstream.traceId },
        ),
      ];
    case 'KEY_TOO_OLD':
      return [
        userError(
          'INVALID',
          'This key is too old to be sent, and nothing was done under it: take a new key. A key is good for 25 minutes.',
          ['input', 'idempotencyKey'],
        ),
      ];
    case 'KEY_REUSED':
      return [
        userError(
          'IDEMPOTENCY_KEY_REUSED',
          'This key stands for another request. Nothing new was made; take a new key for a new intent.',
          ['input', 'idempotencyKey'],
        ),
      ];
  }
}
