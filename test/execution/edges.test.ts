import { buildSchema, parse } from 'graphql';
import { type Execution, Executor } from '../../src/server/execution/index.js';
import { textOfResult } from './likeness.js';
import { ReferenceExecutor } from './reference-executor.js';

const schema = buildSchema(`
  input Point { x: Int! y: Int! }
  type Query { a: Int b: Int c: Int d: Int e: Int draw(points: [Point!]! = []): Int self: Query list: [Query!] must: Int! }
`);
const rootValue = {
  a: 1,
  b: 2,
  c: 3,
  d: 4,
  e: 5,
  draw: ({ points }: { points: unknown[] }) => points.length,
  self: () => rootValue,
  list: () => [rootValue, new Error('no row')],
  must: null,
};

it.each([
  ['has no operation', 'fragment F on Query { a }', {}],
  ['has none of that name', 'query A { a } query B { b }', { operationName: 'C' }],
  ['has two, and none is asked for', 'query A { a } query B { b }', {}],
  ['has two, and the second is asked for', 'query A { a } query B { b }', { operationName: 'B' }],
  ['is of a kind that the schema does not have', 'mutation { a }', {}],
  ['is a subscription where there is none', 'subscription { a }', {}],
  ['defines types beside its operation', '{ a } type T { a: Int }', {}],
  [
    'has more wrong variables than are told',
    'query ($points: [Point!]!) { draw(points: $points) }',
    { variableValues: { points: Array.from({ length: 60 }, () => ({ x: 'x', z: 1 })) } },
  ],
  ['lacks a variable', 'query ($points: [Point!]!) { draw(points: $points) }', {}],
  [
    'gets null for variables',
    'query ($points: [Point!]!) { draw(points: $points) }',
    { variableValues: null },
  ],
  ['fails in a field that must not be null, far down', '{ a self { self { must b } c } list { a } }', {}],
  ['fails in the root', '{ a must b }', {}],
  [
    'has null for the condition of a directive',
    'query ($if: Boolean = true) { a b @include(if: $if) self { c } }',
    { variableValues: { if: null } },
  ],
  [
    'has null for it below a field',
    'query ($if: Boolean = true) { a self { c ... @skip(if: $if) { d } } list { e @skip(if: $if) } }',
    { variableValues: { if: null } },
  ],
])('answers a document that %s as graphql-js does', (_name, query, given) => {
  expect(answersOf(new Executor(schema), query, given)).toEqual(
    answersOf(new ReferenceExecutor(schema), query, given),
  );
});

it('keeps apart the operations of a document', () => {
  const [executor, reference] = [new Executor(schema), new ReferenceExecutor(schema)];
  const document = parse('query A { a } query B { b }');
  for (const operationName of ['A', 'B', 'A', null, 'C', undefined, 'B']) {
    const execution = { document, operationName, rootValue, contextValue: {} };
    expect(executor.execute(execution)).toEqual(reference.execute(execution));
  }
});

it('keeps apart what the variables of directives select, however many ways there are', () => {
  const [executor, reference] = [new Executor(schema), new ReferenceExecutor(schema)];
  const names = ['a', 'b', 'c', 'd', 'e'];
  const selected = names.map((name) => `${name} @include(if: $${name})`).join(' ');
  const document = parse(
    `query (${names.map((name) => `$${name}: Boolean!`).join()}) { x: a ${selected} self { x: a ${selected} } }`,
  );
  for (let round = 0; round < 2; round++)
    for (let bits = 0; bits < 2 ** names.length; bits++) {
      const flags = names.map((name, index) => [name, (bits & (1 << index)) !== 0]);
      const execution = { document, rootValue, contextValue: {}, variableValues: Object.fromEntries(flags) };
      expect(executor.execute(execution)).toEqual(reference.execute(execution));
    }
});

it('can have none of the names that objects are born with', () => {
  const document = parse(
    '{ __proto__: a constructor: b toString: c self { __proto__: self { hasOwnProperty: d } } }',
  );
  const { data } = new Executor(schema).execute({ document, rootValue, contextValue: {} }) as never;
  expect(JSON.stringify(data)).toBe(
    '{"__proto__":1,"constructor":2,"toString":3,"self":{"__proto__":{"hasOwnProperty":4}}}',
  );
  expect(Object.getPrototypeOf(Object.getPrototypeOf(data)) ?? null).toBeNull();
});

/** Twice, because the second time a document is known. */
function answersOf(
  executor: Pick<Executor, 'execute'>,
  query: string,
  given: Partial<Execution>,
): readonly string[] {
  const execution = { document: parse(query), rootValue, contextValue: {}, ...given };
  return [executor.execute(execution), executor.execute(execution)].map((result) =>
    textOfResult(result as never),
  );
}
