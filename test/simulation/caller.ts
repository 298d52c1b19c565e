import { GatewayError, type ScaRequired } from '../../src/errors.js';
import type { Outcome } from '../../src/datasources/payments/index.js';
import type { Instance, Made, World } from './instance.js';
import type { Transfer } from './simulated-bank.js';
import type { Random } from './virtual-time.js';

/** What a caller hears. */
export type Reply =
  | Outcome<Made>
  | { readonly kind: 'TURNED_AWAY' }
  | { readonly kind: 'STORE_DOWN' }
  /** A no from a process that stood still meanwhile: it was true when it was found out. */
  | { readonly kind: 'OLD_NO' }
  | { readonly kind: 'GIVEN_UP' };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Somebody with one intent: impatient, forgetful, clicking twice, coming back much later. */
export class Caller {
  end: Reply['kind'] = 'GIVEN_UP';
  readonly #broken: string[] = [];
  readonly #random: Random;
  readonly #amount = '1.00';
  /** How often the key is used for something else. */
  readonly #carelessness: number;
  readonly #isInvalid: boolean;
  readonly #needsApproval: boolean;
  #key = '';
  #isKeyDated = true;
  #token: string | undefined;
  #hasReusedKey = false;

  constructor(
    private readonly world: World,
    private readonly instances: readonly Instance[],
    private readonly name: string,
    private readonly faultyUntilMs: number,
  ) {
    this.#random = world.random;
    this.#carelessness = this.#random() < 0.2 ? 0.4 : 0.02;
    this.#isInvalid = this.#random() < 0.1;
    this.#needsApproval = this.#random() < 0.25;
  }

