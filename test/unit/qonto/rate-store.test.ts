import { leftOf } from '../../../src/datasources/qonto/rate-store.js';
import { bankLimits } from '../../../src/datasources/qonto/rate-limits.js';

it('what several processes sent is taken off both windows until it is too old, and what is on its way at once', () => {
  const view = {
    short: [[9_000, 100] as const, [1_000, 20] as const],
    long: [[595_000, 1_000] as const, [9_000, 120] as const],
    onTheWay: 5,
  };
  expect(leftOf(view, bankLimits, 1, 0)).toEqual({ short: 995 - 125, long: 9_900 - 1_125 });
  expect(leftOf(view, bankLimits, 1, 2_000)).toEqual({ short: 995 - 25, long: 9_900 - 1_125 });
  expect(leftOf(view, bankLimits, 0.5, 6_000)).toEqual({ short: 995 / 2 - 25, long: 9_900 - 125 });
});
