import type { RateLimits } from '../../src/datasources/qonto/index.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { type Aftermath, mostIn, storm, type Window } from '../support/storm.js';

/** A fifth of the bank's short window and a part of its long one; as many requests per second as in the real one. */
const short: Window = { limit: 200, lengthMs: 2_000 };
const long: Window = { limit: 400, lengthMs: 8_000 };
const limits: RateLimits = {
  perSecond: 96.5,
  burst: 6,
  shortWindowMs: short.lengthMs,
  perLongWindow: 396,
  longWindowMs: long.lengthMs,
};
/** Twice what the long window allows: at once, and when it has passed. */
const durationMs = long.lengthMs + 4_400;
const allowed = 2 * long.limit;

let redis: RedisServer;
afterAll(() => redis?.close());

describeWithRedis('Processes that share the limits', () => {
  it('stay within both windows of the bank, and use 95 % of them', async () => {
    redis = await RedisServer.start();
    const windows = [short, long];
    const [four, one] = await Promise.all([
      storm({ processes: 4, limits, windows, redisUrl: redis.url, durationMs }),
      storm({ processes: 1, limits, windows, durationMs }),
    ]);
    for (const after of [four, one]) {
      report(after);
      expect(after.throttledAtMs).toEqual([]);
      expect(mostIn(after.admittedAtMs, short.lengthMs)).toBeGreaterThanOrEqual(0.95 * short.limit);
      expect(after.admittedAtMs.length).toBeGreaterThanOrEqual(0.95 * allowed);
    }
  }, 60_000);
});

function report({ admittedAtMs, throttledAtMs, served, refused }: Aftermath): void {
  const figures = {
    admitted: admittedAtMs.length,
    throttled: throttledAtMs.length,
    most: [mostIn(admittedAtMs, short.lengthMs), mostIn(admittedAtMs, long.lengthMs)],
    served,
    refused,
  };
  process.stderr.write(`${JSON.stringify(figures)}\n`);
}
