import { setTimeout as delay } from 'node:timers/promises';
import { MemoryFeed } from '../../src/datasources/events/index.js';
import type { Pace } from '../../src/server/subscription-events.js';
import { EventStream } from '../support/event-stream.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { sendWebhook, webhookBody, webhookSecret } from '../support/webhook.js';

const query = 'subscription { transactionChanged { id note } }';

let gateway: TestGateway;
let feed: MemoryFeed;
let organizationId: string;
let isClosed: boolean;

async function start(streamPace: Partial<Pace> = {}): Promise<void> {
  feed = new MemoryFeed();
  const live = { changes: feed, webhook: { secrets: [webhookSecret] }, streamPace };
  gateway = await startGateway({ sizes: { transactions: 0 } }, {}, { live });
  isClosed = false;
  const { data } = await gateway.ask<{ organization: { id: string } }>('{ organization { id } }');
  organizationId = data.organization.id;
}
afterEach(() => (isClosed ? undefined : gateway.close()));

async function insert(fields: object = {}): Promise<string> {
  return (await gateway.control<{ id: string }>('POST insert', { resource: 'transactions', ...fields })).id;
}

function tell(objectId: string): Promise<Response> {
  return sendWebhook(gateway.url, webhookBody({ organizationId, objectId }));
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(5);
}

it('sends a heartbeat, so that both sides learn when the line is dead', async () => {
  await start({ heartbeatMs: 10 });
  const stream = await EventStream.open(gateway.url, query);
  await stream.until(() => stream.comments >= 3);
  expect(stream.events).toEqual([]);
  stream.close();
});

it('forgets a reader who has hung up, and takes it back', async () => {
  await start();
  const first = await EventStream.open(gateway.url, query);
  expect(feed.size).toBe(1);
  first.close();
  await until(() => feed.size === 0);
  const second = await EventStream.open(gateway.url, query);
  const id = await insert();
  await tell(id);
  expect((await second.first(1))[0]!.result?.data).toEqual({ transactionChanged: { id, note: null } });
  second.close();
});

it('stops reading for a reader that takes nothing, cuts it off, and serves the others', async () => {
  // Twelve of them are more than a connection on one machine holds before somebody reads it.
  const note = 'x'.repeat(2_000_000);
  await start({ stallMs: 300 });
  const ids = await Promise.all(Array.from({ length: 12 }, () => insert({ note })));
  const slow = await EventStream.open(gateway.url, query);
  slow.answer.pause();
  const quick = await EventStream.open(gateway.url, 'subscription { transactionChanged { id } }');
  await gateway.control('DELETE requests');
  for (let round = 0; round < 3; round++) for (const id of ids) await tell(id);
  await until(() => feed.size === 1);
  const told = () => new Set(quick.events.map(({ result }) => JSON.stringify(result?.data)));
  await quick.until(() => told().size === ids.length);
  const { total } = await gateway.control<{ total: number }>('GET requests');
  const readForTheSlowOne = total - quick.events.length;
  expect(readForTheSlowOne).toBeLessThan(ids.length);
  quick.close();
  slow.close();
}, 60_000);

it('ends all streams in order when the gateway ends, after what was being told', async () => {
  await start();
  const streams = await Promise.all(Array.from({ length: 3 }, () => EventStream.open(gateway.url, query)));
  const id = await insert();
  await tell(id);
  await Promise.all(streams.map((stream) => stream.first(1)));
  isClosed = true;
  const closed = gateway.close();
  for (const stream of streams) {
    const events = await stream.all();
    expect(events.map(({ event }) => event)).toEqual(['next', 'complete']);
  }
  await closed;
  expect(feed.size).toBe(0);
});

it('ends a stream at once that is opened while the gateway ends', async () => {
  await start();
  await gateway.control('POST faults', {
    kind: 'latency',
    latencyMs: 300,
    match: { path: '/v2/organization' },
  });
  await gateway.control('DELETE requests');
  const opening = EventStream.open(gateway.url, query);
  await until(async () => {
    const { faults } = await gateway.control<{ faults: { struck: number }[] }>('GET faults');
    return faults.some(({ struck }) => struck > 0);
  });
  isClosed = true;
  const closed = gateway.close();
  const events = await (await opening).all();
  expect(events.map(({ event }) => event)).toEqual(['complete']);
  await closed;
});
