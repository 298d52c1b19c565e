import { z } from 'zod';
import { wholly } from '../../../src/datasources/qonto/row.js';
import { maybe } from '../../../src/datasources/qonto/wire.js';
import { wireReader } from '../../../src/datasources/qonto/wire-reader.js';
import { generator } from '../../support/random.js';

const schema = z.object({
  id: z.string(),
  amount_cents: z.int(),
  side: z.enum(['credit', 'debit']),
  note: maybe(z.string()),
  logo: maybe(z.object({ small: maybe(z.string()), sizes: z.object({ width: z.number() }) })),
  labels: maybe(z.array(z.object({ name: z.string(), parent_id: maybe(z.string()) }))),
  ids: z.array(z.string()),
  matches: maybe(z.array(z.union([z.string(), z.object({ transaction_id: maybe(z.string()) })]))),
});
const readWire = wireReader(schema);
const place = { call: 'GET /things', at: 'things[2]' };

const whole = {
  id: '1',
  amount_cents: 1250,
  side: 'debit',
  note: null,
  logo: { small: 's', sizes: { width: 8 } },
  labels: [{ name: 'a', parent_id: null }, { name: 'b' }],
  ids: ['x', 'y'],
  matches: ['x', { transaction_id: 'y' }, {}],
};

const seed = Number(process.env['WIRE_SEED'] ?? 20_261_121);

it(`takes an object wholly where the schema takes it, with the same values, and refuses it where the schema does; WIRE_SEED=${seed}`, () => {
  const random = generator(seed);
  const raws = Array.from({ length: 1_000 }, () => damaged(whole, random));
  const [sound, broken] = [raws.filter(isSound), raws.filter((raw) => !isSound(raw))];
  expect(sound.map((raw) => wholly(readWire(raw, place)))).toEqual(sound.map((raw) => schema.parse(raw)));
  for (const raw of broken)
    expect(() => wholly(readWire(raw, place))).toThrow(/^GET \/things: .* at things\[2\]/);
  // Both are there, or nothing was compared.
  expect(sound.length).toBeGreaterThan(100);
  expect(broken.length).toBeGreaterThan(100);
});

const isSound = (raw: unknown) => schema.safeParse(raw).success;

it('names the spot of a damage, however deep', () => {
  const read = (change: object) => () => wholly(readWire({ ...whole, ...change }, place));
  expect(read({ logo: { sizes: { width: 'x' } } })).toThrow('things[2].logo.sizes.width.');
  expect(read({ labels: [{ name: 'a' }, { name: 7 }] })).toThrow('things[2].labels[1].name.');
  expect(read({ ids: ['x', 7] })).toThrow('things[2].ids[1].');
  expect(read({ matches: [7] })).toThrow('things[2].matches[0].');
});

it('shows nothing of an object that the schema does not know', () => {
  expect(wholly(readWire({ ...whole, iban: 'FR76' }, place))).not.toHaveProperty('iban');
});

const values = [
  undefined,
  null,
  '',
  'credit',
  7,
  1.5,
  true,
  [],
  ['x'],
  {},
  { name: 'a' },
  { transaction_id: 7 },
];

/** The value with something else at one of its spots. */
function damaged(value: unknown, random: () => number): unknown {
  const pick = <Element>(list: readonly Element[]) => list[Math.floor(random() * list.length)];
  const key = typeof value === 'object' && value !== null ? pick(Object.keys(value)) : undefined;
  if (key === undefined || random() < 0.2) return pick(values);
  const part = damaged((value as Record<string, unknown>)[key], random);
  if (!Array.isArray(value)) return { ...(value as object), [key]: part };
  return value.map((element: unknown, index) => (index === Number(key) ? part : element));
}
