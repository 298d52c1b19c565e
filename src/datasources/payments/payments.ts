import { GatewayError, OutcomeUnknown, Rejection, ScaRequired } from '../../errors.js';
import { ScaMethod, ScaStatus } from '../../schema/sca.js';
import type { Confirmation, Made } from '../qonto/index.js';
import { awaitConfirmation, challengeOf, type ConfirmationTools, isToken } from './confirmation.js';
import type { IntentMemory, IntentRecord } from './intent-memory.js';
import type { Challenge, Intent, Refused, Result } from './intent.js';
import { asRepeat, isOlder, refused } from './result.js';

/** What intents are worked on with. */
export interface Tools extends ConfirmationTools {
  readonly memory: IntentMemory;
  /** Whose keys these are. */
  readonly principal: string;
}

/** The bank forgets a key after 30 minutes; five of them are left for a slow request and for clocks that differ. */
const resendWithinMs = 25 * 60 * 1000;

/** After a lost answer: long enough for the first try to be over in most cases. */
const retryAfterSeconds = 10;

/**
 * Does what the caller means at most once, and says for certain what became of it, or that nobody knows.
 *
 * - One POST per intent at a time; equal calls at the same moment share it. A POST is never repeated by itself.
 * - The same key with another meaning is refused before anything is sent.
 * - After a lost answer the very same bytes go out under the very same key when the caller asks again, within 25
 *   minutes. Until there is a yes, no answer to such a repeat counts as a no.
 * - A yes is told again from memory, without a request.
 */
export class Payments {
  constructor(private readonly tools: Tools) {}

