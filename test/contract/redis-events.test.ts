import type { Change } from '../../src/datasources/events/index.js';
import { RedisConnection, RedisFeed, RedisSeenEvents } from '../../src/datasources/redis/index.js';
import { answering, describeWithRedis, RedisServer } from '../support/redis.js';

const bank = 'the bank of the test';
const followed = { organizationId: 'org', resource: 'transaction' } as const;
const change = (eventId: string): Change => ({ ...followed, eventId, id: `object of ${eventId}` });

/** Gets no answer to its next commands, so many. */
class LameConnection extends RedisConnection {
  unanswered = 0;

  override async run(...given: Parameters<RedisConnection['run']>): Promise<unknown> {
    if (this.unanswered-- > 0) throw new Error('Command timed out');
    return super.run(...given);
  }
}

describeWithRedis('changes in Redis', () => {
  let redis: RedisServer;
  const closing: (() => void)[] = [];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterEach(() => closing.splice(0).forEach((close) => close()));
  afterAll(() => redis.close());

  async function connect(): Promise<LameConnection> {
    const connection = new LameConnection({ url: redis.url, commandTimeoutMs: 1_000 });
    closing.push(() => connection.close());
    await answering(connection);
    return connection;
  }

  /** A gateway's end of the feed, once it hears. */
  async function feed(connection: RedisConnection, ofBank = bank): Promise<RedisFeed> {
    const made = new RedisFeed({ connection, url: redis.url, bank: ofBank, heartbeatMs: 50 });
    closing.push(() => made.close());
    for (;;) {
      try {
        await made.follow(followed).return();
        return made;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  it('are passed on later when Redis did not answer', async () => {
    const connection = await connect();
    const [one, other] = [await feed(connection), await feed(await connect())];
    const heard = other.follow(followed);
    connection.unanswered = 1;
    await one.publish(change('first'));
    expect(await heard.next()).toEqual({ value: change('first'), done: false });
  });

  it('come once to those who follow where they were published', async () => {
    const connection = await connect();
    const [one, other] = [await feed(connection), await feed(await connect())];
    const [near, far] = [one.follow(followed), other.follow(followed)];
    for (const eventId of ['first', 'second']) await one.publish(change(eventId));
    for (const backlog of [far, near]) {
      expect((await backlog.next()).value).toEqual(change('first'));
      expect((await backlog.next()).value).toEqual(change('second'));
    }
    await other.publish(change('third'));
    expect((await near.next()).value).toEqual(change('third'));
  });

  it('of one bank are not heard at another, nor is what cannot be read', async () => {
    const connection = await connect();
    const [ours, theirs] = [await feed(connection), await feed(connection, 'another bank')];
    const heard = ours.follow(followed);
    await theirs.publish(change('theirs'));
    const channel = `qonto-graphql-gateway:{${bank}}:changes`;
    for (const message of ['not JSON', '{}', JSON.stringify({ ...change('odd'), resource: 'card' })])
      await redis.command('PUBLISH', channel, message);
    await ours.publish(change('ours'));
    expect((await heard.next()).value).toEqual(change('ours'));
  });

  it('are known to all gateways, and to each by itself while Redis does not answer', async () => {
    const connection = await connect();
    const one = new RedisSeenEvents(connection, bank);
    const other = new RedisSeenEvents(await connect(), bank);
    expect(await one.claim('an event')).toBe(true);
    expect(await other.claim('an event')).toBe(false);
    expect(await one.claim('an event')).toBe(false);
    connection.unanswered = 1;
    expect(await one.claim('unanswered')).toBe(true);
    expect(await one.claim('unanswered')).toBe(false);
    expect(await new RedisSeenEvents(connection, 'another bank').claim('an event')).toBe(true);
  });
});
