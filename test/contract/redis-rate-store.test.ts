import { bankLimits, type RateAnswer, type RateLimits } from '../../src/datasources/qonto/index.js';
import { RedisConnection, RedisRateStore } from '../../src/datasources/redis/index.js';
import { Fleet } from '../support/fleet.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';
import { mostIn } from '../support/storm.js';

/** A long window that a test can wait for. */
const shortLong: RateLimits = { ...bankLimits, perLongWindow: 990, longWindowMs: 60_000 };

describeWithRedis('Processes that share a Redis', () => {
  let redis: RedisServer;
  let connection: RedisConnection;
  beforeAll(async () => {
    redis = await RedisServer.start();
    connection = new RedisConnection({ url: redis.url, commandTimeoutMs: 10_000 });
    await answering(connection);
  });
  beforeEach(() => redis.command('FLUSHALL'));
  afterAll(async () => {
    connection.close();
    await redis.close();
  });

  /** A fleet that has found its store. */
  async function fleet(processes: number, limits = bankLimits): Promise<Fleet> {
    const ships = new Fleet(connection, processes, limits);
    await ships.time.run(4_000);
    return ships;
  }

  const times = ({ admitted }: Fleet): number[] => admitted.map(({ atMs }) => atMs);

  it('see a permit as soon as it is given, and what a dead one had on its way for as long as the bank counts it', async () => {
    const store = new RedisRateStore(connection, 'https://bank.example');
    const wish = (process: string, onTheWay: number): Promise<RateAnswer> =>
      store.exchange({
        process,
        epoch: '',
        limits: { ...bankLimits, perLongWindow: 3, longWindowMs: 1_200, shortWindowMs: 100 },
        onTheWay,
        answered: { short: [], long: [] },
        wishes: [{ principal: process, count: 5 }],
        pauseMs: 0,
        deadAfterMs: 300,
        gatherMs: 0,
        wantsView: true,
        isLast: false,
      });
    expect((await wish('one', 0)).granted).toEqual([3]);
    const refused = await wish('other', 0);
    expect(refused).toMatchObject({ granted: [0], processes: 2 });
    // Its three requests were answered when it was found dead, at the latest, and leave the window after that.
    const seen: number[] = [];
    const startedMs = performance.now();
    while (seen.length === 0) {
      const { granted, processes } = await wish('other', 0);
      if (granted[0]! > 0) seen.push(granted[0]!, processes);
    }
    expect(seen).toEqual([3, 1]);
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(1_200);
  });

  it('use 95 % of the short window together, evenly, and never breach it', async () => {
    const ships = await fleet(4);
    await ships.hammer(22);
    expect(ships.throttledAtMs).toEqual([]);
    expect(mostIn(times(ships), 10_000)).toBeGreaterThanOrEqual(0.95 * 1_000);
    expect(mostIn(times(ships), 10_000)).toBeLessThanOrEqual(995);
    expect(mostIn(times(ships), 1_000)).toBeLessThanOrEqual(30 + 97);
  }, 60_000);

  it('never breach it on a line that holds requests back and lets them go all at once', async () => {
    const ships = await fleet(3);
    // For three seconds of every seven, whatever is sent arrives at the end of the three.
    ships.line = () => ({ thereMs: Math.max(0, 3_000 - (ships.time.clock() % 7_000)), backMs: 50 });
    await ships.hammer(24);
    expect(ships.throttledAtMs).toEqual([]);
    expect(mostIn(times(ships), 10_000)).toBeGreaterThanOrEqual(700);
  }, 60_000);

  it('use 95 % of the long window together and never breach it', async () => {
    const ships = await fleet(4, shortLong);
    await ships.hammer(130);
    expect(mostIn(times(ships), 60_000)).toBeLessThanOrEqual(1_000);
    expect(ships.admittedIn(4_000, 124_000)).toBeGreaterThanOrEqual(0.95 * 2 * 1_000);
  }, 60_000);

  it('leave each principal its share of the long window, whichever process it comes to', async () => {
    const ships = await fleet(2, shortLong);
    ships.ask(0, 'noisy', 2_000, 30_000);
    await ships.time.run(30_000);
    const before = ships.admitted.length;
    expect(before).toBeLessThanOrEqual(0.97 * 990);
    ships.ask(1, 'quiet', 30, 10_000);
    await ships.time.run(40_000);
    expect(ships.admitted.slice(before).map(({ principal }) => principal)).toEqual(Array(30).fill('quiet'));
  }, 60_000);

  it('meet a halved limit with one 429 in a hundred after the first window, and are back within three', async () => {
    const ships = await fleet(3);
    await ships.hammer(12);
    ships.bankLimit = 500;
    const halvedAtMs = ships.time.clock();
    await ships.hammer(50);
    const adaptedAtMs = halvedAtMs + 10_000;
    const throttled = ships.throttledAtMs.filter((atMs) => atMs >= adaptedAtMs).length;
    const admitted = ships.admittedIn(adaptedAtMs, ships.time.clock());
    expect(throttled).toBeLessThanOrEqual(0.01 * (admitted + throttled));
    expect(admitted).toBeGreaterThanOrEqual(0.4 * 500 * 4);
    ships.bankLimit = 1_000;
    await ships.hammer(30);
    const [backMs, nowMs] = [ships.time.clock() - 10_000, ships.time.clock()];
    expect(ships.admittedIn(backMs, nowMs)).toBeGreaterThanOrEqual(0.95 * 1_000);
  }, 60_000);

  it('go on alone while the store is away, each with its part of 90 %, and together again when it is back', async () => {
    const ships = await fleet(4);
    await ships.hammer(15);
    ships.isCutOff = true;
    const awayAtMs = ships.time.clock();
    await ships.hammer(25);
    const alone = ships.admittedIn(awayAtMs + 10_000, ships.time.clock());
    expect(alone).toBeGreaterThanOrEqual(0.8 * 1_500);
    expect(alone).toBeLessThanOrEqual(0.9 * 1_500 + 4);
    // Back, and empty: another Redis, or one that wrote nothing to disk.
    await redis.command('FLUSHALL');
    ships.isCutOff = false;
    const backAtMs = ships.time.clock();
    await ships.hammer(20);
    // What they sent alone is told once: it does not hold them back.
    expect(ships.admittedIn(backAtMs, backAtMs + 10_000)).toBeGreaterThanOrEqual(800);
    expect(ships.throttledAtMs).toEqual([]);
    expect(mostIn(times(ships), 10_000)).toBeLessThanOrEqual(1_000);
    const nowMs = ships.time.clock();
    expect(ships.admittedIn(nowMs - 10_000, nowMs)).toBeGreaterThanOrEqual(950);
  }, 60_000);

  it('do not forget what they sent when the store forgets it under their hands', async () => {
    const ships = await fleet(4, shortLong);
    await ships.hammer(9);
    await redis.command('FLUSHALL');
    await ships.hammer(60);
    expect(mostIn(times(ships), 60_000)).toBeLessThanOrEqual(1_000);
    expect(ships.throttledAtMs).toEqual([]);
  }, 60_000);
});
