import type { FastifyBaseLogger } from 'fastify';
import type { RedisConfig } from './config.js';
import type { ChangeFeed, SeenEvents } from './datasources/events/index.js';
import type { Store } from './datasources/payments/index.js';
import { sharePrincipals, type SharedCounts } from './datasources/qonto/index.js';
import {
  RedisConnection,
  RedisFeed,
  RedisLoginLedger,
  RedisPaces,
  RedisPaymentStore,
  RedisRateStore,
  RedisSeenEvents,
  warnOfForgetfulSetup,
} from './datasources/redis/index.js';
import { MemoryPaces, type PaceStore } from './server/limits/caller-rate.js';

/** What gateways in front of one bank share through one Redis. */
export class SharedRedis {
  readonly #connection: RedisConnection;

  /** @param bank Its address. */
  constructor(
    private readonly config: RedisConfig,
    private readonly bank: string,
    private readonly logger: FastifyBaseLogger,
  ) {
    sharePrincipals(config.paymentSecrets[0]);
    this.#connection = new RedisConnection({ url: config.url, logger });
  }

  /** What the bank counts of all of them together. */
  counts(): SharedCounts {
    return {
      requests: new RedisRateStore(this.#connection, this.bank),
      logins: new RedisLoginLedger(this.#connection, this.bank),
    };
  }

  /** Of payments; warns where that Redis may forget them. */
  paymentStore(): Store {
    warnOfForgetfulSetup(this.#connection, this.logger);
    return new RedisPaymentStore({
      connection: this.#connection,
      bank: this.bank,
      secrets: this.config.paymentSecrets,
      logger: this.logger,
    });
  }

  /** How often callers ask; this gateway counts alone while Redis is away. */
  paces(): PaceStore {
    return new RedisPaces(this.#connection, this.bank, new MemoryPaces());
  }

  /** Changes that the bank told any of them. It has a connection of its own, and is closed by itself. */
  openFeed(): ChangeFeed {
    const { bank, logger } = this;
    return new RedisFeed({ connection: this.#connection, url: this.config.url, bank, logger });
  }

  seenEvents(): SeenEvents {
    return new RedisSeenEvents(this.#connection, this.bank);
  }

  close(): void {
    this.#connection.close();
  }
}
