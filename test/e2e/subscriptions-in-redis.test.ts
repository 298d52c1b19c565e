import { setTimeout as delay } from 'node:timers/promises';
import { RedisConnection, RedisFeed, RedisSeenEvents } from '../../src/datasources/redis/index.js';
import { EventStream } from '../support/event-stream.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';
import { sendWebhook, webhookBody, webhookSecret as secret } from '../support/webhook.js';

const bank = 'the bank of the test';
const query = 'subscription { transactionChanged { id } }';

describeWithRedis('two gateways with one Redis', () => {
  let redis: RedisServer;
  let gateways: [TestGateway, TestGateway];
  let organizationId: string;
  const closing: (() => void)[] = [];
  const streams: EventStream[] = [];

  async function live() {
    const connection = new RedisConnection({ url: redis.url, commandTimeoutMs: 1_000 });
    const changes = new RedisFeed({ connection, url: redis.url, bank, heartbeatMs: 200 });
    closing.push(
      () => changes.close(),
      () => connection.close(),
    );
    await answering(connection);
    return { changes, webhook: { secrets: [secret], seenEvents: new RedisSeenEvents(connection, bank) } };
  }

  beforeAll(async () => {
    redis = await RedisServer.start();
    const first = await startGateway({}, {}, { live: await live() });
    gateways = [first, await startGateway({}, {}, { bankUrl: first.bankUrl, live: await live() })];
    const { data } = await first.ask<{ organization: { id: string } }>('{ organization { id } }');
    organizationId = data.organization.id;
  });
  afterEach(() => streams.splice(0).forEach((stream) => stream.close()));
  afterAll(async () => {
    await gateways[1].close();
    await gateways[0].close();
    closing.forEach((close) => close());
    await redis.close();
  });

  /** Opens one as soon as the gateway hears of changes. */
  async function open({ url }: TestGateway): Promise<EventStream> {
    for (;;) {
      const stream = await EventStream.open(url, query);
      streams.push(stream);
      await stream.until(() => stream.comments + stream.events.length > 0);
      if (stream.comments > 0) return stream;
      expect(stream.events[0]!.result?.errors?.[0]?.extensions).toMatchObject({ reason: 'FEED_INTERRUPTED' });
      await delay(20);
    }
  }

  async function insert(): Promise<string> {
    return (await gateways[0].control<{ id: string }>('POST insert', { resource: 'transactions' })).id;
  }

  const tell = (gateway: TestGateway, objectId: string, id?: string, organization = organizationId) =>
    sendWebhook(gateway.url, webhookBody({ organizationId: organization, objectId, ...(id && { id }) }));

  const idsOf = (stream: EventStream) =>
    stream.events.map(({ result }) => (result?.data?.['transactionChanged'] as { id: string } | null)?.id);

  it('tell what either of them hears, to readers of that organisation and nobody else', async () => {
    const both = [await open(gateways[0]), await open(gateways[1])];
    const ids = [await insert(), await insert(), await insert()] as const;
    await tell(gateways[0], ids[0], undefined, 'another organisation');
    await tell(gateways[0], ids[1]);
    for (const stream of both) await stream.first(1);
    await tell(gateways[1], ids[2]);
    for (const stream of both) await stream.first(2);
    for (const stream of both) expect(idsOf(stream)).toEqual([ids[1], ids[2]]);
  });

  it('tell nobody of another organisation, although its gateway hears of it', async () => {
    const other = await startGateway({ seed: 2 }, {}, { live: await live() });
    const stranger = await open(other);
    const reader = await open(gateways[1]);
    await other.control('DELETE requests');
    await tell(gateways[0], await insert());
    await reader.first(1);
    const { data } = await other.ask<{ organization: { id: string } }>('{ organization { id } }');
    expect(data.organization.id).not.toBe(organizationId);
    const own = await other.control<{ id: string }>('POST insert', { resource: 'transactions' });
    await other.control('DELETE requests');
    await tell(gateways[0], own.id, undefined, data.organization.id);
    await stranger.first(1);
    expect(idsOf(stranger)).toEqual([own.id]);
    expect(await other.control('GET requests')).toMatchObject({ total: 1 });
    stranger.close();
    await other.close();
  });

  it('tell a change once, although the bank tells it to both', async () => {
    const both = [await open(gateways[0]), await open(gateways[1])];
    const ids = [await insert(), await insert()] as const;
    await tell(gateways[0], ids[0], 'told to both');
    for (const stream of both) await stream.first(1);
    await tell(gateways[1], ids[0], 'told to both');
    await tell(gateways[1], ids[1]);
    for (const stream of both) await stream.first(2);
    for (const stream of both) expect(idsOf(stream)).toEqual([...ids]);
  });

  it('keep ids in Redis, and those for seven days', async () => {
    await tell(gateways[0], 'an object', 'an event');
    const key = `qonto-graphql-gateway:{${bank}}:event:an event`;
    let seconds = -2;
    while (seconds < 0) seconds = Number(await redis.command('TTL', key));
    expect(seconds).toBeGreaterThan(7 * 86_400 - 60);
    expect(seconds).toBeLessThanOrEqual(7 * 86_400);
    expect(await redis.command('GET', key)).toBe('');
  });

  it('end their streams when Redis falls silent, rather than miss a change unknown', async () => {
    const both = [await open(gateways[0]), await open(gateways[1])];
    redis.pause();
    for (const stream of both) {
      const events = await stream.all();
      expect(events[0]!.result?.errors?.[0]?.extensions).toMatchObject({ reason: 'FEED_INTERRUPTED' });
    }
    redis.resume();
    const again = [await open(gateways[0]), await open(gateways[1])];
    const id = await insert();
    await tell(gateways[1], id);
    for (const stream of again) await stream.until(() => idsOf(stream).includes(id));
  });

  it('end their streams when Redis is lost, and hear again when it is back', async () => {
    const both = [await open(gateways[0]), await open(gateways[1])];
    await redis.stop('SIGKILL');
    for (const stream of both) {
      const [last, end] = await stream.all();
      expect(last!.result?.errors?.[0]).toMatchObject({
        extensions: { code: 'UPSTREAM_UNAVAILABLE', reason: 'FEED_INTERRUPTED', retryable: true },
      });
      expect(end!.event).toBe('complete');
    }
    const refused = await EventStream.open(gateways[0].url, query);
    expect((await refused.all())[0]!.result?.errors?.[0]?.extensions).toMatchObject({
      reason: 'FEED_INTERRUPTED',
    });
    const id = await insert();
    expect((await tell(gateways[0], id)).status).toBe(204);
    await redis.start();
    const again = [await open(gateways[0]), await open(gateways[1])];
    const next = await insert();
    await tell(gateways[1], next);
    for (const stream of again) await stream.until(() => idsOf(stream).includes(next));
  });
});
