import { type ChangeFeed, MemoryFeed, type SeenEvents } from './datasources/events/index.js';
import {
  type RedisConnection,
  RedisFeed,
  RedisSeenEvents,
  type StateLogger,
} from './datasources/redis/index.js';

export interface LiveUpdatesOptions {
  /** Undefined: this gateway is the only one. */
  readonly redis: RedisConnection | undefined;
  readonly redisUrl: string | undefined;
  /** Address of the bank. */
  readonly bank: string;
  readonly logger: StateLogger;
}

/** What a gateway is given to hear of changes. */
export interface LiveUpdates {
  readonly changes: ChangeFeed;
  readonly webhook: { readonly secrets: readonly string[]; readonly seenEvents: SeenEvents | undefined };
}

/** Undefined without a secret: then the bank tells of no changes. */
export function liveUpdates(
  secrets: readonly string[],
  { redis, redisUrl: url, bank, logger }: LiveUpdatesOptions,
): LiveUpdates | undefined {
  if (secrets.length === 0) return undefined;
  if (redis === undefined || url === undefined)
    return { changes: new MemoryFeed(), webhook: { secrets, seenEvents: undefined } };
  return {
    changes: new RedisFeed({ connection: redis, url, bank, logger }),
    webhook: { secrets, seenEvents: new RedisSeenEvents(redis, bank) },
  };
}
