import type { Transaction } from './transaction-shape.js';

/** The VAT of a transaction in cents. One rate: part of the amount. Several: half at 10 %, half at 20 %. */
export function vatOf(cents: number, rate: number | null): number | null {
  if (rate === null) return null;
  if (rate === -1) return part(cents / 2, 10) + part(cents / 2, 20);
  return part(cents, rate);
}

/** The VAT rate by rate. All of it is text, cents included. Source: Qonto's Postman collections, 2026. */
export function vatDetails({ amount_cents, vat_rate }: Transaction): { items: object[] } {
  if (vat_rate === null) return { items: [] };
  const shares = vat_rate === -1 ? [10, 20] : [vat_rate];
  return {
    items: shares.map((rate) => {
      const cents = amount_cents / shares.length;
      const vatCents = part(cents, rate);
      return {
        amount: (vatCents / 100).toFixed(2),
        amount_cents: String(vatCents),
        amount_excluding_vat: (Math.round(cents - vatCents) / 100).toFixed(2),
        amount_excluding_vat_cents: String(Math.round(cents - vatCents)),
        rate: String(rate),
      };
    }),
  };
}

/** The VAT within an amount that includes it, in cents. */
function part(cents: number, rate: number): number {
  return Math.round((cents * rate) / (100 + rate));
}
