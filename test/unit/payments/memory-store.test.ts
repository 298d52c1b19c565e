import { MemoryStore } from '../../../src/datasources/payments/index.js';
import type { Versioned } from '../../../src/datasources/payments/store.js';

const written = (version: string): Versioned => ({
  version,
  entry: { fingerprint: 'wish', bornAtMs: 0, epochStartedAtMs: 0, leaseUntilMs: 0 },
});

let nowMs: number;
let store: MemoryStore;
beforeEach(() => {
  nowMs = 1_000;
  store = new MemoryStore(() => nowMs);
});

it('writes only over the version that it is told', async () => {
  expect(await store.swap('a', undefined, written('1'), 100)).toBe(true);
  expect(await store.swap('a', undefined, written('2'), 100)).toBe(false);
  expect(await store.swap('a', 'x', written('2'), 100)).toBe(false);
  expect(await store.swap('a', '1', written('2'), 100)).toBe(true);
  expect((await store.read('a')).found).toEqual(written('2'));
  expect(await store.swap('a', '2', undefined, 100)).toBe(true);
  expect((await store.read('a')).found).toBeUndefined();
});

it('forgets an entry after its time, and not before', async () => {
  await store.swap('a', undefined, written('1'), 100);
  nowMs = 1_099;
  expect((await store.read('a')).found).toEqual(written('1'));
  nowMs = 1_100;
  expect((await store.read('a')).found).toBeUndefined();
  expect(await store.swap('a', undefined, written('2'), 100)).toBe(true);
});

it('tells its time, and when its memory began', async () => {
  nowMs = 5_000;
  expect(await store.read('a')).toEqual({ found: undefined, nowMs: 5_000, epochStartedAtMs: 1_000 });
});
