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

const swap = (from: string | undefined, to: Versioned | undefined, epochStartedAtMs = 1_000) =>
  store.swap('a', { from, to, epochStartedAtMs, keepMs: 100 });

it('writes only over the version that it is told', async () => {
  expect(await swap(undefined, written('1'))).toBe(true);
  expect(await swap(undefined, written('2'))).toBe(false);
  expect(await swap('x', written('2'))).toBe(false);
  expect(await swap('1', written('2'))).toBe(true);
  expect((await store.read('a')).found).toEqual(written('2'));
  expect(await swap('2', undefined)).toBe(true);
  expect((await store.read('a')).found).toBeUndefined();
});

it('writes nothing for who read another memory', async () => {
  expect(await swap(undefined, written('1'), 999)).toBe(false);
});

it('forgets an entry after its time, and not before', async () => {
  await swap(undefined, written('1'));
  nowMs = 1_099;
  expect((await store.read('a')).found).toEqual(written('1'));
  nowMs = 1_100;
  expect((await store.read('a')).found).toBeUndefined();
  expect(await swap(undefined, written('2'))).toBe(true);
});

it('tells its time, and when its memory began', async () => {
  nowMs = 5_000;
  expect(await store.read('a')).toEqual({ found: undefined, nowMs: 5_000, epochStartedAtMs: 1_000 });
});
