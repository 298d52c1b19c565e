import { array, assert, bigInt, constantFrom, integer, property, record, tuple } from 'fast-check';
import { createBody } from '../../../src/datasources/qonto/client-invoice-spelling.js';
import { AmountMismatch } from '../../../src/datasources/qonto/money.js';
import { maybeMoney, wireMoney } from '../../../src/datasources/qonto/money-object.js';

const centsText = (cents: number) => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const cents = integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 });

it('keeps every amount to the cent', () => {
  assert(
    property(cents, (amount) => {
      const value = centsText(amount);
      expect(maybeMoney({ value, currency: 'EUR' }, amount)).toEqual({ value, currency: 'EUR' });
    }),
  );
});

it('shows no amount whose cents say something else', () => {
  assert(
    property(cents, constantFrom(-100, -1, 1, 100), (amount, error) => {
      expect(() => maybeMoney({ value: centsText(amount), currency: 'EUR' }, amount + error)).toThrow(
        AmountMismatch,
      );
    }),
  );
});

it('passes text without cents on as it is, digit by digit', () => {
  assert(
    property(bigInt({ min: 0n, max: 10n ** 18n }), integer({ min: 1, max: 18 }), (whole, decimals) => {
      const value = `${whole}.${'7'.repeat(decimals)}`;
      expect(maybeMoney(wireMoney.parse({ value, currency: 'EUR' }))!.value).toBe(value);
    }),
  );
});

it.each(['1,50', '1e3', '', ' 1', '1.', '.5', 'NaN', '1 000.00'])('does not read %j as a number', (value) => {
  expect(wireMoney.safeParse({ value, currency: 'EUR' }).success).toBe(false);
});

it('sends the numbers of a draft as they were typed', () => {
  const decimal = tuple(bigInt({ min: 0n, max: 10n ** 15n }), constantFrom('', '.0', '.10', '.005')).map(
    ([whole, rest]) => `${whole}${rest}`,
  );
  assert(
    property(
      array(record({ quantity: decimal, vatRate: decimal, value: decimal }), { minLength: 1, maxLength: 5 }),
      (lines) => {
        const body = createBody({
          clientId: 'c',
          issueDate: '2026-03-20',
          dueDate: '2026-03-20',
          paymentIban: 'FR76',
          items: lines.map(({ quantity, vatRate, value }) => ({
            title: 'x',
            quantity,
            vatRate,
            unitPrice: { value, currency: 'EUR' },
          })),
        });
        const sent = JSON.parse(JSON.stringify(body)) as { items: object[] };
        expect(sent.items).toEqual(
          lines.map(({ quantity, vatRate, value }) => ({
            title: 'x',
            quantity,
            vat_rate: vatRate,
            unit_price: { value, currency: 'EUR' },
          })),
        );
      },
    ),
  );
});
