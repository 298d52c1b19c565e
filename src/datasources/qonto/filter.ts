import { BadUserInput } from '../../errors.js';
import type { DateRange, DateTimeRange } from '../../schema/range.js';

/**
 * Enum values that may be sent: without doubles, in one order, never empty and never `UNRECOGNIZED`.
 *
 * @throws {BadUserInput} naming the argument.
 */
export function known<Name extends string>(
  argument: string,
  names: readonly Name[] | null | undefined,
): Name[] | undefined {
  if (names == null) return undefined;
  if (names.length === 0)
    throw new BadUserInput(argument, `\`${argument}\` is empty: name at least one, or leave it out.`);
  if (names.includes('UNRECOGNIZED' as Name))
    throw new BadUserInput(
      argument,
      `\`${argument}\` cannot ask for UNRECOGNIZED: the bank has no such word.`,
    );
  return [...new Set(names)].sort();
}

/** Both ends of a window, undefined where it is open. */
export interface Bounds {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * A window of time or days, with its ends in order.
 *
 * @throws {BadUserInput} naming the argument.
 */
export function range(argument: string, bounds: DateTimeRange | DateRange | null | undefined): Bounds {
  const from = bounds?.from ?? undefined;
  const to = bounds?.to ?? undefined;
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
    throw new BadUserInput(`${argument}.from`, `\`${argument}.from\` is later than \`${argument}.to\`.`);
  return { from, to };
}

/** How many values of one filter fit into the address of a request; of ids the bank documents the same limit. */
const mostValues = 100;

/**
 * Ids or IBANs to ask for: without doubles, in one order, never empty, at most 100.
 *
 * @throws {BadUserInput} naming the argument.
 */
export function listed(argument: string, values: readonly string[] | null | undefined): string[] | undefined {
  if (values == null) return undefined;
  const distinct = [...new Set(values)].sort();
  if (distinct.length === 0)
    throw new BadUserInput(argument, `\`${argument}\` is empty: name at least one, or leave it out.`);
  if (distinct.length > mostValues)
    throw new BadUserInput(argument, `\`${argument}\` names more than ${mostValues}.`);
  return distinct;
}
