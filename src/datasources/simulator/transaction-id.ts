import type { Bank } from './bank.js';
import { spellUuid } from './random.js';
import type { TransactionColumns } from './transaction-columns.js';

/**
 * Ids that carry the number of their row, so that a million of them need no table: version 7 UUIDs whose last eight
 * digits are the number, mixed with the seed. `kind` tells a transaction (`0`) from its attachments (`1`, `2`).
 */
export function idOfRow(bank: Bank, columns: TransactionColumns, row: number, kind: 0 | 1 | 2): string {
  const time = (columns.emitted_at[row] ?? 0).toString(16).padStart(12, '0').slice(-12);
  const mixed = mix(row, bank.seed);
  const scatter = hexadecimal(Math.imul(mixed ^ (kind + 1), 0x85ebca6b) >>> 0);
  const variant = '89ab'[mixed & 3] ?? '8';
  return spellUuid(
    `${time}7${scatter.slice(0, 3)}${variant}${kind}${scatter.slice(2, 8)}${hexadecimal(mixed)}`,
  );
}

/** The number of the row an id was made for; the caller must compare the ids. */
export function rowOfId(id: string, bank: Bank, columns: TransactionColumns): number | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id)) return undefined;
  const row = unmix(Number.parseInt(id.slice(-8), 16), bank.seed);
  return row < columns.length ? row : undefined;
}

/** Attachment ids carry their kind at a fixed place. */
export function kindOfId(id: string): number {
  return Number.parseInt(id[20] ?? '', 16);
}

/** A reversible scrambling of 32 bits: a multiplication by an odd number has an inverse. */
function mix(row: number, seed: number): number {
  return (Math.imul(row ^ seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0;
}

function unmix(mixed: number, seed: number): number {
  return (Math.imul(mixed ^ 0x5bd1e995, 0x0e8b2f51) ^ seed) >>> 0;
}

function hexadecimal(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
