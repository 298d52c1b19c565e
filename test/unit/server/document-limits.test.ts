import { readdirSync, readFileSync } from 'node:fs';
import { getIntrospectionQuery, Kind, parse } from 'graphql';
import { GatewayError } from '../../../src/errors.js';
import { figuresOf } from '../../../src/server/limits/document-figures.js';
import { checkDocument, operationLimits } from '../../../src/server/limits/document-limits.js';
import { checkVariables } from '../../../src/server/limits/variable-limits.js';

function figures(text: string) {
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation.');
  return figuresOf(operation, document);
}

function refusal(check: () => unknown) {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { code: error.code, ...error.details };
  }
}

it('measures what is written, with fragments unfolded', () => {
  const text = `query Q($a: Int @one) @two {
    x: a @three @four { b b ...F }
    ... on Query { c { ...F ...F } }
  }
  fragment F on T @five { b d: e { f } }`;
  expect(figures(text)).toEqual({
    rootFields: 2,
    depth: 3,
    // x, b, b, c; then b, d, f of each of the three spreads.
    selections: 13,
    aliases: 4,
    // one, two, three, four, and five at each spread.
    directives: 7,
    directivesAtOnePlace: 2,
    // b twice more below x, b and d once more below c.
    repeatedFields: 4,
  });
});

it('measures a ring of fragments, and one that does not exist', () => {
  const ring = '{ ...A } fragment A on Query { a { ...B } } fragment B on Query { b { ...A ...C } }';
  expect(figures(ring)).toMatchObject({ depth: 2, selections: 2 });
});

it('measures what unfolds to more than could ever be run, in no time', () => {
  const fragments = Array.from(
    { length: 40 },
    (_, n) => `fragment F${n} on Query { a { ...F${n + 1} b: c { ...F${n + 1} } } }`,
  );
  const text = `{ ...F0 } ${fragments.join(' ')} fragment F40 on Query { a }`;
  expect(text.length).toBeLessThan(3_000);
  expect(refusal(() => checkDocument(text))).toMatchObject({ reason: 'DEPTH', figure: 81 });
  expect(figures(text).selections).toBeGreaterThan(2 ** 40);
});

const many = (count: number, part: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');

it.each([
  ['TOKENS', undefined, 2_000, `{ ${many(2_000, (n) => `f${n}`)} }`],
  ['DEPTH', 21, 20, `${'{ a '.repeat(21)}${'}'.repeat(21)}`],
  ['ALIASES', 31, 30, `{ a { ${many(31, (n) => `a${n}: b`)} } }`],
  ['ROOT_FIELDS', 21, 20, `{ ${many(21, (n) => `f${n}`)} }`],
  ['DIRECTIVES', 51, 50, `{ a { ${many(51, (n) => `f${n} @include(if: true)`)} } }`],
  ['DIRECTIVES_AT_ONE_PLACE', 6, 5, `{ a ${many(6, () => '@aa')} }`],
  ['REPEATED_FIELDS', 51, 50, `{ a { ${many(52, () => 'b')} } }`],
  ['SELECTIONS', 1_001, 1_000, `{ a { ${many(1_000, (n) => `f${n}`)} } }`],
  ['FRAGMENTS', 51, 50, `{ a } ${many(51, (n) => `fragment F${n} on Query { a }`)}`],
  ['OPERATIONS', 21, 20, many(21, (n) => `query Q${n} { a }`)],
])('refuses too many: %s', (reason, figure, max, text) => {
  const expected = { code: 'QUERY_TOO_EXPENSIVE', reason, max, ...(figure === undefined ? {} : { figure }) };
  expect(refusal(() => checkDocument(text))).toEqual(expected);
});

it.each([
  ['aliases', 'mutation { a: createTransfer { outcome } b: createTransfer { outcome } }'],
  ['two ways to pay', 'mutation { createTransfer { outcome } payBeneficiary { outcome } }'],
  [
    'a variable',
    'mutation($x: Boolean!) { a: payBeneficiary @skip(if: $x) { x } b: payBeneficiary @include(if: $x) { x } }',
  ],
  [
    'fragments',
    'mutation { ...A ... on Mutation { b: createTransfer { x } } } fragment A on Mutation { createTransfer { x } }',
  ],
])('refuses to pay twice in one operation: %s', (_name, text) => {
  expect(refusal(() => checkDocument(text))).toEqual({ code: 'BAD_USER_INPUT', reason: 'ONE_PAYMENT' });
});

it('knows what moves money', () => {
  expect(checkDocument('mutation { payBeneficiary { outcome } }')).toEqual({ movesMoney: true });
  expect(checkDocument('mutation { verifyPayee { idempotencyKey } }')).toEqual({ movesMoney: false });
  expect(checkDocument('{ createTransfer }')).toEqual({ movesMoney: false });
});

it('takes every document of this repository and the introspection of GraphiQL, with room', () => {
  const documents = readdirSync('operations')
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => readFileSync(`operations/${name}`, 'utf8'));
  const introspection = getIntrospectionQuery({
    inputValueDeprecation: true,
    schemaDescription: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    oneOf: true,
  });
  for (const text of [...documents, introspection]) {
    checkDocument(text);
    for (const definition of parse(text).definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const measured = figuresOf(definition, parse(text));
      for (const [name, max] of Object.entries(operationLimits))
        expect([name, measured[name as keyof typeof measured] <= 0.75 * max]).toEqual([name, true]);
    }
  }
});

it('refuses variables that are too deep or too many, and looks no further', () => {
  let deep: unknown = 'a';
  for (let n = 0; n < 100_000; n++) deep = [deep];
  expect(refusal(() => checkVariables({ deep }))).toMatchObject({
    reason: 'VARIABLE_DEPTH',
    figure: 13,
    max: 12,
  });
  const wide = { ids: Array.from({ length: 10_000 }, () => 'id') };
  expect(refusal(() => checkVariables(wide))).toMatchObject({ reason: 'VARIABLE_VALUES', max: 10_000 });
  for (const fine of [
    undefined,
    null,
    'text',
    {},
    { input: { invoices: [{ document: { file: { content: '' } } }] } },
  ])
    checkVariables(fine);
});
