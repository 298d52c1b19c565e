import type { Rejection, UpstreamFacts } from '../../errors.js';
import type { Confirmation, Made } from '../qonto/index.js';
import type { Sighting, Span } from '../sighting.js';

/** One thing to be done at the bank at most once, under a key of the caller. */
export interface Intent<Order, Row> {
  /** Keys are kept apart by it: `transfer`, `beneficiary`. */
  readonly operation: string;
  /** The caller's idempotency key. */
  readonly key: string;
  /** What is meant, as JSON data, without what may differ between two tries, such as the proof of a check. */
  readonly wish: unknown;
  readonly confirmation: Confirmation;
  /** How long to wait for the account holder, 0–25. */
  readonly waitSeconds: number;
  /**
   * What is to be sent, as JSON data, with the marker where the bank shows it again. It may ask the bank; what it throws
   * means: nothing was sent.
   */
  prepare(marker: string): Promise<Order>;
  /** One POST, sent once. The same order, key and confirmation are the same bytes. */
  send(order: Order, upstreamKey: string, confirmation: Confirmation): Promise<Made<Row>>;
  /**
   * Whether a row of the bank is what is meant.
   *
   * @param isNew Whether it was made at this very try.
   */
  isAnswer(row: Row, isNew: boolean): boolean;
  /** Looks for what an earlier try made in this span of time. */
  find(marker: string, span: Span): Promise<Sighting<Row>>;
}

/** How to get the account holder's confirmation. */
export interface Challenge {
  readonly sessionToken: string;
  /** RFC 3339, by the bank's clock. */
  readonly expiresAt: string;
}

/** What became of an intent. For money, only `DONE` and `REFUSED` are definite. */
export type Result<Order, Row> =
  | { readonly kind: 'DONE'; readonly isNew: boolean; readonly row: Row; readonly order: Order | undefined }
  | { readonly kind: 'REFUSED'; readonly why: Refused<Row>; readonly order: Order | undefined }
  | { readonly kind: 'TO_BE_CONFIRMED'; readonly challenge: Challenge; readonly order: Order | undefined }
  /** It may or may not have been done. */
  | {
      readonly kind: 'UNKNOWN';
      readonly retryAfterSeconds: number;
      /** Another request works on it at this moment. */
      readonly isInProgress: boolean;
      /** The bank does not take the confirmation any more: only without it does the same input get any further. */
      readonly isTokenRefused: boolean;
      readonly order: Order | undefined;
      readonly upstream: UpstreamFacts;
    };

/** Why nothing was done. */
export type Refused<Row> =
  | { readonly kind: 'BY_BANK'; readonly rejection: Rejection }
  /** The account holder said no, or the confirmation was late or for another request. */
  | { readonly kind: 'NOT_CONFIRMED'; readonly upstream: UpstreamFacts }
  /** The key stands for something else; `existing` is what, when that is known. */
  | { readonly kind: 'KEY_REUSED'; readonly existing: Row | null }
  /** The key is too old to be sent, and nothing was done under it. */
  | { readonly kind: 'KEY_TOO_OLD' };
