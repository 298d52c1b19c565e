import { GatewayError } from '../../errors.js';
import type { Money } from '../../schema/money.js';

/** An amount that the bank spells twice, and differently. It is not shown rather than guessed. */
export class AmountMismatch extends GatewayError {
  override readonly name = 'AmountMismatch';

  constructor() {
    super('UPSTREAM_CONTRACT', 'The answer of the bank breaks its contract: an amount and its cents differ.');
  }
}

/**
 * Exact text of an amount that the bank sends both as a JSON number and in cents: `110050`, `1100.5` → `"1100.50"`.
 *
 * The two must agree, else {@link AmountMismatch}. Cents are hundredths for every currency the account side knows;
 * of foreign currencies the bank's digits are not documented, so the currency's own digits are accepted as well.
 * Source: docs.qonto.com, list transactions, read 2026-11-20.
 */
export function moneyOf(amount: number, cents: number, currency: string): Money {
  const digits = minorDigits(currency);
  for (const centDigits of digits === 2 ? [2] : [2, digits]) {
    if (Math.round(amount * 10 ** centDigits) === cents) {
      return { value: decimalText(cents, centDigits, digits), currency };
    }
  }
  throw new AmountMismatch();
}

/** Like {@link moneyOf}, for an amount that the bank may leave out, or hide from a member without the right to see it. */
export function maybeMoneyOf(
  amount: number | null | undefined,
  cents: number | null | undefined,
  currency: string | null | undefined,
): Money | null {
  return amount == null || cents == null || currency == null ? null : moneyOf(amount, cents, currency);
}

/** The same amount with the sign turned: `"12.50"` → `"-12.50"`. Zero stays as it is. */
export function negated({ value, currency }: Money): Money {
  if (/^-?0+(\.0+)?$/.test(value)) return { value, currency };
  return { value: value.startsWith('-') ? value.slice(1) : `-${value}`, currency };
}

/**
 * A rate that the bank states in percent, as a fraction: `20` → `"0.20"`, `5.5` → `"0.055"`.
 *
 * Null for `-1`, which stands for "several" or "none" (inferred from old clients, read 2026-11-20).
 */
export function rateOf(percent: number | null | undefined): string | null {
  if (percent == null || percent < 0) return null;
  const [whole = '0', fraction = ''] = plainText(percent).split('.');
  const digits = whole.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

/** Shortest text that reads back as the same double; exact for all amounts of up to 15 digits. */
export function plainText(number: number): string {
  const text = String(number);
  if (!text.includes('e')) return text;
  return Math.abs(number) < 1 ? number.toFixed(20).replace(/0+$/, '') : BigInt(number).toString();
}

/** How many digits a currency prints behind the point; 2 when nobody knows. */
function minorDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const digits = digitsFromIntl(currency);
  digitsByCurrency.set(currency, digits);
  return digits;
}

const digitsByCurrency = new Map([['EUR', 2]]);

function digitsFromIntl(currency: string): number {
  if (!/^[A-Za-z]{3}$/.test(currency)) return 2;
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

function decimalText(units: number, unitDigits: number, shownDigits: number): string {
  const sign = units < 0 ? '-' : '';
  const text = String(Math.abs(units)).padStart(unitDigits + 1, '0');
  const whole = unitDigits === 0 ? text : text.slice(0, -unitDigits);
  const fraction = (unitDigits === 0 ? '' : text.slice(-unitDigits)).padEnd(shownDigits, '0');
  // Hundredths of a currency without digits are shown as they are: dropping them would change the amount.
  const shown = /^0*$/.test(fraction.slice(shownDigits)) ? fraction.slice(0, shownDigits) : fraction;
  return shown === '' ? sign + whole : `${sign}${whole}.${shown}`;
}
