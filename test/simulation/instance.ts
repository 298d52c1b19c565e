import { OutcomeUnknown } from '../../src/errors.js';
import type {
  Errand,
  Instruction,
  MoneyProtocol,
  Outcome,
  Parts,
} from '../../src/datasources/payments/index.js';
import { readAnswer, readBreakage } from '../../src/datasources/qonto/answer.js';
import type { Call } from '../../src/datasources/qonto/call.js';
import { Broken, NotSent } from '../../src/datasources/qonto/breakage.js';
import type { FaultyStore } from './faulty-store.js';
import type { Order, SimulatedBank } from './simulated-bank.js';
import type { Random, VirtualTime } from './virtual-time.js';

/** The transfer as a gateway reads it. */
export interface Made {
  readonly id: string;
  readonly amount: string;
  readonly note: string;
}

/** The parts of the product under test: the shipped ones, or some of them with a fault sown in. */
export interface Product {
  readonly MoneyProtocol: typeof MoneyProtocol;
  readonly readAnswer: typeof readAnswer;
  readonly readBreakage: typeof readBreakage;
}

export const shipped = async (): Promise<Product> => ({
  MoneyProtocol: (await import('../../src/datasources/payments/index.js')).MoneyProtocol,
  readAnswer,
  readBreakage,
});

export interface World {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly store: FaultyStore;
  readonly bank: SimulatedBank;
  readonly isFaulty: () => boolean;
}

const call: Call = { method: 'POST', path: '/v2/sepa/transfers' };

/**
 * One process of the gateway. All that the protocol ever waits for passes through here, so a process can die or stand
 * still at every step: it hears no more answers, or late, while what it has asked for happens all the same.
 */
export class Instance {
  #isDead = false;
  #stoppedUntilMs = 0;
  readonly #protocol: MoneyProtocol;
  readonly #startedAtMs: number;

  constructor(
    private readonly world: World,
    private readonly product: Product,
    /** Told whenever this process begins to wait for something. */
    private readonly onStep: (instance: Instance) => void,
  ) {
    const { store, time, random } = world;
    this.#startedAtMs = random() * 1e9;
    const parts: Parts = {
      store: {
        read: (id) => this.#hear(store.read(id)),
        swap: (id, change) => this.#hear(store.swap(id, change)),
      },
      elapsedMs: () => time.nowMs + this.#startedAtMs,
      random,
      sleep: (ms, signal) => this.#hear(time.sleep(ms, signal)),
    };
    this.#protocol = new product.MoneyProtocol(parts);
  }

  /** `kill -9`. */
  die(): void {
    this.#isDead = true;
  }

  /** `SIGSTOP` and, later, `SIGCONT`; or a long pause of the garbage collector. */
  standStill(ms: number): void {
    this.#stoppedUntilMs = this.world.time.nowMs + ms;
  }

  hasStoodStillSince(sinceMs: number): boolean {
    return this.#stoppedUntilMs > sinceMs;
  }

  async perform(instruction: Instruction, order: Omit<Order, 'note' | 'proof'>): Promise<Outcome<Made>> {
    await this.#hear(Promise.resolve());
    return this.#hear(this.#protocol.perform(instruction, this.#errand(order)));
  }

  #errand(order: Omit<Order, 'note' | 'proof'>): Errand<Made> {
    const { bank, random, time, isFaulty } = this.world;
    return {
      prepare: async (marker) => {
        await this.#hear(time.sleep(10 + random() * 500));
        if (isFaulty() && random() < 0.03)
          throw readBreakage({ method: 'GET', path: '/v2/sepa/beneficiaries' }, new Broken('RESET')).error;
        const full: Order = { ...order, note: `rent ${marker}`, proof: random() };
        return JSON.stringify(full);
      },
      allow: async () => {
        await this.#hear(time.sleep(random() * 100));
        if (isFaulty() && random() < 0.01)
          throw readBreakage({ method: 'GET', path: '/v2/sca_sessions/{token}' }, new Broken('RESET')).error;
      },
      send: (request, key, approval) => this.#hear(this.#send(request, key, approval?.sessionToken)),
      echoes: ({ amount }) => amount === order.amount,
      find: async (marker, { fromAgoMs }) => {
        const transfers = await this.#hear(bank.list(fromAgoMs));
        const found = transfers.find((transfer) => transfer.order.note.includes(marker));
        if (found === undefined) return 'NONE';
        const { id, order: made } = found;
        return { found: { id, amount: made.amount, note: made.note } };
      },
    };
  }

  /** As a session of the product does it, with the product's own reading of answers. */
  async #send(request: string, key: string, token: string | undefined): Promise<Made> {
    const outcome = await this.world.bank.post(request, key, token).then(
      (reply) => this.product.readAnswer(call, reply),
      (error: NotSent | Broken) => this.product.readBreakage(call, error),
    );
    if (outcome.kind !== 'ANSWER') throw outcome.error;
    const { transfer } = outcome.answer.body as { transfer: Made | null };
    if (typeof transfer?.id !== 'string') throw new OutcomeUnknown('an answer that cannot be read');
    return transfer;
  }

  async #hear<Answer>(asked: Promise<Answer>): Promise<Answer> {
    this.onStep(this);
    let settle: () => Answer;
    try {
      const answer = await asked;
      settle = () => answer;
    } catch (error) {
      settle = () => {
        throw error;
      };
    }
    const { time } = this.world;
    if (this.#stoppedUntilMs > time.nowMs) await time.sleep(this.#stoppedUntilMs - time.nowMs);
    // A new promise each time: one for all would keep every history that ever waited for it in memory.
    if (this.#isDead) return new Promise<never>(() => {});
    return settle();
  }
}
