import { OutcomeUnknown, Rejection, type ScaRequired, type UpstreamFacts } from '../../errors.js';
import { ScaMethod, ScaStatus } from '../../schema/sca.js';
import type { Made } from '../qonto/index.js';
import { awaitConfirmation, challengeOf, type ConfirmationTools, isToken } from './confirmation.js';
import type { Sighting, Span } from '../sighting.js';
import type { Errand } from './errand.js';
import type { Approval } from './instruction.js';
import type { Challenge, Intent, Refused, Result } from './intent.js';
import type { Outcome } from './outcome.js';
import type { MoneyProtocol } from './protocol.js';

/** What an intent is worked on with. */
export interface WorkTools extends ConfirmationTools {
  readonly protocol: MoneyProtocol;
}

/** What an intent made, as the store keeps it. */
interface Done<Order, Row> {
  readonly row: Row;
  readonly order: Order | undefined;
  readonly isNew: boolean;
}

/** What is sent: with the way of confirmation, which belongs to the bytes that are confirmed. */
interface Sent<Order> {
  readonly order: Order;
  readonly method: ScaMethod;
}

/** One call of a caller: the errand of the money protocol, and the waiting for the account holder around it. */
export class Work<Order, Row> implements Errand<Done<Order, Row>> {
  #order: Order | undefined;
  #upstream: UpstreamFacts = {};
  #hasWaited = false;
  #isTokenRefused = false;

  constructor(
    private readonly tools: WorkTools,
    private readonly principal: string,
    private readonly intent: Intent<Order, Row>,
  ) {}

  async run(): Promise<Result<Order, Row>> {
    const { confirmation } = this.intent;
    try {
      const first = await this.#perform(isToken(confirmation) ? confirmation : undefined);
      if (first.kind !== 'SCA_REQUIRED' || isToken(confirmation)) return this.#told(first);
      const { sessionToken } = first.challenge;
      const status = await this.#wait(sessionToken);
      if (status === ScaStatus.DENIED) return this.#refused({ kind: 'NOT_CONFIRMED', upstream: {} });
      if (status !== ScaStatus.ALLOWED) return this.#told(first);
      this.#hasWaited = true;
      return this.#told(await this.#perform({ sessionToken }));
    } catch (error) {
      if (error instanceof NotAllowed) return this.#notAllowed(error);
      throw error;
    }
  }

  async prepare(marker: string): Promise<string> {
    const order = await this.intent.prepare(marker);
    this.#order = order;
    const sent: Sent<Order> = { order, method: this.intent.confirmation.method };
    return JSON.stringify(sent);
  }

