import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';

/** What the connection needs of a logger; pino's loggers fit. */
export interface StateLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface RedisOptions {
  /** `redis://` or `rediss://`, with its secrets. Without a query: that would override what is set here. */
  readonly url: string;
  /** Told when Redis goes away and when it is back, once each, without the address and its secrets. */
  readonly logger?: StateLogger | undefined;
  /** How long a command may take before it counts as not answered. Default 250 ms. */
  readonly commandTimeoutMs?: number;
}

/** A Lua script, run by its hash once Redis knows it. */
export class Script {
  readonly sha1: string;

  constructor(readonly lua: string) {
    this.sha1 = createHash('sha1').update(lua).digest('hex');
  }
}

/**
 * One connection to Redis, which is made and made again by itself. The process starts, and goes on, without Redis.
 *
 * A command is sent at once or refused at once, and never sent again later: an answer that comes when nobody acts on it
 * any more is worse than none. One that got no answer may have been done all the same.
 */
export class RedisConnection {
  readonly #client: Redis;
  /** A line that has been silent for so long is given up: TCP itself would wait for minutes. */
  readonly #patienceMs: number;
  #silentSinceMs: number | undefined;
  #isAway: boolean | undefined;

  constructor({ url, logger, commandTimeoutMs = 250 }: RedisOptions) {
    this.#patienceMs = 2 * commandTimeoutMs;
    this.#client = new Redis(url, {
      commandTimeout: commandTimeoutMs,
      connectTimeout: 2_000,
      disconnectTimeout: commandTimeoutMs,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      // What is on its way is refused as soon as the line is cut.
      maxRetriesPerRequest: 0,
      maxLoadingRetryTime: 500,
      retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
      // A failover has made a replica of what was the primary: its name may lead to the new one by now.
      reconnectOnError: ({ message }) => message.startsWith('READONLY'),
    });
    this.#client.on('ready', () => {
      this.#isAway = false;
      this.#silentSinceMs = undefined;
      logger?.info({}, 'Redis answers');
    });
    const away = (reason: string) => {
      if (this.#isAway !== true) logger?.warn({ reason }, 'Redis does not answer');
      this.#isAway = true;
    };
    this.#client.on('error', (error: Error) => away(reasonOf(error)));
    this.#client.on('close', () => away('CLOSED'));
  }

  /** @throws when Redis does not answer in time, or refuses. */
  async run(script: Script, keys: readonly string[], given: readonly (string | number)[]): Promise<unknown> {
    const rest = [...keys, ...given];
    try {
      return await this.#heard(this.#client.evalsha(script.sha1, keys.length, ...rest));
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return this.#heard(this.#client.eval(script.lua, keys.length, ...rest));
    }
  }

  /** What Redis tells of itself in these sections of `INFO`, by name. */
  async info(section: string): Promise<ReadonlyMap<string, string>> {
    const lines = (await this.#client.info(section)).split('\r\n');
    return new Map(
      lines.flatMap((line) => {
        const colon = line.indexOf(':');
        return colon < 0 ? [] : [[line.slice(0, colon), line.slice(colon + 1)] as const];
      }),
    );
  }

  /** Calls back now or as soon as Redis answers, and each time that it does again. */
  onReady(listener: () => void): void {
    if (this.#client.status === 'ready') listener();
    this.#client.on('ready', listener);
  }

  close(): void {
    this.#isAway = true;
    this.#client.disconnect();
  }

  async #heard<Answer>(command: Promise<Answer>): Promise<Answer> {
    try {
      const answer = await command;
      this.#silentSinceMs = undefined;
      return answer;
    } catch (error) {
      if (error instanceof Error && error.message === 'Command timed out') this.#giveUpSilentLine();
      throw error;
    }
  }

  #giveUpSilentLine(): void {
    const nowMs = performance.now();
    this.#silentSinceMs ??= nowMs;
    if (nowMs - this.#silentSinceMs < this.#patienceMs) return;
    this.#silentSinceMs = undefined;
    this.#client.disconnect(true);
  }
}

/** The code of a system error, or the first word of a refusal (`WRONGPASS`, `LOADING`): what follows may hold data. */
function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code ?? /^[A-Z]+\b/.exec(error.message)?.[0] ?? error.name;
}
