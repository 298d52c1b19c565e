import * as fc from 'fast-check';
import { centsOf } from '../../../src/resolvers/payment-check.js';
import { isSameText } from '../../../src/resolvers/payment-intent.js';

it('reads every amount that a SEPA transfer can carry to the cent, however it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999_999 }), fc.nat(3), (cents, zeros) => {
      const text = String(cents).padStart(3, '0');
      const [whole, fraction] = [text.slice(0, -2), text.slice(-2)];
      const written = [`${whole}.${fraction}`];
      if (fraction.endsWith('0')) written.push(`${whole}.${fraction[0]}`);
      if (fraction === '00') written.push(whole);
      for (const amount of written) {
        expect(centsOf(amount)).toBe(cents);
        expect(centsOf('0'.repeat(zeros) + amount)).toBe(cents);
      }
    }),
  );
});

it('refuses amounts of nothing, below nothing, above the limit, or with parts of a cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), (number) => {
      for (const amount of [
        `-${number}`,
        `${number}.001`,
        `${number}.100`,
        `${number}000000000`,
        `${number}.`,
      ])
        expect(centsOf(amount)).toBeUndefined();
    }),
  );
  for (const amount of ['0', '0.00', '000', '1000000000', '1e3', '1,5', '', ' 1', '٣'])
    expect(centsOf(amount)).toBeUndefined();
});

it.each([
  ['Crédit n° 17/B', 'CREDIT N 17 B', true],
  ['A reference that is cut short by a bank', 'A reference that is cut', true],
  ['Invoice 17', 'Invoice 18', false],
])('compares %s with %s as banks spell them: %s', (one, other, expected) => {
  expect(isSameText(one, other)).toBe(expected);
});
