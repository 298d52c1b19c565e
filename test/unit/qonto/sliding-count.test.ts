import { SlidingCount } from '../../../src/datasources/qonto/sliding-count.js';

it('counts what happened within the window, and up to a slice more', () => {
  const count = new SlidingCount(1_000, 100);
  count.add(0, 2);
  count.add(950);
  expect([count.total(1_099), count.total(1_100), count.total(2_000)]).toEqual([3, 1, 0]);
});

it('sorts in what happened earlier, and tells how old everything is', () => {
  const count = new SlidingCount(1_000, 100);
  count.add(800);
  count.add(300, 2);
  expect(count.ages(1_000)).toEqual([
    [600, 2],
    [100, 1],
  ]);
  expect(count.msUntilBelow(2, 1_000)).toBe(400);
});

it('keeps nothing that has left the window, even if nobody ever asks', () => {
  const count = new SlidingCount(1_000, 100);
  for (let atMs = 0; atMs < 100_000; atMs += 50) count.add(atMs);
  // Asked as of the very beginning, it would still count everything that it keeps.
  expect(count.total(0)).toBeLessThanOrEqual(22);
});
