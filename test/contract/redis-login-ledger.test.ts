import {
  type LoginOutcome,
  type LoginRules,
  loginRules,
  type SharedLogins,
} from '../../src/datasources/qonto/index.js';
import { LoginGuard } from '../../src/datasources/qonto/login-guard.js';
import { RedisConnection, RedisLoginLedger } from '../../src/datasources/redis/index.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';

describeWithRedis('Gateways that share a Redis', () => {
  let redis: RedisServer;
  const connections: RedisConnection[] = [];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  beforeEach(() => redis.command('FLUSHALL'));
  afterAll(async () => {
    for (const connection of connections) connection.close();
    await redis.close();
  });

  async function connect(): Promise<RedisLoginLedger> {
    const connection = new RedisConnection({ url: redis.url });
    connections.push(connection);
    await answering(connection);
    return new RedisLoginLedger(connection, 'https://bank.example');
  }

  async function gateway(processes = 2): Promise<{ guard: LoginGuard; settled: () => Promise<unknown> }> {
    const ledger = await connect();
    const reports: Promise<void>[] = [];
    const shared: SharedLogins = {
      ledger: {
        admit: (credential, rules) => ledger.admit(credential, rules),
        settle: (...told) => {
          const report = ledger.settle(...told);
          reports.push(report.catch(() => undefined));
          return report;
        },
      },
      processes: () => processes,
    };
    return { guard: new LoginGuard(() => performance.now(), shared), settled: () => Promise.all(reports) };
  }

  const one = async (
    { guard, settled }: Awaited<ReturnType<typeof gateway>>,
    who: string,
    end: LoginOutcome,
  ): Promise<void> => {
    (await guard.admit(who))(end);
    await settled();
  };

  it('let 150 refusals an hour through together, and known good credentials all the time', async () => {
    const [left, right] = [await gateway(), await gateway()];
    await one(left, 'good', 'ACCEPTED');
    let asked = 0;
    await Promise.all(
      Array.from({ length: 400 }, async (_, i) => {
        const settle = await (i % 2 === 0 ? left : right).guard.admit(`bad ${i}`).catch(() => undefined);
        if (settle === undefined) return;
        asked++;
        settle('REFUSED');
      }),
    );
    await Promise.all([left.settled(), right.settled()]);
    expect(asked).toBe(150);
    await expect(one(right, 'newcomer', 'ACCEPTED')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { reason: 'LOGIN_BUDGET' },
    });
    // It was the other one that saw it accepted.
    await expect(one(right, 'good', 'ACCEPTED')).resolves.toBeUndefined();
  });

  it('put a credential in quarantine that was refused three times in a row, by whichever of them', async () => {
    const [left, right, third] = [await gateway(), await gateway(), await gateway()];
    await one(left, 'dead', 'REFUSED');
    await one(right, 'dead', 'REFUSED');
    await one(left, 'dead', 'REFUSED');
    await expect(one(third, 'dead', 'ACCEPTED')).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      details: { reason: 'CREDENTIAL_QUARANTINED', retryAfterSeconds: 300 },
    });
    await expect(one(third, 'another', 'ACCEPTED')).resolves.toBeUndefined();
  });

  it('take a part of the refusals each while Redis is away', async () => {
    const lonely = await gateway(3);
    await redis.stop('SIGKILL');
    let asked = 0;
    for (let i = 0; i < 60; i++)
      await one(lonely, `bad ${i}`, 'REFUSED').then(
        () => asked++,
        () => undefined,
      );
    expect(asked).toBe(50);
    await redis.start();
  });

  it('forget refusals after the hour, and a quarantine when it is over', async () => {
    const ledger = await connect();
    const rules: LoginRules = {
      ...loginRules,
      hourMs: 600,
      mostRefusals: 2,
      rowLimit: 2,
      firstQuarantineMs: 100,
    };
    const refuse = async (who: string): Promise<void> => {
      const { place } = await ledger.admit(who, rules);
      await ledger.settle(who, 'REFUSED', place, rules);
    };
    await refuse('bad');
    await refuse('bad');
    const ruling = await ledger.admit('bad', rules);
    expect(ruling.quarantinedMs).toBeGreaterThan(0);
    expect(ruling.quarantinedMs).toBeLessThanOrEqual(100);
    const crowded = await ledger.admit('new', rules);
    expect(crowded).toMatchObject({ quarantinedMs: 0 });
    expect(crowded.crowdedMs).toBeGreaterThan(100);
    await until(async () => (await ledger.admit('bad', rules)).quarantinedMs === 0);
    await until(async () => (await ledger.admit('new', rules)).crowdedMs === 0);
  });
});

/** Asks until it is so; the time of the test is the limit. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo()));
}
