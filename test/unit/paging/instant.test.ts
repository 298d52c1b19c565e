import fc from 'fast-check';

import { instant, minuteBefore, unitAfter, unitBefore } from '../../../src/datasources/paging/instant.js';
import { runs } from './arbitraries.js';

it.each([
  ['1970-01-01T00:00:00Z', 0n],
  ['1970-01-01T02:00:00+02:00', 0n],
  ['1970-01-02', 86_400_000_000_000n],
  ['1969-12-31T23:59:59.999999999Z', -1n],
  ['2026-03-19T08:15:30.1234Z', 1_773_908_130_123_400_000n],
  ['2026-03-19t08:15:30.1234z', 1_773_908_130_123_400_000n],
])('reads %s in nanoseconds', (text, nanoseconds) => {
  expect(instant(text)).toBe(nanoseconds);
});

it.each(['', 'Lyon', '03-2026', '2026-03-19T08:15:30', '2026-13-01', '2026-03-19T08:15:30.1234567891Z'])(
  'refuses "%s" without repeating it',
  (text) => {
    expect(() => instant(text)).toThrow('A sort value is neither an RFC 3339 date-time nor a day.');
  },
);

it.each([
  ['millisecond', '2026-03-18T23:59:59.999Z', '2026-03-19T00:00:00.001Z'],
  ['second', '2026-03-18T23:59:59Z', '2026-03-19T00:00:01Z'],
  ['day', '2026-03-18', '2026-03-20'],
] as const)('spells bounds one %s wider', (unit, before, after) => {
  const at = instant('2026-03-19');
  expect([unitBefore(at, unit), unitAfter(at, unit)]).toEqual([before, after]);
});

test('bounds lie a unit or more, and less than two, from any instant', () => {
  const at = fc.bigInt({ min: -(10n ** 18n), max: 4n * 10n ** 18n });
  fc.assert(
    fc.property(at, fc.constantFrom('millisecond', 'second', 'day'), (chosen, unit) => {
      const size = { millisecond: 10n ** 6n, second: 10n ** 9n, day: 864n * 10n ** 11n }[unit];
      const apart = [chosen - instant(unitBefore(chosen, unit)), instant(unitAfter(chosen, unit)) - chosen];
      for (const distance of apart) expect(distance >= size && distance < 2n * size).toBe(true);
    }),
    runs(300),
  );
});

test('a checkpoint is a minute early, in whole seconds', () => {
  expect(minuteBefore('2026-03-19T10:00:30.987+02:00')).toBe('2026-03-19T07:59:30Z');
});
