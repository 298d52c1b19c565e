/** Numbers in [0, 1). */
export type Random = () => number;

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

/** A document of random tokens, and what else may stand for one: most are no GraphQL at all. */
export function tokenSoup(random: Random): { query: unknown; variables?: unknown; operationName?: unknown } {
  const length = Math.floor(random() ** 2 * 120);
  const parts = Array.from({ length }, () => pick(random, tokens)(random));
  const text = parts.join(pick(random, ['', ' ', '\n', ',']));
  const query = random() < 0.5 ? `{ ${text} }` : text;
  return {
    query: random() < 0.02 ? pick(random, oddValues) : query,
    ...(random() < 0.3 && { variables: pick(random, oddValues) }),
    ...(random() < 0.1 && { operationName: pick(random, oddValues) }),
  };
}

/** What no client should send where an object or a text is expected. */
export const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'a',
  '\u0000',
  '\ud800',
  '💶',
  [],
  [[[[]]]],
  {},
  { '': {} },
  { first: 1e99 },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
  { a: { __proto__: null, toString: 1 } },
  'a'.repeat(5_000),
];

const words = (
  'query mutation subscription fragment on true false null __typename __schema __type __proto__ constructor toString ' +
  'transactions nodes id first input createTransfer payBeneficiary attachments include skip if a b Query Mutation'
).split(' ');

const tokens: readonly ((random: Random) => string)[] = [
  ...Array.from({ length: 6 }, () => (random: Random) => pick(random, words)),
  (random) =>
    pick(random, [
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '{ ',
      ' }',
      ':',
      '!',
      '=',
      '|',
      '&',
      '@',
      '$',
      '...',
      '"',
      '"""',
      '#',
    ]),
  (random) =>
    pick(random, ['{', '}', '{ a', '} ', '(a: ', ')', '$a', '@include(if: true)', '...F', '... on Query {']),
  (random) => String(Math.floor((random() - 0.5) * 10 ** Math.floor(random() * 20))),
  (random) =>
    pick(random, ['1.5e10', '-0', '00', '0x1', '.5', '1e', '"\\u', '"\\uD800"', '"\\u{110000}"', '"a\nb"']),
  (random) =>
    pick(random, ['\u0000', '\ufeff', '\ud800', '💶', '\u202e', '\r\n', '\t', '\\', '`', ';', '%00']),
  (random) => String.fromCharCode(Math.floor(random() * 65_536)),
];
