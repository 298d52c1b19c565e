import { Backlog, type Change, MemoryFeed } from '../../../src/datasources/events/index.js';
import { GatewayError } from '../../../src/errors.js';

const change = (id: string, eventId = id): Change => ({
  eventId,
  organizationId: 'org',
  resource: 'transaction',
  id,
});

async function ids(backlog: Backlog, count: number): Promise<string[]> {
  const heard: string[] = [];
  while (heard.length < count) heard.push((await backlog.next()).value?.id ?? 'end');
  return heard;
}

it('tells what waits in order, and then what comes', async () => {
  const backlog = new Backlog();
  backlog.push(change('a'));
  backlog.push(change('b'));
  expect(await ids(backlog, 2)).toEqual(['a', 'b']);
  const later = ids(backlog, 1);
  backlog.push(change('c'));
  expect(await later).toEqual(['c']);
});

it('holds an object once, however often it changes while nobody listens', async () => {
  const backlog = new Backlog(undefined, 2);
  for (let turn = 0; turn < 1_000; turn++) {
    backlog.push(change('a', `a${turn}`));
    backlog.push(change('b', `b${turn}`));
  }
  await backlog.return();
  expect(await ids(backlog, 1)).toEqual(['end']);
});

it('ends with an error when more waits than it holds, rather than drop anything', async () => {
  const backlog = new Backlog(undefined, 2);
  for (const id of ['a', 'b', 'c']) backlog.push(change(id));
  await expect(backlog.next()).rejects.toMatchObject({
    code: 'OVERLOADED',
    details: { reason: 'STREAM_TOO_SLOW', retryable: true },
  });
  expect(await ids(backlog, 1)).toEqual(['end']);
});

it('ends while somebody waits', async () => {
  const backlog = new Backlog();
  const waiting = backlog.next();
  await backlog.return();
  expect(await waiting).toEqual({ value: undefined, done: true });
  backlog.push(change('a'));
  expect(await ids(backlog, 1)).toEqual(['end']);
});

it('tells a follower of its own organisation, kind and object only, and forgets one who left', async () => {
  const feed = new MemoryFeed();
  const all = feed.follow({ organizationId: 'org', resource: 'transaction' });
  const one = feed.follow({ organizationId: 'org', resource: 'transaction', id: 'b' });
  const others = feed.follow({ organizationId: 'other', resource: 'transaction' });
  const invoices = feed.follow({ organizationId: 'org', resource: 'clientInvoice' });
  expect(feed.size).toBe(4);
  await feed.publish(change('a'));
  await feed.publish(change('b'));
  expect(await ids(all, 2)).toEqual(['a', 'b']);
  expect(await ids(one, 1)).toEqual(['b']);
  for (const silent of [others, invoices]) {
    const waiting = silent.next();
    await silent.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
  }
  expect(feed.size).toBe(2);
  feed.interrupt(() => new GatewayError('UPSTREAM_UNAVAILABLE', 'away'));
  await expect(all.next()).rejects.toThrow('away');
  await expect(one.next()).rejects.toThrow('away');
  expect(feed.size).toBe(0);
});
