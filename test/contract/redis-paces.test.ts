import { RedisConnection, RedisPaces } from '../../src/datasources/redis/index.js';
import { MemoryPaces } from '../../src/server/limits/caller-rate.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';

/** So slow that no second turn comes by while the test runs. */
const pace = { burst: 5, intervalMs: 60_000 };

describeWithRedis('Gateways that share a Redis', () => {
  let redis: RedisServer;
  const connections: RedisConnection[] = [];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(async () => {
    for (const connection of connections) connection.close();
    await redis.close();
  });

  async function gateway(bank = 'https://bank.example'): Promise<RedisPaces> {
    const connection = new RedisConnection({ url: redis.url });
    connections.push(connection);
    await answering(connection);
    return new RedisPaces(connection, bank, new MemoryPaces());
  }

  it('give a caller its turns together', async () => {
    const gateways = await Promise.all([gateway(), gateway()]);
    const waits = await Promise.all(
      Array.from({ length: 20 }, (_, n) => gateways[n % 2]!.take('operations:ada', pace)),
    );
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
    for (const waitMs of waits.filter((ms) => ms > 0)) expect(Math.abs(waitMs - 59_000)).toBeLessThan(1_500);
    expect(await (await gateway('https://other.example')).take('operations:ada', pace)).toBe(0);
  });

  it('keep no name of a caller', async () => {
    await (await gateway()).take('operations:ada@example.com', pace);
    expect(String(await redis.command('KEYS', '*'))).not.toContain('ada');
  });

  it('count by themselves while Redis is away', async () => {
    const paces = await gateway();
    connections.at(-1)!.close();
    const waits = await Promise.all(Array.from({ length: 20 }, () => paces.take('operations:bob', pace)));
    expect(waits.filter((waitMs) => waitMs === 0)).toHaveLength(5);
  });
});
