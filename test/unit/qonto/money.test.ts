import fc from 'fast-check';
import { AmountMismatch, moneyOf, negated, plainText, rateOf } from '../../../src/datasources/qonto/money.js';

it.each([
  [1100.5, 110050, 'EUR', '1100.50'],
  [0.05, 5, 'EUR', '0.05'],
  [0, 0, 'EUR', '0.00'],
  [-12.3, -1230, 'EUR', '-12.30'],
  [21474836.48, 2147483648, 'EUR', '21474836.48'],
  [1000, 1000, 'JPY', '1000'],
  [1000, 100000, 'JPY', '1000'],
  [1.234, 1234, 'KWD', '1.234'],
  [12.5, 1250, 'XXXX', '12.50'],
])('spells %d and %d cents of %s as %s', (amount, cents, currency, value) => {
  expect(moneyOf(amount, cents, currency)).toEqual({ value, currency });
});

it('refuses an amount that differs from its cents, because one of them is wrong', () => {
  expect(() => moneyOf(10, 1001, 'EUR')).toThrow(AmountMismatch);
  expect(() => moneyOf(100, 1, 'EUR')).toThrow(AmountMismatch);
  expect(() => moneyOf(Number.NaN, 0, 'EUR')).toThrow(AmountMismatch);
});

it('gives back every cent of every amount up to a hundred billion', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }), (cents) => {
      const { value } = moneyOf(Number(`${cents}e-2`), cents, 'EUR');
      expect(value).toMatch(/^-?\d+\.\d{2}$/);
      expect(BigInt(value.replace('.', ''))).toBe(BigInt(cents));
    }),
    { numRuns: 2_000 },
  );
});

it('turns the sign of an amount, and leaves zero alone', () => {
  expect(negated({ value: '12.50', currency: 'EUR' }).value).toBe('-12.50');
  expect(negated({ value: '-12.50', currency: 'EUR' }).value).toBe('12.50');
  expect(negated({ value: '0.00', currency: 'EUR' }).value).toBe('0.00');
});

it.each([
  [20, '0.20'],
  [5.5, '0.055'],
  [2.1, '0.021'],
  [100, '1.00'],
  [0, '0.00'],
  [-1, null],
  [null, null],
  [undefined, null],
])('reads a rate of %p percent as %p', (percent, fraction) => {
  expect(rateOf(percent)).toBe(fraction);
});

it('spells a rate so that nothing is lost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (thousandths) => {
      const fraction = rateOf(Number(`${thousandths}e-3`))!;
      expect(fraction).toMatch(/^\d+\.\d{2,}$/);
      expect(Number(fraction)).toBeCloseTo(thousandths / 100_000, 12);
    }),
  );
});

it('spells a number without an exponent', () => {
  expect(plainText(10000)).toBe('10000');
  expect(plainText(1e21)).toBe('1000000000000000000000');
});
