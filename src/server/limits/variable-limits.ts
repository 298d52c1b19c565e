import { GatewayError } from '../../errors.js';

/** Objects and lists inside each other; the deepest input of the schema has five. */
export const maxVariableDepth = 12;

/** Values in all variables together; a thousand bills with a key and a file each have about 7,000. */
export const maxVariableValues = 10_000;

/**
 * Refuses variables that are nested too deeply or too many. Looks at each value once, and at none beyond the limits.
 *
 * @throws {GatewayError} `QUERY_TOO_EXPENSIVE` with the limit as `reason`, its `figure` and its `max`.
 */
export function checkVariables(variables: unknown): void {
  let level = [variables].filter(isNested);
  let values = 0;
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > maxVariableDepth) throw beyond('VARIABLE_DEPTH', 'levels', depth, maxVariableDepth);
    const next: object[] = [];
    for (const nested of level) {
      const inside = Array.isArray(nested) ? nested : Object.values(nested);
      values += inside.length;
      if (values > maxVariableValues) throw beyond('VARIABLE_VALUES', 'values', values, maxVariableValues);
      for (const value of inside) if (isNested(value)) next.push(value);
    }
    level = next;
  }
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function beyond(reason: string, words: string, figure: number, max: number): GatewayError {
  return new GatewayError(
    'QUERY_TOO_EXPENSIVE',
    `The variables have ${figure} ${words} or more; ${max} are taken.`,
    {
      reason,
      figure,
      max,
    },
  );
}
