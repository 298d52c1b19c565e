import { bankLimits, type RateLimits } from '../../src/datasources/qonto/index.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { type Aftermath, countIn, mostIn, storm, type Window } from '../support/storm.js';

/** Requests per second as at the bank, in windows that a test can wait for. */
const short: Window = { limit: 400, lengthMs: 4_000 };
const long: Window = { limit: 500, lengthMs: 9_000 };
/** For storms that are about the short window alone, and about several of them. */
const shorter: Window = { limit: 200, lengthMs: 2_000 };
const durationMs = 15_000;
/** What the long window allows meanwhile: at once, and again when it has passed. */
const longTwice = 2 * long.limit;
/** `npm run test:storm`: the bank's own windows, for so long, with the figures printed. */
const realSeconds = Number(process.env['STORM_SECONDS'] ?? 0);

function limitsOf(window: Window, perLongWindow = 1_000_000): RateLimits {
  const burst = Math.floor((bankLimits.burst * window.lengthMs) / bankLimits.shortWindowMs);
  const windows = { shortWindowMs: window.lengthMs, longWindowMs: long.lengthMs };
  return { ...bankLimits, ...windows, burst, perLongWindow };
}

describeWithRedis('In a storm', () => {
  const opened: RedisServer[] = [];
  const openRedis = async (): Promise<RedisServer> => {
    const server = await RedisServer.start();
    opened.push(server);
    return server;
  };
  afterAll(() => Promise.all(opened.map((server) => server.close())));

  let four: Aftermath;
  let one: Aftermath;
  let halved: Aftermath;
  let lost: Aftermath;
  // All at the same time: a storm takes long, and waits nearly all of it.
  beforeAll(async () => {
    const [redis, other] = [await openRedis(), await openRedis()];
    const both = { limits: limitsOf(short, 0.99 * long.limit), windows: [short, long], durationMs };
    const single = { limits: limitsOf(shorter), windows: [shorter], durationMs };
    [four, one, halved, lost] = await Promise.all([
      storm({ ...both, processes: 4, redisUrl: redis.url }),
      storm({ ...both, processes: 1 }),
      storm({
        ...single,
        processes: 2,
        redisUrl: redis.url,
        turns: [
          { afterMs: 2_500, act: (bank) => bank.allow([{ ...shorter, limit: shorter.limit / 2 }]) },
          { afterMs: 7_000, act: (bank) => bank.allow([shorter]) },
        ],
      }),
      storm({
        ...single,
        processes: 4,
        redisUrl: other.url,
        turns: [
          { afterMs: 4_000, act: () => other.stop('SIGKILL') },
          { afterMs: 9_000, act: () => other.start() },
        ],
      }),
    ]);
    if (realSeconds > 0)
      for (const [name, after] of Object.entries({ four, one, halved, lost })) print(name, after);
  }, 90_000);

  it('four processes on one Redis never breach a window of the bank, and use 95 % of both', () => {
    expect(four).toMatchObject({ throttledAtMs: [], refused: {} });
    expect(mostIn(four.admittedAtMs, short.lengthMs)).toBeGreaterThanOrEqual(0.9 * four.usable * short.limit);
    expect(four.admittedAtMs.length).toBeGreaterThanOrEqual(0.95 * four.usable * longTwice);
  });

  it('one process without Redis never breaches a window of the bank, and uses 95 % of both', () => {
    expect(one).toMatchObject({ throttledAtMs: [], refused: {} });
    expect(mostIn(one.admittedAtMs, short.lengthMs)).toBeGreaterThanOrEqual(0.9 * one.usable * short.limit);
    expect(one.admittedAtMs.length).toBeGreaterThanOrEqual(0.95 * one.usable * longTwice);
  });

  it('a bank that halves its limit unannounced says 429 to few, and is used as before when it has recovered', () => {
    const adapted = [2_500 + shorter.lengthMs, 7_000] as const;
    expect(countIn(halved.throttledAtMs, ...adapted)).toBeLessThanOrEqual(2);
    expect(countIn(halved.admittedAtMs, ...adapted)).toBeGreaterThan(0);
    const recovered = halved.admittedAtMs.filter((atMs) => atMs > 7_000 + 3 * shorter.lengthMs);
    expect(recovered.length).toBeGreaterThanOrEqual(0.85 * halved.usable * shorter.limit);
    expect(halved.refused).toEqual({});
  });

  it('the limits are kept and every read is served while Redis dies, is away, and comes back empty', () => {
    expect(lost).toMatchObject({ throttledAtMs: [], refused: {} });
    // Alone, each process takes its share of 90 %.
    expect(countIn(lost.admittedAtMs, 6_000, 9_000)).toBeGreaterThanOrEqual(
      0.85 * lost.usable * 1.5 * shorter.limit,
    );
    const back = lost.admittedAtMs.filter((atMs) => atMs > 11_000);
    expect(mostIn(back, shorter.lengthMs)).toBeGreaterThanOrEqual(0.9 * lost.usable * shorter.limit);
  });
});

if (realSeconds > 0)
  describeWithRedis('At the real limits of the bank', () => {
    it.each([
      ['four processes on one Redis', 4],
      ['one process without Redis', 1],
    ])(
      '%s never breach them, and use 95 %% of the short window',
      async (name, processes) => {
        const windows: Window[] = [
          { limit: 1_000, lengthMs: 10_000 },
          { limit: 10_000, lengthMs: 600_000 },
        ];
        const redis = await RedisServer.start();
        const shared = processes > 1 ? { redisUrl: redis.url } : {};
        const given = { processes, limits: bankLimits, windows, durationMs: realSeconds * 1000, ...shared };
        const after = await storm(given);
        await redis.close();
        print(name, after);
        expect(after).toMatchObject({ throttledAtMs: [], refused: {} });
        const allowed = Math.min(realSeconds * 100, 9_900);
        expect(after.admittedAtMs.length).toBeGreaterThanOrEqual(0.95 * allowed);
      },
      (realSeconds + 60) * 1000,
    );
  });

function print(name: string, { admittedAtMs, throttledAtMs, refused, usable }: Aftermath): void {
  const seconds = Math.ceil((admittedAtMs.at(-1) ?? 0) / 1000);
  const figures = {
    admitted: admittedAtMs.length,
    throttledAtMs,
    refused,
    usable: Number(usable.toFixed(3)),
    mostIn: Object.fromEntries(
      [2, 4, 9, 10].map((length) => [`${length} s`, mostIn(admittedAtMs, length * 1000)]),
    ),
    perSecond: Array.from({ length: seconds }, (_, second) =>
      countIn(admittedAtMs, second * 1000, second * 1000 + 1000),
    ).join(' '),
  };
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
}
