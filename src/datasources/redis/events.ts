import { Redis } from 'ioredis';
import { z } from 'zod';
import { GatewayError } from '../../errors.js';
import { jsonOf } from '../../json.js';
import {
  type Backlog,
  type Change,
  type ChangeFeed,
  type Followed,
  KEEP_EVENTS_MS,
  MemoryFeed,
  MemorySeenEvents,
  type SeenEvents,
} from '../events/index.js';
import { type RedisConnection, Script, type StateLogger } from './connection.js';

export interface EventsOptions {
  /** For commands. Listening takes a connection of its own, since it carries nothing else. */
  readonly connection: RedisConnection;
  /** `redis://` or `rediss://`, with its secrets. */
  readonly url: string;
  /** Address of the bank: events of another bank are not ours. */
  readonly bank: string;
  readonly logger?: StateLogger | undefined;
  /** So often the line is tried, and what was not sent is sent again. Default 2 s. */
  readonly heartbeatMs?: number;
}

/** Changes that wait for Redis to come back; beyond that the oldest are dropped. */
const MOST_UNSENT = 1_000;
/** Our own messages come back to us: so many are known. */
const MOST_OWN = 1_000;
const HEARTBEAT_MS = 2_000;

/**
 * Brings a change to those who follow it at any of the gateways. The bank tells one of them; Redis passes the ids on.
 *
 * Redis keeps no message for a listener that is away. So when the line breaks, all streams of this gateway end with an
 * error, and none is opened until it hears again: whoever reads the list of changes at every start misses nothing.
 */
export class RedisFeed implements ChangeFeed {
  readonly #local = new MemoryFeed();
  readonly #listener: Redis;
  readonly #channel: string;
  readonly #own = new Set<string>();
  readonly #unsent: Change[] = [];
  readonly #heartbeat: NodeJS.Timeout;
  #hears = false;

  constructor(private readonly options: EventsOptions) {
    const { heartbeatMs = HEARTBEAT_MS } = options;
    this.#channel = `qonto-graphql-gateway:{${options.bank}}:changes`;
    this.#listener = new Redis(options.url, {
      connectTimeout: 2_000,
      commandTimeout: heartbeatMs,
      disconnectTimeout: heartbeatMs,
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResubscribe: false,
      retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
    });
    // The connection for commands tells the log when Redis goes away.
    this.#listener.on('error', () => {});
    this.#listener.on('ready', () => void this.#listen());
    this.#listener.on('close', () => this.#miss());
    this.#listener.on('message', (_channel: string, message: string) => this.#hear(message));
    this.#heartbeat = setInterval(() => {
      void this.#sendAgain();
      // A line that is dead without a word is given up, and made anew.
      if (this.#hears) this.#listener.ping().catch(() => this.#listener.disconnect(true));
    }, heartbeatMs).unref();
  }

  async publish(change: Change): Promise<void> {
    this.#own.add(change.eventId);
    for (const eventId of this.#own) {
      if (this.#own.size <= MOST_OWN) break;
      this.#own.delete(eventId);
    }
    await this.#local.publish(change);
    await this.#send(change);
  }

  follow(followed: Followed): Backlog {
    if (!this.#hears) throw interrupted();
    return this.#local.follow(followed);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.#local.close();
    this.#listener.disconnect();
  }

  async #listen(): Promise<void> {
    try {
      await this.#listener.subscribe(this.#channel);
      this.#hears = true;
    } catch {
      this.#listener.disconnect(true);
    }
  }

  #miss(): void {
    this.#hears = false;
    this.#local.interrupt(interrupted);
  }

  #hear(message: string): void {
    const change = changeOf(message);
    if (change !== undefined && !this.#own.delete(change.eventId)) void this.#local.publish(change);
  }

  async #send(change: Change): Promise<void> {
    try {
      await this.options.connection.run(publishScript, [this.#channel], [JSON.stringify(change)]);
    } catch {
      if (this.#unsent.push(change) <= MOST_UNSENT) return;
      this.#unsent.shift();
      this.options.logger?.warn(
        {},
        'other gateways are not told of a change: Redis has been away for too long',
      );
    }
  }

  async #sendAgain(): Promise<void> {
    for (const change of this.#unsent.splice(0)) await this.#send(change);
  }
}

/** The events that the bank has told any of the gateways; while Redis does not answer, this one. */
export class RedisSeenEvents implements SeenEvents {
  readonly #own: SeenEvents;
  readonly #prefix: string;

  constructor(
    private readonly connection: RedisConnection,
    bank: string,
    clock: () => number = Date.now,
  ) {
    this.#own = new MemorySeenEvents(clock);
    this.#prefix = `qonto-graphql-gateway:{${bank}}:event`;
  }

  async claim(eventId: string): Promise<boolean> {
    if (!(await this.#own.claim(eventId))) return false;
    const given = [KEEP_EVENTS_MS / 1000];
    // To be told twice does no harm.
    return this.connection.run(claimScript, [`${this.#prefix}:${eventId}`], given).then(
      (answer) => answer === 1,
      () => true,
    );
  }
}

const publishScript = new Script(`return redis.call('PUBLISH', KEYS[1], ARGV[1])`);

const claimScript = new Script(`
  if redis.call('SET', KEYS[1], '', 'NX', 'EX', ARGV[1]) then return 1 end
  return 0
`);

const changeShape = z.object({
  eventId: z.string(),
  organizationId: z.string(),
  resource: z.enum(['transaction', 'clientInvoice']),
  id: z.string(),
});

/** Undefined for what a newer gateway may say one day. */
function changeOf(message: string): Change | undefined {
  return changeShape.safeParse(jsonOf(message)).data;
}

function interrupted(): GatewayError {
  const message = 'Changes may be missed at this moment: read the list of changes, and subscribe again.';
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, {
    retryable: true,
    retryAfterSeconds: 5,
    reason: 'FEED_INTERRUPTED',
  });
}
