import { isObject, textOf, textOrNull } from './body.js';
import { fromCents, isDecimal, productInCents } from './decimal.js';

export interface Money {
  readonly value: string;
  readonly currency: string;
}

export interface Discount {
  readonly type: 'percentage' | 'absolute';
  readonly value: string;
  readonly amount: Money;
}

/** A line of an invoice; `subtotal` is without VAT and after the discount. */
export interface InvoiceItem {
  readonly title: string;
  readonly description: string | null;
  readonly quantity: string;
  readonly unit: string | null;
  readonly unit_price: Money;
  readonly unit_price_cents: number;
  /** A fraction: `0.20`. */
  readonly vat_rate: string;
  readonly vat_exemption_reason: string | null;
  readonly discount: Discount | null;
  readonly subtotal: Money;
  readonly subtotal_cents: number;
  readonly total_vat: Money;
  readonly total_vat_cents: number;
  readonly total_amount: Money;
  readonly total_amount_cents: number;
}

/** Works out a line, or names the field that cannot be read. */
export function priceItem(wanted: unknown, currency: string): InvoiceItem | { readonly wrong: string } {
  if (!isObject(wanted)) return { wrong: '' };
  const { quantity, unit_price: price, vat_rate: vatRate, discount } = wanted;
  if (textOf(wanted['title']) === '') return { wrong: 'title' };
  if (!isDecimal(quantity)) return { wrong: 'quantity' };
  if (!isObject(price) || !isDecimal(price['value'])) return { wrong: 'unit_price' };
  if (!isDecimal(vatRate) || Number(vatRate) < 0 || Number(vatRate) > 1) return { wrong: 'vat_rate' };
  const full = productInCents(quantity, price['value']);
  const off = discountInCents(discount, full);
  if (off === 'wrong') return { wrong: 'discount' };
  const subtotal = full - off.cents;
  const vat = productInCents(fromCents(subtotal), vatRate);
  const money = (cents: number): Money => ({ value: fromCents(cents), currency });
  return {
    title: textOf(wanted['title']),
    description: textOrNull(wanted['description']),
    quantity,
    unit: textOrNull(wanted['unit']),
    unit_price: { value: price['value'], currency },
    unit_price_cents: productInCents(price['value']),
    vat_rate: vatRate,
    vat_exemption_reason: textOrNull(wanted['vat_exemption_reason']),
    discount: off.type === null ? null : { type: off.type, value: off.value, amount: money(off.cents) },
    subtotal: money(subtotal),
    subtotal_cents: subtotal,
    total_vat: money(vat),
    total_vat_cents: vat,
    total_amount: money(subtotal + vat),
    total_amount_cents: subtotal + vat,
  };
}

/** The sums of an invoice; VAT is rounded line by line. */
export function sumItems(items: readonly InvoiceItem[], currency: string) {
  const vat = items.reduce((sum, item) => sum + item.total_vat_cents, 0);
  const total = items.reduce((sum, item) => sum + item.total_amount_cents, 0);
  return {
    total_amount: { value: fromCents(total), currency },
    total_amount_cents: total,
    vat_amount: { value: fromCents(vat), currency },
    vat_amount_cents: vat,
  };
}

/** A percentage is a fraction like a VAT rate, `0.10`; a number above 1 is taken as percent. Qonto gives no example. */
function discountInCents(
  discount: unknown,
  full: number,
): { cents: number; type: Discount['type']; value: string } | { cents: 0; type: null } | 'wrong' {
  if (discount === undefined || discount === null) return { cents: 0, type: null };
  if (!isObject(discount) || !isDecimal(discount['value'])) return 'wrong';
  const { type, value } = discount;
  if (Number(value) < 0) return 'wrong';
  if (type === 'absolute') return { type, value, cents: Math.min(full, productInCents(value)) };
  if (type !== 'percentage' || Number(value) > 100) return 'wrong';
  const share =
    Number(value) > 1
      ? productInCents(fromCents(full), value, '0.01')
      : productInCents(fromCents(full), value);
  return { type, value, cents: share };
}
