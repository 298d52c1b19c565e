import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Versioned } from '../../src/datasources/payments/index.js';
import {
  RedisConnection,
  type RedisOptions,
  RedisPaymentStore,
  weaknessesOf,
} from '../../src/datasources/redis/index.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';

const HOUR_MS = 3_600_000;
const secret = 'a secret of thirty-two characters';

describeWithRedis('the store in Redis', () => {
  const servers: RedisServer[] = [];
  const connections: RedisConnection[] = [];
  afterEach(async () => {
    connections.splice(0).forEach((connection) => connection.close());
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function started(...settings: string[]): Promise<RedisServer> {
    const server = await RedisServer.start(...settings);
    servers.push(server);
    return server;
  }

  async function connected(
    server: Pick<RedisServer, 'url'>,
    changes: Partial<RedisOptions> = {},
  ): Promise<RedisConnection> {
    const connection = new RedisConnection({ url: server.url, commandTimeoutMs: 5_000, ...changes });
    connections.push(connection);
    await answering(connection);
    return connection;
  }

  async function opened(
    server: Pick<RedisServer, 'url'>,
    changes: { bank?: string; secrets?: [string, ...string[]] } = {},
    options: Partial<RedisOptions> = {},
  ) {
    const connection = await connected(server, options);
    return new RedisPaymentStore({ connection, bank: 'https://bank.test', secrets: [secret], ...changes });
  }

  const written: Versioned = {
    version: 'v-1',
    entry: {
      fingerprint: 'fingerprint',
      bornAtMs: 0,
      epochStartedAtMs: 0,
      leaseUntilMs: 0,
      request: JSON.stringify({
        iban: 'FR7616798000010000005663951',
        reference: 'Loyer de mars',
        amount: '12.30',
      }),
    },
  };

  async function write(store: RedisPaymentStore, id = 'a'): Promise<boolean> {
    const { epochStartedAtMs } = await store.read(id);
    return store.swap(id, { from: undefined, to: written, epochStartedAtMs, keepMs: HOUR_MS });
  }

  /** Reads as soon as Redis answers again. */
  async function read(store: RedisPaymentStore, id = 'a') {
    for (;;) {
      try {
        return await store.read(id);
      } catch {
        await delay(20);
      }
    }
  }

  describe('begins a new memory', () => {
    const pair = () => Promise.all([started(...atOnce), started(...atOnce)]);
    const atOnce = ['--repl-diskless-sync-delay', '0'];

    /** Makes one server the replica of another, and waits until it has everything. */
    async function follow(replica: RedisServer, primary: RedisServer): Promise<void> {
      const { hostname, port } = new URL(primary.url);
      await replica.command('REPLICAOF', hostname, port);
      while (!String(await replica.command('INFO', 'replication')).includes('master_link_status:up'))
        await delay(20);
    }

    it('after a crash, and has forgotten all that was not on disk', async () => {
      const server = await started();
      const store = await opened(server);
      await write(store);
      const before = await store.read('a');
      await server.stop('SIGKILL');
      await server.start();
      const after = await read(store);
      expect(after.found).toBeUndefined();
      expect(after.epochStartedAtMs).toBeGreaterThan(before.nowMs);
    });

    it.each(['SIGTERM', 'SIGKILL'] as const)('after %s, although all was on disk', async (signal) => {
      const server = await started('--appendonly', 'yes', '--appendfsync', 'always');
      const store = await opened(server);
      await write(store);
      const before = await store.read('a');
      await server.stop(signal);
      await server.start();
      const after = await read(store);
      expect(after.found).toEqual(written);
      expect(after.epochStartedAtMs).toBeGreaterThan(before.nowMs);
      // It stays with that, and writes nothing for who read before.
      const late = { to: undefined, from: written.version, keepMs: HOUR_MS };
      expect(await store.swap('a', { ...late, epochStartedAtMs: before.epochStartedAtMs })).toBe(false);
      expect((await store.read('a')).epochStartedAtMs).toBe(after.epochStartedAtMs);
    });

    it('after a snapshot that is older than what was written', async () => {
      const server = await started();
      const store = await opened(server);
      await store.read('a');
      await server.command('SAVE');
      await write(store);
      const before = await store.read('a');
      await server.stop('SIGKILL');
      await server.start();
      const after = await read(store);
      expect(after.found).toBeUndefined();
      expect(after.epochStartedAtMs).toBeGreaterThan(before.nowMs);
    });

    it('after FLUSHALL', async () => {
      const server = await started();
      const store = await opened(server);
      await write(store);
      const before = await store.read('a');
      await delay(2);
      await server.command('FLUSHALL');
      const after = await store.read('a');
      expect(after.found).toBeUndefined();
      expect(after.epochStartedAtMs).toBeGreaterThan(before.nowMs);
    });

    it('after keys were dropped for want of room', async () => {
      const server = await started('--maxmemory-policy', 'volatile-random');
      const store = await opened(server);
      const before = await store.read('a');
      await delay(2);
      await server.command('SET', 'ballast', 'x', 'PX', String(HOUR_MS));
      await server.command('CONFIG', 'SET', 'maxmemory', '1');
      await expect(server.command('SET', 'more', 'x')).rejects.toThrow('OOM');
      await server.command('CONFIG', 'SET', 'maxmemory', '0');
      expect((await store.read('a')).epochStartedAtMs).toBeGreaterThan(before.nowMs);
    });

    it('as a replica that is promoted', async () => {
      const [primary, replica] = await pair();
      const store = await opened(primary);
      await write(store);
      const before = await store.read('a');
      await follow(replica, primary);
      const promoted = await opened(replica);
      await expect(promoted.read('a')).rejects.toThrow('READONLY');
      await replica.command('REPLICAOF', 'NO', 'ONE');
      const after = await read(promoted);
      expect(after.found).toEqual(written);
      expect(after.epochStartedAtMs).toBeGreaterThanOrEqual(before.nowMs);
    });

    it('as a primary that another one replaced for a time in which nobody asked', async () => {
      const [primary, replica] = await pair();
      const store = await opened(primary);
      await write(store);
      const before = await store.read('a');
      await follow(replica, primary);
      await replica.command('REPLICAOF', 'NO', 'ONE');
      await follow(primary, replica);
      await primary.command('REPLICAOF', 'NO', 'ONE');
      const after = await read(store);
      expect(after.found).toEqual(written);
      expect(after.epochStartedAtMs).toBeGreaterThanOrEqual(before.nowMs);
    });

    it('when a memory is back that had an heir already', async () => {
      const server = await started();
      const store = await opened(server);
      const before = await store.read('a');
      await server.age(HOUR_MS);
      const after = await store.read('a');
      expect(after.epochStartedAtMs).toBeGreaterThanOrEqual(before.nowMs);
      expect((await (await opened(server)).read('a')).epochStartedAtMs).toBe(after.epochStartedAtMs);
    });
  });

  describe('does not answer, rather than wait or guess,', () => {
    const late = () => delay(2_000, 'still waiting', { ref: false });

    it('while Redis stands still, and answers again when Redis does', async () => {
      const server = await started();
      const store = await opened(server, {}, { commandTimeoutMs: 250 });
      await read(store);
      server.pause();
      await expect(Promise.race([store.read('a'), late()])).rejects.toThrow('timed out');
      server.resume();
      expect((await read(store)).found).toBeUndefined();
    });

    it('over a line that is dead without a word, and answers again over a new one', async () => {
      const server = await started();
      const lines: Socket[] = [];
      const wire = createServer((line) => {
        lines.push(line);
        line.pipe(connect(Number(new URL(server.url).port), '127.0.0.1').once('error', () => {})).pipe(line);
      }).listen(0, '127.0.0.1');
      await once(wire, 'listening');
      const { port } = wire.address() as AddressInfo;
      const url = `redis://127.0.0.1:${port}`;
      const store = await opened({ url }, {}, { commandTimeoutMs: 100 });
      await read(store);
      lines[0]!.unpipe();
      await expect(store.read('a')).rejects.toThrow('timed out');
      expect((await read(store)).found).toBeUndefined();
      expect(lines.length).toBeGreaterThan(1);
      wire.close();
    });

    it('while Redis is down, and answers again when Redis does', async () => {
      const server = await started();
      const store = await opened(server);
      await write(store);
      await server.stop();
      await expect(Promise.race([store.read('a'), late()])).rejects.toThrow(/closed|writeable|ended/);
      await server.start();
      expect((await read(store)).found).toBeUndefined();
    });

    it('before there is a connection', async () => {
      const { url } = await started();
      const connection = new RedisConnection({ url });
      connections.push(connection);
      const store = new RedisPaymentStore({ connection, bank: 'https://bank.test', secrets: [secret] });
      await expect(store.read('a')).rejects.toThrow("isn't writeable");
    });

    it('when Redis has no room for an entry', async () => {
      const server = await started('--maxmemory-policy', 'noeviction');
      const store = await opened(server);
      const { epochStartedAtMs } = await store.read('a');
      await server.command('CONFIG', 'SET', 'maxmemory', '1');
      const change = { from: undefined, to: written, epochStartedAtMs, keepMs: HOUR_MS };
      await expect(store.swap('a', change)).rejects.toThrow('OOM');
    });
  });

  describe('seals what it keeps:', () => {
    it('Redis holds nothing of the order', async () => {
      const server = await started();
      await write(await opened(server));
      const contents = JSON.stringify([...(await server.contents())]);
      expect(contents).toContain(':payment:a');
      const parts = ['FR7616798000010000005663951', 'Loyer de mars', '"12.30"', '"reference"', 'fingerprint'];
      for (const part of parts) {
        for (const form of [part, ...encoded(part)]) expect(contents).not.toContain(form);
      }
    });

    it('another secret does not open it, and that is no "not found"', async () => {
      const server = await started();
      await write(await opened(server));
      const stranger = await opened(server, { secrets: [`another ${secret}`] });
      await expect(stranger.read('a')).rejects.toThrow('unknown secret');
      expect((await stranger.read('b')).found).toBeUndefined();
    });

    it('a secret can be replaced', async () => {
      const server = await started();
      await write(await opened(server));
      const next = `next ${secret}`;
      const store = await opened(server, { secrets: [next, secret] });
      expect((await store.read('a')).found).toEqual(written);
      await write(store, 'b');
      expect((await (await opened(server, { secrets: [next] })).read('b')).found).toEqual(written);
    });

    it('a record that was changed, or moved to another key, does not open', async () => {
      const server = await started();
      const store = await opened(server);
      await write(store);
      const [key, record] = [...(await server.contents())].find(([name]) => name.endsWith(':payment:a'))!;
      await server.command('SET', key.replace(/a$/, 'b'), record);
      await expect(store.read('b')).rejects.toThrow('authenticate');
      await server.command('SET', key, record.replace('v-1', 'v-2'));
      await expect(store.read('a')).rejects.toThrow('authenticate');
      await server.command('SET', key, 'nonsense');
      await expect(store.read('a')).rejects.toThrow('unknown secret');
    });
  });

  it('keeps the payments of two banks apart', async () => {
    const server = await started();
    await write(await opened(server));
    const sandbox = await opened(server, { bank: 'https://sandbox.bank.test' });
    expect((await sandbox.read('a')).found).toBeUndefined();
  });

  it('knows a Redis that forgets by its setup', async () => {
    const told = async (...settings: string[]) => weaknessesOf(await connected(await started(...settings)));
    expect(await told('--appendonly', 'yes')).toEqual([]);
    expect(await told('--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru')).toEqual([
      expect.stringContaining('maxmemory-policy'),
      expect.stringContaining('append-only'),
    ]);
  });

  it('says once that Redis is away, once that it is back, and nothing of its address', async () => {
    const server = await started();
    const lines: unknown[] = [];
    const hear = (fields: object, message: string) => void lines.push([message, fields]);
    const url = server.url.replace('//', '//user:sesame@');
    const connection = new RedisConnection({ url, logger: { info: hear, warn: hear } });
    connections.push(connection);
    const attempts = async () => ((await server.command('ACL', 'LOG')) as [string, number][])[0]?.[1] ?? 0;
    while ((await attempts()) < 3) await delay(20);
    expect(lines).toEqual([['Redis does not answer', { reason: 'WRONGPASS' }]]);
    await server.command('ACL', 'SETUSER', 'user', 'on', '>sesame', '~*', '+@all');
    await answering(connection);
    expect(lines.slice(1)).toEqual([['Redis answers', {}]]);
    expect(JSON.stringify(lines)).not.toMatch(/sesame|127/);
  });
});

/** How a text shows in another one: as base64 at each of its three offsets, or as hexadecimal digits. */
function encoded(text: string): string[] {
  const shifted = [0, 1, 2].map((offset) =>
    Buffer.from(' '.repeat(offset) + text)
      .toString('base64url')
      .slice(offset === 0 ? 0 : 4, -3),
  );
  return [...shifted, Buffer.from(text).toString('hex')];
}
