import { z } from 'zod';
import { checkOf } from '../../../src/datasources/qonto/compiled-check.js';

/** The kinds of values that the bank sends, and some kinds that are left to zod. */
const schemas = {
  text: z.string(),
  digits: z.string().regex(/^\d+$/),
  'text of two or more': z.string().min(2),
  base64: z.string().base64(),
  'text that is searched on from the last place': z.string().regex(/1/y),
  number: z.number(),
  integer: z.int(),
  'integer from 0': z.int().nonnegative(),
  'integer from 1': z.int().positive(),
  'integer up to 1': z.int().max(1),
  flag: z.boolean(),
  word: z.enum(['credit', 'debit']),
  'digits or an integer': z.union([z.string().regex(/^\d+$/), z.int().nonnegative()]),
  anything: z.unknown(),
  link: z.url(),
  'one word': z.literal('debit'),
  'text or nothing': z.string().nullish(),
  list: z.array(z.string()),
};

// prettier-ignore
const values: readonly unknown[] = [
  undefined, null, true, false,
  '', 'a', 'debit', 'Debit', '12', '12\n', ' 12', '12x', '٣', 'YQ=', 'YQ==', 'aaa', 'https://example.com/a',
  0, -0, 1, 2, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1,
  Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 12n, Symbol('12'),
  [], ['a'], [1], {}, { length: 2 }, Object('12'), Object(1), new Date(0), () => '12',
];

describe.each(Object.entries(schemas))('the check compiled from %s', (_name, schema) => {
  test.each(values.map((value, index) => [index, value]))(
    'says of value %i what zod says',
    (_index, value) => {
      expect(checkOf(schema)(value)).toBe(schema.safeParse(value).success);
    },
  );
});
