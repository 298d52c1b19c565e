import { z } from 'zod';
import type { Money } from '../../schema/money.js';
import { moneyOf } from './money.js';

/** A number that the bank spells as text, e.g. `"1100.50"`, a quantity or a rate. */
export const wireDecimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** An amount as invoices have it: `{ "value": "1100.50", "currency": "EUR" }`. Source: docs.qonto.com, client invoices, read 2026-11-20. */
export const wireMoney = z.object({ value: wireDecimal, currency: z.string() });

/**
 * An amount of an invoice; null when the bank has none.
 *
 * With its cents, the two must agree, and the text gets the digits of its currency. Without, it is passed on verbatim.
 *
 * @throws {AmountMismatch}
 */
export function maybeMoney(
  amount: z.infer<typeof wireMoney> | null | undefined,
  cents?: number | null,
): Money | null {
  if (amount == null) return null;
  const { value, currency } = amount;
  return cents == null ? { value, currency } : moneyOf(Number(value), cents, currency);
}
