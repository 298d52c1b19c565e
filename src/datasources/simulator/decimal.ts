/** A decimal text as a whole number of its last place: `1.50` is 150 with 2 places. */
interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

/** Whether a text is a decimal number as the bank writes them: `10`, `0.20`, `-1.5`. */
export function isDecimal(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value);
}

/** The product of decimal texts in cents, halves rounded away from zero; exact until the rounding. */
export function productInCents(...factors: readonly string[]): number {
  const product = factors
    .map(parse)
    .reduce((one, other) => ({ units: one.units * other.units, places: one.places + other.places }), {
      units: 100n,
      places: 0,
    });
  const divisor = 10n ** BigInt(product.places);
  const sign = product.units < 0n ? -1n : 1n;
  const magnitude = product.units * sign;
  return Number(sign * ((magnitude * 2n + divisor) / (divisor * 2n)));
}

/** 150 → `1.50`. */
export function fromCents(cents: number): string {
  return (cents / 100).toFixed(2);
}

function parse(text: string): Decimal {
  const [whole = '0', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), places: fraction.length };
}
