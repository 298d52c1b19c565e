import { bankLimits, type RateLimits } from '../../src/datasources/qonto/index.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { type Aftermath, countIn, mostIn, storm, type Window } from '../support/storm.js';

/** Requests per second as at the bank, in windows that a test can wait for. */
const short: Window = { limit: 400, lengthMs: 4_000 };
const long: Window = { limit: 500, lengthMs: 9_000 };
const durationMs = 15_000;
/** What the long window allows meanwhile: at once, and again when it has passed. */
const longTwice = 2 * long.limit;
/** `npm run test:storm`: the bank's own windows, for so long, with the figures printed. */
const realSeconds = Number(process.env['STORM_SECONDS'] ?? 0);

let redis: RedisServer;
afterEach(() => redis.close());

function limitsOf(window: Window, perLongWindow: number): RateLimits {
  const burst = Math.floor((bankLimits.burst * window.lengthMs) / bankLimits.shortWindowMs);
  const windows = { shortWindowMs: window.lengthMs, longWindowMs: long.lengthMs };
  return { ...bankLimits, ...windows, burst, perLongWindow };
}

// The bank counts by real time here. What takes minutes is in test/contract/redis-rate-store.test.ts, in virtual time.
describeWithRedis('In a storm', () => {
  it('four processes on one Redis, and one without, never breach a window of the bank and use 95 % of both', async () => {
    redis = await RedisServer.start();
    const given = { limits: limitsOf(short, 0.99 * long.limit), windows: [short, long], durationMs };
    const [four, one] = await Promise.all([
      storm({ ...given, processes: 4, redisUrl: redis.url }),
      storm({ ...given, processes: 1 }),
    ]);
    print({ four, one });
    for (const after of [four, one]) {
      expect(after).toMatchObject({ throttledAtMs: [], refused: {} });
      expect(mostIn(after.admittedAtMs, short.lengthMs)).toBeGreaterThanOrEqual(
        0.9 * after.usable * short.limit,
      );
      expect(after.admittedAtMs.length).toBeGreaterThanOrEqual(0.95 * after.usable * longTwice);
    }
  }, 90_000);
});

if (realSeconds > 0)
  describeWithRedis('At the real limits of the bank', () => {
    const windows: Window[] = [
      { limit: 1_000, lengthMs: 10_000 },
      { limit: 10_000, lengthMs: 600_000 },
    ];
    const timeoutMs = (realSeconds + 120) * 1000;
    beforeEach(async () => {
      redis = await RedisServer.start();
    });

    it.each([
      ['four processes on one Redis', 4],
      ['one process without Redis', 1],
    ])(
      '%s never breach them, and use 95 %% of the short window',
      async (name, processes) => {
        const shared = processes > 1 ? { redisUrl: redis.url } : {};
        const given = { processes, limits: bankLimits, windows, durationMs: realSeconds * 1000, ...shared };
        const after = await storm(given);
        print({ [name]: after });
        expect(after).toMatchObject({ throttledAtMs: [], refused: {} });
        const allowed = Math.min(realSeconds * 100, 9_900);
        expect(after.admittedAtMs.length).toBeGreaterThanOrEqual(0.95 * after.usable * allowed);
      },
      timeoutMs,
    );

    it(
      'they are kept, and every read is served, while Redis dies, is away, and comes back empty',
      async () => {
        const turns = [
          { afterMs: realSeconds * 300, act: () => redis.stop('SIGKILL') },
          { afterMs: realSeconds * 600, act: () => redis.start() },
        ];
        const given = { limits: bankLimits, windows, durationMs: realSeconds * 1000, turns };
        const lost = await storm({ ...given, processes: 4, redisUrl: redis.url });
        print({ lost });
        expect(lost).toMatchObject({ throttledAtMs: [], refused: {} });
        // Alone, each process takes its part of 90 %.
        const allowed = 0.9 * realSeconds * 100;
        expect(lost.admittedAtMs.length).toBeGreaterThanOrEqual(0.9 * lost.usable * allowed);
      },
      timeoutMs,
    );
  });

function print(storms: Readonly<Record<string, Aftermath>>): void {
  if (realSeconds === 0) return;
  for (const [name, { admittedAtMs, throttledAtMs, refused, usable }] of Object.entries(storms)) {
    const seconds = Math.ceil((admittedAtMs.at(-1) ?? 0) / 1000);
    const figures = {
      admitted: admittedAtMs.length,
      throttledAtMs,
      refused,
      usable: Number(usable.toFixed(3)),
      mostIn: Object.fromEntries([4, 9, 10].map((length) => [length, mostIn(admittedAtMs, length * 1000)])),
      perSecond: Array.from({ length: seconds }, (_, second) =>
        countIn(admittedAtMs, second * 1000, second * 1000 + 1000),
      ).join(' '),
    };
    process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
  }
}
