import 'reflect-metadata';
import fc from 'fast-check';
import { problemsOfDraft } from '../../../src/resolvers/client-invoice-check.js';
import type { CreateInvoiceInput } from '../../../src/schema/client-invoice-input.js';
import {
  DiscountType,
  type InvoiceDiscountInput,
  type InvoiceItemInput,
} from '../../../src/schema/invoice-item.js';

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((all) => all.join(''));
const positive = fc
  .tuple(fc.integer({ min: 1, max: 9 }), digits(0, 12), fc.oneof(fc.constant(''), digits(1, 6)))
  .map(([first, rest, fraction]) => `${first}${rest}${fraction === '' ? '' : `.${fraction}`}`);
const price = fc
  .tuple(digits(1, 12), digits(0, 2))
  .map(([whole, cents]) => (cents ? `${whole}.${cents}` : whole));
const fraction = fc.oneof(
  fc.constantFrom('0', '1', '1.00', '0.20', '0.055'),
  digits(1, 18).map((text) => `0.${text}`),
);

const discount: fc.Arbitrary<InvoiceDiscountInput | null> = fc.constantFrom(
  null,
  { type: DiscountType.ABSOLUTE, value: '99.90' },
  { type: DiscountType.PERCENTAGE, value: '0.10' },
);

const item: fc.Arbitrary<InvoiceItemInput> = fc.record({
  title: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
  quantity: positive,
  unitPrice: fc.record({ value: price, currency: fc.constant('EUR') }),
  vatRate: fraction,
  discount,
});
const draft: fc.Arbitrary<CreateInvoiceInput> = fc.record({
  clientId: fc.uuid(),
  issueDate: fc.constant('2026-03-20'),
  dueDate: fc.constantFrom('2026-03-20', '2026-04-19', '2027-01-01'),
  paymentIban: fc.constant('FR7616798000010000005663951'),
  items: fc.array(item, { minLength: 1, maxLength: 6 }),
});

/** Ways to spoil a line, and what is then named. Every text here is a `Decimal`: the scalar lets it through. */
const spoilers: readonly [string[], fc.Arbitrary<Partial<InvoiceItemInput>>][] = [
  [['title'], fc.constantFrom({ title: '' }, { title: ' \t' })],
  [['quantity'], fc.constantFrom('0', '0.000', '-1', '-0.5').map((quantity) => ({ quantity }))],
  [
    ['vatRate'],
    fc.constantFrom('20', '1.01', '1.000000000000000001', '-0.2').map((vatRate) => ({ vatRate })),
  ],
  [
    ['unitPrice', 'value'],
    fc
      .tuple(digits(1, 12), fc.integer({ min: 1, max: 9 }))
      .map(([whole, last]) => ({ unitPrice: { value: `${whole}.00${last}`, currency: 'EUR' } })),
  ],
  [['unitPrice', 'value'], price.map((value) => ({ unitPrice: { value: `-${value}`, currency: 'EUR' } }))],
];

it('finds nothing wrong with a draft that is right', () => {
  fc.assert(
    fc.property(draft, (input) => {
      expect(problemsOfDraft(input)).toEqual([]);
    }),
  );
});

it('names the one line and field that is wrong, whichever it is', () => {
  const spoiled = fc
    .tuple(draft, fc.nat(), fc.constantFrom(...spoilers))
    .chain(([input, at, [field, spoil]]) => spoil.map((changes) => ({ input, at, field, changes })));
  fc.assert(
    fc.property(spoiled, ({ input, at, field, changes }) => {
      const index = at % input.items.length;
      const items = input.items.map((line, place) => (place === index ? { ...line, ...changes } : line));
      expect(problemsOfDraft({ ...input, items }).map((problem) => problem.field)).toEqual([
        ['input', 'items', String(index), ...field],
      ]);
    }),
  );
});

it('counts the decimals that a currency has, and no zeros behind them', () => {
  const problems = (value: string, currency: string) =>
    problemsOfDraft({
      clientId: 'c',
      issueDate: '2026-03-20',
      dueDate: '2026-03-20',
      paymentIban: 'FR76',
      items: [{ title: 'x', quantity: '1', unitPrice: { value, currency }, vatRate: '0' }],
    }).length;
  expect([problems('1.500', 'EUR'), problems('1.505', 'EUR')]).toEqual([0, 1]);
  expect([problems('1', 'JPY'), problems('1.5', 'JPY')]).toEqual([0, 1]);
  expect([problems('1.005', 'KWD'), problems('1.0005', 'KWD')]).toEqual([0, 1]);
});
