import { z } from 'zod';
import { type RateAnswer, type RateReport, rateRules, type RateStore } from '../qonto/index.js';
import type { RedisConnection } from './connection.js';
import { rateScript } from './rate-script.js';

/** Where all gateways behind one IP address count their requests to one bank, on the clock of Redis. */
export class RedisRateStore implements RateStore {
  readonly #prefix: string;

  /** @param bank The bank's address: another bank has limits of its own. */
  constructor(
    private readonly connection: Pick<RedisConnection, 'run' | 'onReady'>,
    bank: string,
  ) {
    // The braces keep all keys on one node of a cluster, which a script needs.
    this.#prefix = `qonto-graphql-gateway:{${bank}}:rate`;
  }

  async exchange(report: RateReport): Promise<RateAnswer> {
    const names = ['state', 'short', 'long', 'processes', 'principals'];
    const principals = report.wishes.map(({ principal }) => `principal:${principal}`);
    const keys = [...names, ...principals].map((name) => `${this.#prefix}:${name}`);
    const answer = await this.connection.run(rateScript, keys, [JSON.stringify({ ...rateRules, ...report })]);
    return answerShape.parse(JSON.parse(String(answer)));
  }

  onReady(listener: () => void): void {
    this.connection.onReady(listener);
  }
}

/** Lua has one kind of table, so its empty list comes as `{}`. */
function list<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => (Array.isArray(value) ? value : []), z.array(item));
}

const ages = list(z.tuple([z.number(), z.number()]));

const answerShape = z.object({
  epoch: z.string(),
  isGathering: z.boolean(),
  processes: z.number(),
  pace: z.number(),
  granted: list(z.number()),
  waitMs: list(z.number()),
  view: z.object({ short: ages, long: ages, onTheWay: z.number() }).optional(),
});
