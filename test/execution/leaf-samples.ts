import { scalarSamples } from '../fuzz/schema-document.js';

export interface LeafSamples {
  /** What such a scalar takes, from a resolver. */
  readonly right: readonly unknown[];
  /** Most of it is refused. */
  readonly wrong: readonly unknown[];
}

/** What resolvers give for a scalar. */
export function samplesOf(scalar: string): LeafSamples {
  return samples[scalar] ?? { right: scalarSamples[scalar] ?? ['text'], wrong };
}

const wrong: readonly unknown[] = [{}, [], Symbol('leaf'), NaN, Infinity, 1.5, 'text', true, () => 'text'];

/** A scalar is also what these objects stand for. */
const four = { valueOf: () => 4 };
const word = { toString: () => 'a word', valueOf: () => 'a value' };
const written = { toJSON: () => 'as JSON' };

const samples: Readonly<Record<string, LeafSamples>> = {
  Int: { right: [0, 7, -3, '12', true, 2 ** 31 - 1, four, -0], wrong: [...wrong, 2 ** 31, '', 'x', 5n] },
  Float: { right: [0.5, 1, '2.5', true, four, 1e300], wrong: [...wrong, '', 5n] },
  String: { right: ['text', '', 'a"b\n💶\u2028', 5, 0.1, false, word], wrong: [...wrong, written] },
  Boolean: { right: [true, false, 0, 1], wrong: [...wrong, 'true'] },
  ID: { right: ['id', 7, '', word], wrong: [...wrong, -1.5] },
  WaitSeconds: { right: [0, 5, 30], wrong },
  // What the scalars of the odd schema do with them is said there.
  Nothing: {
    right: ['something', 'something', 'undefined'],
    wrong: ['nothing', 'undefined', 'broken', 'NaN'],
  },
  Json: { right: [{ b: 1, a: [null, { c: 'd' }] }, 'text', 5, false, [1, [2]]], wrong: [() => 5] },
};
