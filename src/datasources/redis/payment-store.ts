import { z } from 'zod';
import type { Change, Entry, Snapshot, Store, Versioned } from '../payments/index.js';
import type { RedisConnection } from './connection.js';
import { readScript, swapScript } from './payment-scripts.js';
import { Seal } from './seal.js';

export interface PaymentStoreOptions {
  readonly connection: RedisConnection;
  /** Address of the bank: what was sent to one bank was not sent to another. */
  readonly bank: string;
  /** The first seals, any of them opens. */
  readonly secrets: readonly [string, ...string[]];
  /** Told when a record cannot be opened. */
  readonly logger?: { error(fields: object, message: string): void } | undefined;
}

/**
 * The memory of payments that gateways share through Redis, and that outlives them. One round trip per call, by the
 * clock of Redis. Entries are sealed: Redis sees when something is paid, and nothing of what.
 *
 * What it promises in which setup of Redis is in decision 0019.
 */
export class RedisPaymentStore implements Store {
  readonly #seal: Seal;
  readonly #prefix: string;
  /** Beginning of the memory that was seen last; see {@link readScript}. */
  #beganAtMs = 0;

  constructor(private readonly options: PaymentStoreOptions) {
    this.#seal = new Seal('payment store', options.secrets);
    // The braces keep all keys in one slot, for what stands in front of a cluster.
    this.#prefix = `qonto-graphql-gateway:{${options.bank}}`;
  }

  /** @throws also when a record is there but cannot be opened: taken for none, it would be paid again. */
  async read(id: string): Promise<Snapshot> {
    const answer = await this.options.connection.run(readScript, this.#keys(id), [this.#beganAtMs]);
    const [nowMs, epochStartedAtMs, record] = readAnswer.parse(answer);
    this.#beganAtMs = epochStartedAtMs;
    return { found: record === '' ? undefined : this.#opened(id, record), nowMs, epochStartedAtMs };
  }

  async swap(id: string, { from = '', to, epochStartedAtMs, keepMs }: Change): Promise<boolean> {
    const record = to === undefined ? '' : this.#sealed(id, to);
    const given = [this.#beganAtMs, from, record, epochStartedAtMs, keepMs];
    const answer = await this.options.connection.run(swapScript, this.#keys(id), given);
    const [beganAtMs, done] = swapAnswer.parse(answer);
    this.#beganAtMs = beganAtMs;
    return done === 1;
  }

  #keys(id: string): readonly string[] {
    return [`${this.#prefix}:memory`, `${this.#prefix}:payment:${id}`];
  }

  #sealed(id: string, { version, entry }: Versioned): string {
    return `${version} ${this.#seal.close(JSON.stringify(entry), placeOf(id, version))}`;
  }

  #opened(id: string, record: string): Versioned {
    const space = record.indexOf(' ');
    const version = record.slice(0, space);
    try {
      const text = this.#seal.open(record.slice(space + 1), placeOf(id, version));
      return { version, entry: JSON.parse(text) as Entry };
    } catch (error) {
      const message = 'PAYMENT_STORE_SECRET does not open what Redis keeps of a payment: nothing is sent';
      this.options.logger?.error({}, message);
      throw error;
    }
  }
}

const readAnswer = z.tuple([z.number(), z.number(), z.string()]);
const swapAnswer = z.tuple([z.number(), z.literal([0, 1])]);

function placeOf(id: string, version: string): string {
  return `${id} ${version}`;
}
