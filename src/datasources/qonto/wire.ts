import { z } from 'zod';
import { GatewayError } from '../../errors.js';

/** A value that the bank may leave out or send as null; both mean "none". */
export const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish();

/** `meta` of a list. Every part may be missing: some lists have none at all. */
export const wireMeta = z.object({
  next_page: z.int().nullish(),
  total_count: z.int().nonnegative().nullish(),
  per_page: z.int().positive().nullish(),
});

/**
 * Makes a reader of the bank's word for an enum of ours: `completed` → `COMPLETED`, anything new → `UNRECOGNIZED`.
 *
 * The bank adds values within its version 2 and calls it compatible (docs.qonto.com, versioning, read 2026-11-20);
 * a closed enum would lose a whole list to one new word.
 */
export function openEnum<Name extends string>(
  names: Readonly<Record<string, Name>> & { readonly UNRECOGNIZED: Name },
): (word: string) => Name {
  const byWord = new Map(Object.values(names).map((name) => [name.toLowerCase(), name]));
  return (word) => byWord.get(word.toLowerCase()) ?? names.UNRECOGNIZED;
}

/** The bank's word for an enum value of ours. `UNRECOGNIZED` never gets here: it is refused as input. */
export const wordOf = (name: string): string => name.toLowerCase();

/**
 * The bank's answer is not what its documentation promises. Says where, never what.
 *
 * `at` is a path into the answer, e.g. `transactions[3].amount_cents`.
 */
export function contractBroken(call: string, at: string): GatewayError {
  return new GatewayError(
    'UPSTREAM_CONTRACT',
    `${call}: the answer of the bank breaks its contract at ${at}.`,
  );
}

/** Path of an issue of a failed zod parse, behind `root`: `transactions[3].amount_cents`. */
export function pathOf(path: readonly PropertyKey[], root: string): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    root,
  );
}
