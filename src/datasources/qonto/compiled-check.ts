import { z } from 'zod';

/** Whether a value is what a schema says. */
export type Check = (value: unknown) => boolean;

/**
 * Compiles the schema of a value, such as text or a number, to a check that says yes exactly where `safeParse` succeeds.
 *
 * zod makes objects to tell what it found, for a value for which a comparison would do. Where the check says no, zod
 * tells what is wrong; a schema of a kind that is not known here is left to zod.
 */
export function checkOf(schema: z.core.$ZodType): Check {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const refinements = (def.checks ?? []).map(refinementOf);
  const kind = refinements.includes(undefined) ? undefined : kindOf(def);
  if (kind === undefined) return (value) => z.safeParse(schema, value).success;
  if (refinements.length === 0) return kind;
  return (value) => kind(value) && refinements.every((refines) => refines!(value));
}

function kindOf(def: z.core.$ZodTypes['_zod']['def']): Check | undefined {
  switch (def.type) {
    case 'unknown':
      return () => true;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'string':
      return 'format' in def ? undefined : (value) => typeof value === 'string';
    case 'number':
      return numberOf((def as { readonly format?: string }).format);
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => values.has(value);
    }
    case 'union': {
      const options = def.options.map(checkOf);
      return (value) => options.some((option) => option(value));
    }
    default:
      return undefined;
  }
}

function numberOf(format: string | undefined): Check | undefined {
  if (format === undefined) return Number.isFinite;
  return format === 'safeint' ? Number.isSafeInteger : undefined;
}

/** What a schema asks beyond its kind. */
function refinementOf(check: z.core.$ZodCheck<never>): Check | undefined {
  const { def } = (check as unknown as z.core.$ZodChecks)._zod;
  if (def.check === 'greater_than') {
    const { inclusive, value: bound } = def;
    return (value) => (inclusive ? (value as number) >= Number(bound) : (value as number) > Number(bound));
  }
  if (def.check !== 'string_format' || def.format !== 'regex' || !def.pattern) return undefined;
  const { pattern } = def;
  // Such a pattern remembers where it was.
  if (pattern.global || pattern.sticky) return undefined;
  return (value) => pattern.test(value as string);
}