  /** A token is looked at before it is used: it is good for one try. A code from a text message is the answer itself. */
  async allow(): Promise<void> {
    const { confirmation, waitSeconds } = this.intent;
    if (!isToken(confirmation) || confirmation.smsCode !== undefined || this.#hasWaited) return;
    const { sessionToken } = confirmation;
    const status = await awaitConfirmation(this.tools, sessionToken, waitSeconds, 'AT_ONCE');
    if (status === ScaStatus.DENIED || status === ScaStatus.WAITING)
      throw new NotAllowed(status, sessionToken);
  }

  async send(
    request: string,
    upstreamKey: string,
    approval: Approval | undefined,
  ): Promise<Done<Order, Row>> {
    const { order, method } = JSON.parse(request) as Sent<Order>;
    this.#order = order;
    const sentAtMs = this.tools.clock();
    try {
      const made = await this.intent.send(order, upstreamKey, { method, ...approval });
      return { row: made.row, order, isNew: !isOlder(made, this.tools.clock() - sentAtMs) };
    } catch (error) {
      if (error instanceof OutcomeUnknown) this.#upstream = error.upstream;
      this.#isTokenRefused = this.#isConfirmed() && error instanceof Rejection && isOfToken(error);
      throw error;
    }
  }

  echoes({ row, isNew }: Done<Order, Row>): boolean {
    return this.intent.isAnswer(row, isNew);
  }

  async find(marker: string, span: Span): Promise<Sighting<Done<Order, Row>>> {
    const sighting = await this.intent.find(marker, span);
    if (typeof sighting !== 'object') return sighting;
    return { found: { row: sighting.found, order: this.#order, isNew: true } };
  }

  #perform(approval: Approval | undefined): Promise<Outcome<Done<Order, Row>>> {
    const { operation, key, wish } = this.intent;
    const instruction = { principal: this.principal, operation, clientKey: key, wish, approval };
    return this.tools.protocol.perform(instruction, this);
  }

  /** A look that fails is no reason to lose the challenge. */
  async #wait(sessionToken: string): Promise<ScaStatus | null> {
    const { confirmation, waitSeconds } = this.intent;
    if (waitSeconds === 0 || confirmation.method === ScaMethod.SMS_OTP) return ScaStatus.WAITING;
    return awaitConfirmation(this.tools, sessionToken, waitSeconds, 'AFTER_A_PAUSE').catch(
      () => ScaStatus.WAITING,
    );
  }

  #told(outcome: Outcome<Done<Order, Row>>): Result<Order, Row> {
    switch (outcome.kind) {
      case 'CREATED':
      case 'REPLAYED': {
        const { row, order, isNew } = outcome.made;
        return { kind: 'DONE', isNew: outcome.kind === 'CREATED' && isNew, row, order };
      }
      case 'SCA_REQUIRED':
        return { kind: 'TO_BE_CONFIRMED', challenge: this.#challenge(outcome.challenge), order: this.#order };
      case 'REFUSED': {
        const { refusal } = outcome;
        return this.#refused(
          this.#isConfirmed() && isOfToken(refusal)
            ? { kind: 'NOT_CONFIRMED', upstream: refusal.upstream }
            : { kind: 'BY_BANK', rejection: refusal },
        );
      }
      case 'KEY_REUSED':
        return this.#refused({ kind: 'KEY_REUSED', existing: outcome.made?.row ?? null });
      case 'NOT_EXECUTED':
        return this.#refused({ kind: 'KEY_TOO_OLD' });
      case 'IN_PROGRESS':
      case 'UNKNOWN':
        return {
          kind: 'UNKNOWN',
          retryAfterSeconds: Math.ceil(outcome.retryAfterMs / 1000),
          isInProgress: outcome.kind === 'IN_PROGRESS',
          isTokenRefused: this.#isTokenRefused,
          order: this.#order,
          upstream: this.#upstream,
        };
    }
  }

  #notAllowed({ status, sessionToken }: NotAllowed): Result<Order, Row> {
    if (status === ScaStatus.DENIED) return this.#refused({ kind: 'NOT_CONFIRMED', upstream: {} });
    // When it was issued is not known here; it lives for 15 minutes at most.
    const challenge = challengeOf(sessionToken, this.tools.clock());
    return { kind: 'TO_BE_CONFIRMED', challenge, order: this.#order };
  }

  #refused(why: Refused<Row>): Result<Order, Row> {
    return { kind: 'REFUSED', why, order: this.#order };
  }

  #isConfirmed(): boolean {
    return this.#hasWaited || isToken(this.intent.confirmation);
  }

  #challenge({ sessionToken, readAt }: ScaRequired): Challenge {
    return challengeOf(sessionToken, readAt === undefined ? this.tools.clock() : Date.parse(readAt));
  }
}

/** The account holder has not said yes: nothing may be sent. */
class NotAllowed extends Error {
  override readonly name = 'NotAllowed';

  constructor(
    readonly status: ScaStatus,
    readonly sessionToken: string,
  ) {
    super('Not confirmed');
  }
}

/** Late, spent, or of another request. Source: docs.qonto.com, SCA; live answers of another client, 2026-11-20. */
function isOfToken({ upstream }: Rejection): boolean {
  return [412, 422].includes(upstream.status ?? 0);
}

/** Whether an object was there before this try, which took so long: then the bank has told an earlier answer again. */
function isOlder({ row, readAt }: Made<unknown>, tookMs: number): boolean {
  const { createdAt } = row as { createdAt?: string | null };
  if (createdAt == null || readAt === undefined) return false;
  // The bank prints both times in whole seconds at times.
  return Date.parse(createdAt) < Date.parse(readAt) - tookMs - 2_000;
}
