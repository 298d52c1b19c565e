import { z } from 'zod';
import { each, rowReader, unlessEmpty, wholly } from '../../../src/datasources/qonto/row.js';
import { wireReader } from '../../../src/datasources/qonto/wire-reader.js';
import { GatewayError } from '../../../src/errors.js';

const wire = z.object({
  id: z.string(),
  first: z.string(),
  last: z.string().nullish(),
  tags: z.array(z.object({ word: z.string() })),
});
const readWire = wireReader(wire);
type Wire = z.infer<typeof wire>;

interface Row {
  id: string;
  name: string;
  last: string | null;
  tags: (string | Error)[];
}

const toRow = rowReader<Wire, Row>({
  id: ({ id }) => id,
  name: ({ first, last }) => `${first} ${last ?? ''}`.trim(),
  last: ({ last }) => last ?? null,
  tags: ({ tags }) => each(tags, ({ word }) => word),
});

const whole = { id: '1', first: 'Ada', last: 'Lovelace', tags: [{ word: 'a' }, { word: 'b' }] };
const read = (change: object) =>
  toRow(readWire({ ...whole, ...change }, { call: 'GET /things', at: 'things[2]' }));

it('reads an object that keeps its promises', () => {
  expect(wholly(read({}))).toEqual({ id: '1', name: 'Ada Lovelace', last: 'Lovelace', tags: ['a', 'b'] });
});

it('throws for the fields made of what is broken, at every reading and naming the spot, and for no other', () => {
  const row = read({ first: 7 });
  for (const _ of [1, 2])
    expect(() => row.name).toThrow(
      'GET /things: the answer of the bank breaks its contract at things[2].first.',
    );
  expect([row.id, row.last, row.tags]).toEqual(['1', 'Lovelace', ['a', 'b']]);
});

it('takes a missing field that must be there for broken, and one that need not be for none', () => {
  const row = read({ first: undefined, last: undefined });
  expect(row.last).toBeNull();
  expect(() => row.name).toThrow(/things\[2\]\.first/);
});

it('keeps the other elements of a list beside one that is broken, inside or as a whole', () => {
  for (const tag of [{ word: 7 }, {}, 'a', null])
    expect(read({ tags: [tag, { word: 'b' }] }).tags).toEqual([expect.any(GatewayError), 'b']);
});

it('reads no field before it is asked for, and lists what there is', () => {
  const read: string[] = [];
  const toPair = rowReader<object, { one: number; other: number }>({
    one: () => read.push('one'),
    other: () => read.push('other'),
  });
  const pair = toPair({});
  expect(read).toEqual([]);
  expect(pair.other).toBe(1);
  expect(read).toEqual(['other']);
  expect(Object.keys(wholly(pair))).toEqual(['one', 'other']);
});

it('makes rows of a class, for unions', () => {
  class Named {
    name = 'of the class';
  }
  const row = rowReader<{ word: string }, Named>({ name: ({ word }) => word }, Named)({ word: 'of the row' });
  expect(row).toBeInstanceOf(Named);
  expect(row.name).toBe('of the row');
});

it('lends its fields to an object that is made from it', () => {
  const named = Object.create(read({}), { kind: { value: 'thing' } }) as Row;
  expect(named.name).toBe('Ada Lovelace');
});

it.each([7, null, 'x', [], { ...whole, id: 7 }, { ...whole, id: undefined }])(
  'refuses what nobody can tell from other rows: %j',
  (raw) => {
    expect(() => readWire(raw, { call: 'GET /things', at: 'thing' })).toThrow(GatewayError);
  },
);

it('takes a row wholly, as data that can be kept as JSON, or throws what any part of it throws', () => {
  const row = wholly(read({}));
  expect(JSON.parse(JSON.stringify(row))).toEqual(row);
  expect(row.name).toBe('Ada Lovelace');
  expect(() => wholly(read({ last: 7 }))).toThrow(/things\[2\]\.last/);
  expect(() => wholly(read({ tags: [{ word: 7 }] }))).toThrow(/tags\[0\]\.word/);
});

it('takes a row of nulls for none, but not one that cannot be read', () => {
  expect(unlessEmpty({ one: null, other: null })).toBeNull();
  expect(unlessEmpty({ one: null, other: 1 })).toEqual({ one: null, other: 1 });
  const broken = read({ last: 7 });
  expect(unlessEmpty(broken, ({ last }) => last === null)).toBe(broken);
});
