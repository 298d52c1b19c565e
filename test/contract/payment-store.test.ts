import { setTimeout as delay } from 'node:timers/promises';
import { MemoryStore, type Store, type Versioned } from '../../src/datasources/payments/index.js';
import { RedisConnection, RedisPaymentStore } from '../../src/datasources/redis/index.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';

const secrets = ['a secret of thirty-two characters'] as const;
const HOUR_MS = 3_600_000;

const versioned = (version: string): Versioned => ({
  version,
  entry: {
    fingerprint: 'wish',
    bornAtMs: 1,
    epochStartedAtMs: 2,
    leaseUntilMs: 3,
    doubtAtMs: 4,
    request: '{"reference":"Reçu n° 1 – 12,30 €"}',
    end: { made: { row: { id: 'transfer', note: null }, isNew: true } },
  },
});

/** What the money protocol relies on, whichever store it is given. */
function keepsTheContract(open: () => Store): void {
  let store: Store;
  let epochStartedAtMs: number;
  let id = 0;
  beforeEach(async () => {
    store = open();
    epochStartedAtMs = (await store.read(String(++id))).epochStartedAtMs;
  });

  const swap = (from: string | undefined, to: Versioned | undefined, changes: object = {}) =>
    store.swap(String(id), { from, to, epochStartedAtMs, keepMs: HOUR_MS, ...changes });
  const found = async () => (await store.read(String(id))).found;

  it('gives back what was written, unchanged', async () => {
    expect(await found()).toBeUndefined();
    expect(await swap(undefined, versioned('1'))).toBe(true);
    expect(await found()).toEqual(versioned('1'));
  });

  it('writes only over the version that it is told', async () => {
    expect(await swap(undefined, versioned('1'))).toBe(true);
    expect(await swap(undefined, versioned('2'))).toBe(false);
    expect(await swap('x', versioned('2'))).toBe(false);
    expect(await swap('1', versioned('2'))).toBe(true);
    expect(await swap('1', undefined)).toBe(false);
    expect(await found()).toEqual(versioned('2'));
    expect(await swap('2', undefined)).toBe(true);
    expect(await found()).toBeUndefined();
    expect(await swap('2', versioned('3'))).toBe(false);
  });

  it('writes nothing for who read another memory', async () => {
    const another = { epochStartedAtMs: epochStartedAtMs - 1 };
    expect(await swap(undefined, versioned('1'), another)).toBe(false);
    expect(await found()).toBeUndefined();
  });

  it('keeps entries apart', async () => {
    await swap(undefined, versioned('1'));
    expect((await store.read('another')).found).toBeUndefined();
  });

  it.each([undefined, '0'])('lets one of 200 win who write at once over version %s', async (from) => {
    if (from !== undefined) await swap(undefined, versioned(from));
    const versions = Array.from({ length: 200 }, (_, index) => `w${index}`);
    const done = await Promise.all(versions.map((version) => swap(from, versioned(version))));
    const winners = versions.filter((_, index) => done[index]);
    expect(winners).toHaveLength(1);
    expect((await found())?.version).toBe(winners[0]);
  });

  it('forgets an entry after its time, counted from its last writing', async () => {
    await swap(undefined, versioned('1'), { keepMs: 5 });
    while ((await found()) !== undefined) await delay(1);
    await swap(undefined, versioned('2'), { keepMs: 5 });
    // It may be gone by now on a busy machine: then nothing is written over it.
    const isPutOff = await swap('2', versioned('3'));
    await delay(10);
    expect((await found())?.version).toBe(isPutOff ? '3' : undefined);
  });

  it('has a clock, and says since when it remembers', async () => {
    const one = await store.read(String(id));
    const other = await store.read('another');
    expect(one.epochStartedAtMs).toBeLessThanOrEqual(one.nowMs);
    expect(other.nowMs).toBeGreaterThanOrEqual(one.nowMs);
    expect(other.epochStartedAtMs).toBe(one.epochStartedAtMs);
  });
}

describe('the store in memory', () => {
  keepsTheContract(() => new MemoryStore(Date.now));
});

describeWithRedis('the store in Redis', () => {
  let server: RedisServer;
  const connections: RedisConnection[] = [];
  beforeAll(async () => {
    server = await RedisServer.start();
    // Two gateways take turns.
    for (let gateway = 0; gateway < 2; gateway++) {
      const connection = new RedisConnection({ url: server.url, commandTimeoutMs: 5_000 });
      connections.push(connection);
      await answering(connection);
    }
  });
  afterAll(async () => {
    connections.forEach((connection) => connection.close());
    await server.close();
  });

  keepsTheContract(() => {
    const [first, second] = connections.map(
      (connection) => new RedisPaymentStore({ connection, bank: 'https://bank.test', secrets }),
    ) as [RedisPaymentStore, RedisPaymentStore];
    let calls = 0;
    const next = () => (calls++ % 2 === 0 ? first : second);
    return {
      read: (id) => next().read(id),
      swap: (id, change) => next().swap(id, change),
    };
  });
});
