import { Bulkhead } from '../../../src/datasources/qonto/bulkhead.js';
import type { Call } from '../../../src/datasources/qonto/call.js';
import { Departure } from '../../../src/datasources/qonto/departure.js';
import type { Patience } from '../../../src/datasources/qonto/login.js';

const read: Call = { method: 'GET', path: '/v2/labels' };
const write: Call = { method: 'POST', path: '/v2/sepa/transfers' };
/** What is left of a deadline is seldom a whole number. */
const patience: Patience = { timeoutMs: 60_000.5, departure: undefined };

/** Works in a place, as soon as there is one. */
async function within<Result>(
  bulkhead: Bulkhead,
  call: Call,
  how: Patience,
  run: () => Promise<Result>,
): Promise<Result> {
  const place = bulkhead.enter(call, () => how);
  if (place !== undefined) await place;
  try {
    return await run();
  } finally {
    bulkhead.leave(call);
  }
}

/** Work that goes on until it is told to end. */
function work(name: string, log: string[]) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async (): Promise<string> => {
    log.push(name);
    await ended;
    return name;
  };
  return { run, end: () => end() };
}

const settle = () => new Promise(setImmediate);

it('lets so many work at once, so many wait in turn, and refuses the others before anything is sent', async () => {
  const bulkhead = new Bulkhead({ reads: 2, waitingReads: 1, writes: 1, waitingWrites: 0 });
  const log: string[] = [];
  const works = ['a', 'b', 'c', 'd'].map((name) => work(name, log));
  const [a, b, c, d] = works.map(({ run }) => within(bulkhead, read, patience, run));
  await expect(d).rejects.toMatchObject({
    code: 'OVERLOADED',
    details: { retryable: true, reason: 'UPSTREAM_QUEUE', retryAfterSeconds: 2 },
  });
  expect(log).toEqual(['a', 'b']);
  works[0]!.end();
  expect(await a).toBe('a');
  await settle();
  expect(log).toEqual(['a', 'b', 'c']);
  works.forEach(({ end }) => end());
  expect(await Promise.all([b, c])).toEqual(['b', 'c']);
});

it('keeps a lane for writes when reads have taken theirs, and the other way round', async () => {
  const bulkhead = new Bulkhead({ reads: 1, waitingReads: 0, writes: 1, waitingWrites: 0 });
  const log: string[] = [];
  const [first, second] = [work('read', log), work('write', log)];
  const running = [
    within(bulkhead, read, patience, first.run),
    within(bulkhead, write, patience, second.run),
  ];
  expect(log).toEqual(['read', 'write']);
  await expect(within(bulkhead, write, patience, first.run)).rejects.toMatchObject({ code: 'OVERLOADED' });
  first.end();
  second.end();
  await Promise.all(running);
});

it('lets go of whoever waits when its time is over or its caller has gone, and never begins its work', async () => {
  const bulkhead = new Bulkhead({ reads: 1, waitingReads: 2, writes: 1, waitingWrites: 0 });
  const log: string[] = [];
  const [first, late, gone] = ['first', 'late', 'gone'].map((name) => work(name, log));
  const running = within(bulkhead, read, patience, first!.run);
  const caller = new AbortController();
  const left = [
    within(bulkhead, read, { ...patience, timeoutMs: 1 }, late!.run),
    within(bulkhead, read, { ...patience, departure: new Departure(caller.signal) }, gone!.run),
  ];
  caller.abort();
  await expect(left[0]).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    details: { reason: 'TIMEOUT' },
  });
  await expect(left[1]).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    details: { reason: 'ABORTED' },
  });
  first!.end();
  await running;
  await settle();
  expect(log).toEqual(['first']);
});

it('gives the place of work that failed to the next one', async () => {
  const bulkhead = new Bulkhead({ reads: 1, waitingReads: 1, writes: 1, waitingWrites: 0 });
  const failing = within(bulkhead, read, patience, () => Promise.reject(new Error('broken')));
  const next = within(bulkhead, read, patience, async () => 'next');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('next');
});