  async live(): Promise<void> {
    const { time } = this.world;
    await time.sleep(this.#random() * 20 * MINUTE);
    this.#mintKey();
    await this.#try();
    // From here on nothing fails any more: the truth must come out.
    await time.sleep(Math.max(0, this.faultyUntilMs - time.nowMs) + 5 * MINUTE + this.#random() * SECOND);
    if (this.#isKeyDated && this.#random() < 0.02) await time.sleep(8 * DAY);
    let reply = await this.#ask();
    for (let asked = 1; asked < 8 && !this.#isDefinite(reply); asked++) {
      await time.sleep(5 * MINUTE);
      if (reply.kind === 'SCA_REQUIRED') this.#approve(reply.challenge);
      reply = await this.#ask();
    }
    this.end = reply.kind;
    if (!this.#isDefinite(reply)) this.#broken.push(`no definite answer: ${reply.kind}`);
    if (this.#mine().length === 1 && !['CREATED', 'REPLAYED', 'KEY_REUSED'].includes(reply.kind))
      this.#broken.push(`lost success: ${reply.kind}`);
  }

  verdict(): string[] {
    const { bank, store } = this.world;
    const mine = this.#mine().length;
    const other = bank.transfers.filter(({ order }) => order.intent === `${this.name}X`).length;
    if (mine > 1 || other > 1) this.#broken.push(`double payment: ${mine}, ${other}`);
    if (mine + other > 1 && !store.hasLostWrites) this.#broken.push(`two orders paid under one key`);
    return this.#broken.map((words) => `${this.name}: ${words}`);
  }

  async #try(): Promise<void> {
    const { time } = this.world;
    for (let left = 2 + Math.floor(this.#random() * 7); left > 0; left--) {
      if (this.#random() < 0.15) void this.#ask();
      if (this.#random() < this.#carelessness) void this.#askForAnother();
      const reply = await this.#ask();
      if (reply.kind === 'SCA_REQUIRED') {
        await time.sleep(this.#random() * 3 * MINUTE);
        if (this.#random() < 0.9) this.#approve(reply.challenge);
        continue;
      }
      if ((isDone(reply) || reply.kind === 'REFUSED') && this.#random() < 0.7) return;
      await time.sleep(this.#pauseMs());
    }
  }

  /** Asks and holds the answer against what the bank did. */
  async #ask(): Promise<Reply> {
    const approval = this.#token === undefined ? undefined : { sessionToken: this.#token };
    const reply = await this.#call(this.name, this.#amount, approval);
    const mine = this.#mine();
    if (isDone(reply) && !(mine.length === 1 && isOf(reply.made, mine[0]!)))
      this.#broken.push(`false success, with ${mine.length} transfers`);
    if (isNo(reply) && mine.length > 0) this.#broken.push(`${reply.kind}, but money moved`);
    if (reply.kind === 'REFUSED' && this.#token !== undefined && !this.world.store.hasLostWrites)
      this.#broken.push('a confirmed order refused');
    if (reply.kind === 'KEY_REUSED' && !this.#hasReusedKey)
      this.#broken.push('a key called reused that was not');
    if (reply.kind === 'REFUSED' || reply.kind === 'NOT_EXECUTED') this.#token = undefined;
    return reply;
  }

  /** Uses the key for something else. */
  async #askForAnother(): Promise<void> {
    this.#hasReusedKey = true;
    const reply = await this.#call(`${this.name}X`, '999.00', undefined);
    const other = this.world.bank.transfers.filter(({ order }) => order.intent === `${this.name}X`);
    if (isDone(reply) && !other.some((transfer) => isOf(reply.made, transfer)))
      this.#broken.push('success for an order that was never carried out');
  }

  async #call(
    intent: string,
    amount: string,
    approval: { sessionToken: string } | undefined,
  ): Promise<Reply> {
    const { time } = this.world;
    const instance = this.instances[Math.floor(this.#random() * this.instances.length)]!;
    const order = { intent, amount, isInvalid: this.#isInvalid, needsApproval: this.#needsApproval };
    const askedAtMs = time.nowMs;
    const answer = instance
      .perform(
        { principal: 'croissant', operation: 'transfer', clientKey: this.#key, wish: order, approval },
        order,
      )
      .catch(replyOf)
      .then((reply): Reply => {
        const isFinal = reply.kind === 'NOT_EXECUTED' || !isNo(reply);
        return isFinal || !instance.hasStoodStillSince(askedAtMs) ? reply : { kind: 'OLD_NO' };
      });
    const patienceMs = 5 * SECOND + this.#random() * MINUTE;
    return Promise.race([answer, time.sleep(patienceMs).then((): Reply => ({ kind: 'GIVEN_UP' }))]);
  }

  #approve({ sessionToken }: ScaRequired): void {
    this.world.bank.allow(sessionToken);
    this.#token = sessionToken;
  }

  #mine(): readonly Transfer[] {
    return this.world.bank.transfers.filter(({ order }) => order.intent === this.name);
  }

  #isDefinite(reply: Reply): boolean {
    if (isDone(reply) || reply.kind === 'NOT_EXECUTED' || reply.kind === 'REFUSED') return true;
    return reply.kind === 'KEY_REUSED' && this.#hasReusedKey;
  }

  /** A dated key by a clock up to a minute wrong; one key in five is a text without a date. */
  #mintKey(): void {
    this.#isKeyDated = this.#random() < 0.8;
    const mintedAtMs = Math.max(0, this.world.time.nowMs + (this.#random() - 0.5) * 2 * MINUTE);
    const hex = Math.floor(mintedAtMs).toString(16).padStart(12, '0');
    const tail = Math.floor(this.#random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0');
    this.#key = this.#isKeyDated
      ? `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${tail}`
      : `order of ${this.name}`;
  }

  #pauseMs(): number {
    const kind = this.#random();
    if (kind < 0.4) return this.#random() * 2 * SECOND;
    if (kind < 0.7) return this.#random() * MINUTE;
    if (kind < 0.85) return this.#random() * 10 * MINUTE;
    return kind < 0.95 ? (26 + this.#random() * 15) * MINUTE : (120 + this.#random() * 60) * MINUTE;
  }
}

function isDone(reply: Reply): reply is Extract<Reply, { kind: 'CREATED' | 'REPLAYED' }> {
  return reply.kind === 'CREATED' || reply.kind === 'REPLAYED';
}

function isNo({ kind }: Reply): boolean {
  return kind === 'REFUSED' || kind === 'NOT_EXECUTED' || kind === 'TURNED_AWAY';
}

function isOf(made: Made, { id, order }: Transfer): boolean {
  return made.id === id && made.amount === order.amount;
}

function replyOf(error: unknown): Reply {
  if (!(error instanceof GatewayError)) throw error;
  return { kind: error.details.reason === 'PAYMENT_STORE' ? 'STORE_DOWN' : 'TURNED_AWAY' };
}
