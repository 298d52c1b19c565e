import { createHash } from 'node:crypto';
import { type RedisConnection, Script } from './connection.js';

/**
 * Takes a turn by the generic cell rate algorithm, on the clock of Redis. `KEYS[1]` holds when the burst is whole
 * again, in microseconds; ARGV: the burst, the interval in microseconds. Answers the microseconds to wait, 0 for none.
 */
const takeTurn = new Script(`
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local burst, interval = tonumber(ARGV[1]), tonumber(ARGV[2])
local whole_at = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0')) + interval
local wait = whole_at - now - burst * interval
if wait > 0 then return math.ceil(wait) end
redis.call('SET', KEYS[1], string.format('%.0f', whole_at), 'PX', math.ceil((whole_at - now) / 1000))
return 0
`);

/** How fast a caller may go. */
interface Pace {
  readonly burst: number;
  readonly intervalMs: number;
}

interface Paces {
  take(name: string, pace: Pace): Promise<number>;
}

/** Where several gateways keep together how often a caller asked; while Redis does not answer, each keeps its own. */
export class RedisPaces implements Paces {
  readonly #prefix: string;

  /** @param bank The bank's address: callers of another bank are others. */
  constructor(
    private readonly connection: RedisConnection,
    bank: string,
    private readonly alone: Paces,
  ) {
    this.#prefix = `qonto-graphql-gateway:{${bank}}:pace`;
  }

  async take(name: string, pace: Pace): Promise<number> {
    // A name may be that of a person.
    const key = `${this.#prefix}:${createHash('sha256').update(name).digest('base64url')}`;
    const given = [pace.burst, Math.round(pace.intervalMs * 1000)];
    try {
      return Number(await this.connection.run(takeTurn, [key], given)) / 1000;
    } catch {
      return this.alone.take(name, pace);
    }
  }
}