  /** @throws what `prepare` throws, or the bank's error; nothing was done then. */
  async perform<Order, Row>(intent: Intent<Order, Row>): Promise<Result<Order, Row>> {
    const { memory, principal } = this.tools;
    const id = [principal, intent.operation, intent.key];
    const record = memory.claim(id, intent.fingerprint) as IntentRecord<Order, Row>;
    if (record.fingerprint !== intent.fingerprint)
      return refused({ kind: 'KEY_REUSED', existing: record.done?.row ?? null });
    if (record.done !== undefined) return { kind: 'DONE', isNew: false, ...record.done };
    if (record.working !== undefined) return asRepeat(await record.working);
    record.working = this.#work(record, intent).finally(() => {
      delete record.working;
      const isSettled = record.done === undefined && record.unclearSinceMs === undefined;
      if (isSettled && record.challenge === undefined) memory.release(id);
    });
    return record.working;
  }

  async #work<Order, Row>(
    record: IntentRecord<Order, Row>,
    intent: Intent<Order, Row>,
  ): Promise<Result<Order, Row>> {
    if (this.#isTooLateToRepeat(record)) return this.#unknown(record, {});
    try {
      const { order, confirmation } = await this.#requestOf(record, intent);
      record.order = order;
      // A code from a text message is the confirmation itself: there is nothing to wait for.
      if (isToken(confirmation) && confirmation.smsCode === undefined) {
        const status = await awaitConfirmation(
          this.tools,
          confirmation.sessionToken,
          intent.waitSeconds,
          'AT_ONCE',
        );
        if (status === ScaStatus.DENIED) return this.#no(record, { kind: 'NOT_CONFIRMED', upstream: {} });
        if (status === ScaStatus.WAITING)
          return this.#toBeConfirmed(record, order, this.#known(record, confirmation.sessionToken));
      }
      return await this.#send(record, intent, order, confirmation);
    } catch (error) {
      if (record.unclearSinceMs === undefined) throw error;
      return this.#unknown(record, error instanceof GatewayError ? (error.details.upstream ?? {}) : {});
    }
  }

  /**
   * What goes out. After a lost answer, and with a confirmation, that is what went out before. An order that another
   * process made for this confirmation cannot be made again: then it starts over, and the bank knows the key.
   */
  async #requestOf<Order, Row>(
    { order, confirmation: last, unclearSinceMs }: IntentRecord<Order, Row>,
    intent: Intent<Order, Row>,
  ): Promise<{ order: Order; confirmation: Confirmation }> {
    const { confirmation, isRepeatable } = intent;
    const isConfirmed = isToken(confirmation);
    if (order !== undefined && unclearSinceMs !== undefined)
      return { order, confirmation: isConfirmed ? confirmation : (last ?? confirmation) };
    if (order !== undefined && isConfirmed) return { order, confirmation };
    const prepared = await intent.prepare();
    return { order: prepared, confirmation: isRepeatable ? confirmation : { method: confirmation.method } };
  }

  async #send<Order, Row>(
    record: IntentRecord<Order, Row>,
    intent: Intent<Order, Row>,
    order: Order,
    confirmation: Confirmation,
  ): Promise<Result<Order, Row>> {
    record.confirmation = confirmation;
    const sentAtMs = this.tools.clock();
    let made: Made<Row>;
    try {
      made = await intent.send(order, confirmation);
    } catch (error) {
      if (error instanceof ScaRequired) return this.#challenged(record, intent, order, confirmation, error);
      // Late, spent, or of another request. Source: docs.qonto.com, SCA; live answers of another client, 2026-11-20.
      if (
        error instanceof Rejection &&
        isToken(confirmation) &&
        [412, 422].includes(error.upstream.status ?? 0)
      )
        return this.#no(record, { kind: 'NOT_CONFIRMED', upstream: error.upstream });
      if (error instanceof Rejection) return this.#no(record, { kind: 'BY_BANK', rejection: error });
      if (error instanceof GatewayError) throw error;
      record.unclearSinceMs ??= sentAtMs;
      return this.#unknown(record, error instanceof OutcomeUnknown ? error.upstream : {});
    }
    const { row } = made;
    const isNew = !isOlder(made, this.tools.clock() - sentAtMs);
    if (!intent.isAnswerTo(row, order, isNew)) {
      forget(record);
      return refused({ kind: 'KEY_REUSED', existing: row });
    }
    record.done = { row, order };
    return { kind: 'DONE', isNew, row, order };
  }

  async #challenged<Order, Row>(
    record: IntentRecord<Order, Row>,
    intent: Intent<Order, Row>,
    order: Order,
    confirmation: Confirmation,
    { sessionToken, readAt }: ScaRequired,
  ): Promise<Result<Order, Row>> {
    const issuedAtMs = readAt === undefined ? this.tools.clock() : Date.parse(readAt);
    const challenge = challengeOf(sessionToken, issuedAtMs);
    record.challenge = challenge;
    const mayWait =
      !isToken(confirmation) && intent.waitSeconds > 0 && confirmation.method !== ScaMethod.SMS_OTP;
    // A look that fails is no reason to lose the challenge.
    const status = mayWait
      ? await awaitConfirmation(this.tools, sessionToken, intent.waitSeconds, 'AFTER_A_PAUSE').catch(
          () => ScaStatus.WAITING,
        )
      : ScaStatus.WAITING;
    if (status === ScaStatus.DENIED) return this.#no(record, { kind: 'NOT_CONFIRMED', upstream: {} });
    if (status === ScaStatus.ALLOWED)
      return this.#send(record, intent, order, { method: confirmation.method, sessionToken });
    return this.#toBeConfirmed(record, order, challenge);
  }

  /** The challenge of a token; one of another process is good for 15 minutes at most. */
  #known({ challenge }: IntentRecord, sessionToken: string): Challenge {
    return challenge?.sessionToken === sessionToken
      ? challenge
      : challengeOf(sessionToken, this.tools.clock());
  }

  #toBeConfirmed<Order, Row>(
    record: IntentRecord<Order, Row>,
    order: Order,
    challenge: Challenge,
  ): Result<Order, Row> {
    record.challenge = challenge;
    return { kind: 'TO_BE_CONFIRMED', challenge, order };
  }

  /** A no, unless an earlier try may have been a yes. */
  #no<Order, Row>(record: IntentRecord<Order, Row>, why: Refused<Row>): Result<Order, Row> {
    if (record.unclearSinceMs !== undefined) {
      const upstream = why.kind === 'BY_BANK' ? why.rejection.upstream : {};
      return this.#unknown(record, upstream);
    }
    const { order } = record;
    forget(record);
    return { ...refused<Order, Row>(why), order };
  }

  #unknown<Order, Row>(
    record: IntentRecord<Order, Row>,
    upstream: Rejection['upstream'],
  ): Result<Order, Row> {
    const seconds = this.#isTooLateToRepeat(record) ? null : retryAfterSeconds;
    return { kind: 'UNKNOWN', retryAfterSeconds: seconds, order: record.order, upstream };
  }

  #isTooLateToRepeat({ unclearSinceMs }: IntentRecord): boolean {
    return unclearSinceMs !== undefined && this.tools.clock() - unclearSinceMs > resendWithinMs;
  }
}

/** Nothing was done, so there is nothing to remember. */
function forget(record: IntentRecord): void {
  delete record.challenge;
  delete record.unclearSinceMs;
}
