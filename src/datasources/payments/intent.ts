import type { Rejection, UpstreamFacts } from '../../errors.js';
import type { Confirmation, Made } from '../qonto/index.js';

/** One thing to be done at the bank at most once, under a key of the caller. */
export interface Intent<Order, Row> {
  /** Keys are kept apart by it: `transfer`, `beneficiary`. */
  readonly operation: string;
  /** The caller's idempotency key. */
  readonly key: string;
  /** Canonical text of what is meant, without what may differ between two tries, such as the proof of a check. */
  readonly fingerprint: string;
  readonly confirmation: Confirmation;
  /** How long to wait for the account holder, 0–25. */
  readonly waitSeconds: number;
  /** Whether `prepare` makes the same order at every try, so that a confirmation fits it in any process. */
  readonly isRepeatable: boolean;
  /** What is to be sent. It may ask the bank; what it throws means: nothing was sent. */
  prepare(): Promise<Order>;
  /** One POST, sent once. The same order, key and confirmation are the same bytes. */
  send(order: Order, confirmation: Confirmation): Promise<Made<Row>>;
  /**
   * Whether the bank's answer is about this order; if not, the key was used for another one before.
   *
   * @param isNew Whether the row was made at this very try.
   */
  isAnswerTo(row: Row, order: Order, isNew: boolean): boolean;
}

/** How to get the account holder's confirmation. */
export interface Challenge {
  readonly sessionToken: string;
  /** RFC 3339, by the bank's clock. */
  readonly expiresAt: string;
}

/** What became of an intent. For money, only `DONE` and `REFUSED` are definite. */
export type Result<Order, Row> =
  | { readonly kind: 'DONE'; readonly isNew: boolean; readonly row: Row; readonly order: Order }
  | {
      readonly kind: 'REFUSED';
      readonly why: Refused<Row>;
      readonly order: Order | undefined;
    }
  | { readonly kind: 'TO_BE_CONFIRMED'; readonly challenge: Challenge; readonly order: Order }
  /** It may or may not have been done. Asking again is no use when `retryAfterSeconds` is null. */
  | {
      readonly kind: 'UNKNOWN';
      readonly retryAfterSeconds: number | null;
      readonly order: Order | undefined;
      readonly upstream: UpstreamFacts;
    };

/** Why nothing was done. */
export type Refused<Row> =
  | { readonly kind: 'BY_BANK'; readonly rejection: Rejection }
  /** The account holder said no, or the confirmation was late or for another request. */
  | { readonly kind: 'NOT_CONFIRMED'; readonly upstream: UpstreamFacts }
  /** The key stands for something else; `existing` is what, when that is known. */
  | { readonly kind: 'KEY_REUSED'; readonly existing: Row | null };
