import {
  BicScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  IbanScalar,
  UrlScalar,
} from '../../../src/schema/scalars.js';

it.each([
  [DateScalar, '2024-02-29', '2024-02-29'],
  [DateTimeScalar, '2026-03-19T08:15:30.1234+02:00', '2026-03-19T08:15:30.1234+02:00'],
  [DecimalScalar, '-0.10', '-0.10'],
  [IbanScalar, 'fr76 1679 8000 0100 0000 5663 951', 'FR7616798000010000005663951'],
  [BicScalar, 'qntofrp1xxx', 'QNTOFRP1XXX'],
])('%s takes %s', (scalar, value, accepted) => {
  expect(scalar.parseValue(value)).toBe(accepted);
});

it.each([
  [DateScalar, '2023-02-29'],
  [DateScalar, '2026-03-19T00:00:00Z'],
  [DateTimeScalar, '2026-03-19'],
  [DateTimeScalar, '2026-03-19T08:15:30'],
  [DateTimeScalar, '2026-02-30T08:15:30Z'],
  [DateTimeScalar, '2026-03-19T24:00:00Z'],
  [DateTimeScalar, '2026-03-19T08:15:60Z'],
  [DateTimeScalar, '2026-03-19T08:60:00Z'],
  [DateTimeScalar, '2026-03-19T08:15:30+25:00'],
  [DateTimeScalar, '2026-03-19T08:15:30-99:99'],
  [DecimalScalar, '1e3'],
  [DecimalScalar, '1,50'],
  [DecimalScalar, 1.5],
  [DecimalScalar, '.75'],
  [IbanScalar, 'FR7616798000010000005663952'],
  [IbanScalar, 'FR76'],
  [BicScalar, 'QNTO'],
  [UrlScalar, '/relative'],
])('%s refuses %p and does not repeat it', (scalar, value) => {
  expect(() => scalar.parseValue(value)).toThrow(/^Expected /);
  expect(() => scalar.parseValue(value)).not.toThrow(String(value));
});

it('passes on what the bank wrote, even where it breaks the rules', () => {
  expect(IbanScalar.serialize('FR7610002006000000141790000')).toBe('FR7610002006000000141790000');
  expect(UrlScalar.serialize("https://x.test/é'a?b=%20")).toBe("https://x.test/é'a?b=%20");
});
