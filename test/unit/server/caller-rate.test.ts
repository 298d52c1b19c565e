import { CallerRate, MemoryPaces } from '../../../src/server/limits/caller-rate.js';

let nowMs = 0;
const clock = () => nowMs;
beforeEach(() => {
  nowMs = 5_000;
});

function rate(operationsPerSecond: number | undefined, paymentsPerHour: number | undefined): CallerRate {
  return new CallerRate({ operationsPerSecond, paymentsPerHour }, new MemoryPaces(clock));
}

/** How many of `count` turns were given at this moment. */
async function given(
  of: CallerRate,
  caller: string,
  turn: 'operation' | 'payment',
  count: number,
): Promise<number> {
  const waits = await Promise.all(Array.from({ length: count }, () => of.take(caller, turn)));
  return waits.filter((waitMs) => waitMs === 0).length;
}

it('lets a caller ask for two seconds at once, and then at its pace', async () => {
  const callers = rate(10, undefined);
  expect(await given(callers, 'ada', 'operation', 100)).toBe(20);
  expect(await callers.take('ada', 'operation')).toBeCloseTo(100);
  nowMs += 1_000;
  expect(await given(callers, 'ada', 'operation', 100)).toBe(10);
  nowMs += 3_600_000;
  expect(await given(callers, 'ada', 'operation', 100)).toBe(20);
});

it('never gives more than the burst and the pace, however the asking is spread', async () => {
  const callers = rate(10, undefined);
  let turns = 0;
  for (let tick = 0; tick < 1_000; tick++) {
    turns += await given(callers, 'ada', 'operation', tick % 7);
    nowMs += 10;
  }
  expect(turns).toBeGreaterThan(110);
  expect(turns).toBeLessThanOrEqual(120);
});

it('counts callers by themselves, and payments apart from the rest', async () => {
  const callers = rate(1, 30);
  expect(await given(callers, 'ada', 'operation', 9)).toBe(2);
  expect(await given(callers, 'bob', 'operation', 9)).toBe(2);
  expect(await given(callers, 'ada', 'payment', 99)).toBe(10);
  nowMs += 1_000;
  expect(await given(callers, 'ada', 'payment', 99)).toBe(5);
});

it('ends the payments of an hour, and says when the next one may be', async () => {
  const callers = rate(undefined, 30);
  let paid = 0;
  for (let second = 0; second < 60; second++) {
    paid += await given(callers, 'ada', 'payment', 3);
    nowMs += 1_000;
  }
  expect(paid).toBe(30);
  const waitMs = await callers.take('ada', 'payment');
  expect(waitMs).toBeGreaterThan(55_000);
  nowMs += waitMs;
  expect(await callers.take('ada', 'payment')).toBe(0);
});

it('sets no limit where none is wanted', async () => {
  expect(await given(rate(undefined, undefined), 'ada', 'payment', 5_000)).toBe(5_000);
});

it('forgets callers who are gone, and holds on to those who are at it', async () => {
  const paces = new MemoryPaces(clock);
  const pace = { burst: 1, intervalMs: 1_000 };
  for (let caller = 0; caller < 10_000; caller++) await paces.take(`gone ${caller}`, pace);
  nowMs += 1_000;
  expect(await paces.take('ada', pace)).toBe(0);
  for (let caller = 0; caller < 9_000; caller++) await paces.take(`new ${caller}`, pace);
  expect(await paces.take('ada', pace)).toBe(1_000);
});
