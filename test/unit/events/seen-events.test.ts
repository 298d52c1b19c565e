import { KEEP_EVENTS_MS, MemorySeenEvents } from '../../../src/datasources/events/index.js';

it('knows an event for seven days', async () => {
  let nowMs = 0;
  const seen = new MemorySeenEvents(() => nowMs);
  expect(await seen.claim('a')).toBe(true);
  nowMs = KEEP_EVENTS_MS - 1;
  expect(await seen.claim('a')).toBe(false);
  nowMs = KEEP_EVENTS_MS;
  expect(await seen.claim('a')).toBe(true);
});

it('forgets the oldest rather than grow', async () => {
  const seen = new MemorySeenEvents(() => 0, 2);
  for (const id of ['a', 'b', 'c']) expect(await seen.claim(id)).toBe(true);
  expect(await seen.claim('c')).toBe(false);
  expect(await seen.claim('a')).toBe(true);
});
