import type { Unit } from './paged-list.js';

/**
 * Reads a sort value of the bank as nanoseconds since 1970.
 *
 * Neither the text nor a JavaScript `Date` can be compared instead: invoices carry offsets (`+02:00`), and
 * some dates carry four fractional digits. A day is its midnight in UTC. An error names no value.
 */
export function instant(text: string): bigint {
  const match = SHAPE.exec(text);
  const wholeMs = match === null ? Number.NaN : Date.parse(text);
  if (Number.isNaN(wholeMs)) throw new Error('A sort value is neither an RFC 3339 date-time nor a day.');
  const at = BigInt(wholeMs) * NANOSECONDS.millisecond;
  // `Date.parse` leaves out what is finer than a millisecond.
  const finer = match?.[1];
  return finer === undefined ? at : at + BigInt(finer.padEnd(6, '0'));
}

/** The last bound that lies a whole unit or more before an instant, as the bank spells it. */
export function unitBefore(at: bigint, unit: Unit): string {
  return spell(floor(at - NANOSECONDS[unit], unit), unit);
}

/** The first bound that lies a whole unit or more after an instant, as the bank spells it. */
export function unitAfter(at: bigint, unit: Unit): string {
  return spell(-floor(-at - NANOSECONDS[unit], unit), unit);
}

/** Whether two instants lie within one unit of each other, so that a widened bound lets both through. */
export function withinUnit(one: bigint, other: bigint, unit: Unit): boolean {
  const apart = one - other;
  return apart <= NANOSECONDS[unit] && -apart <= NANOSECONDS[unit];
}

/** A minute before an instant, in whole seconds: `2026-03-19T08:14:30Z`. */
export function minuteBefore(text: string): string {
  return spell(floor(instant(text) - 60n * NANOSECONDS.second, 'second'), 'second');
}

const SHAPE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,3}(\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/i;

const NANOSECONDS = {
  millisecond: 1_000_000n,
  second: 1_000_000_000n,
  day: 86_400_000_000_000n,
} satisfies Record<Unit, bigint>;

/** Division of `BigInt` rounds towards zero; dates before 1970 are negative. */
function floor(at: bigint, unit: Unit): bigint {
  const size = NANOSECONDS[unit];
  return at - (((at % size) + size) % size);
}

function spell(at: bigint, unit: Unit): string {
  const text = new Date(Number(at / NANOSECONDS.millisecond)).toISOString();
  if (unit === 'day') return text.slice(0, 10);
  return unit === 'second' ? `${text.slice(0, 19)}Z` : text;
}
