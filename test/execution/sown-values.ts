import {
  type GraphQLAbstractType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { samplesOf } from './leaf-samples.js';
import { pick, type Random, thrown, type Weather } from './weather.js';

/** Makes the object that stands for a row of a type, at a place. */
export type RowMaker = (type: GraphQLObjectType, key: string) => object;

/** Values of any output type, right and wrong ones, decided by the place they are at. */
export class SownValues {
  readonly #types: readonly GraphQLNamedType[];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly weather: Weather,
    private readonly rowOf: RowMaker,
  ) {
    this.#types = Object.values(schema.getTypeMap());
  }

  /**
   * What a resolver gives at the place `key`: a value or a promise.
   *
   * @throws all kinds of things, now and then.
   */
  at(type: GraphQLOutputType, key: string): unknown {
    const random = this.weather.randomOf(key);
    return this.weather.timed(random, () => this.#outcome(type, random, key));
  }

  #outcome(type: GraphQLOutputType, random: Random, key: string): unknown {
    if (!this.weather.isMischief(random)) return this.#right(type, random, key);
    const roll = random();
    if (roll < 0.35) throw thrown(random, key);
    if (roll < 0.45) return new Error(`returned at ${key}`);
    if (roll < 0.65) return pick(random, [null, undefined]);
    return this.#wrong(type, random, key);
  }

  #right(given: GraphQLOutputType, random: Random, key: string): unknown {
    const type = isNonNullType(given) ? given.ofType : given;
    if (type === given && random() < 0.06) return pick(random, [null, undefined]);
    if (isListType(type)) return this.#list(type.ofType, random, key);
    if (isEnumType(type)) return pick(random, type.getValues()).value;
    if (isLeafType(type)) return pick(random, samplesOf(type.name).right);
    if (isAbstractType(type)) return this.#abstract(type, random, key);
    return this.rowOf(type, key);
  }

  #list(type: GraphQLOutputType, random: Random, key: string): unknown {
    const depth = key.split('#').length;
    const length = pick(random, depth < 3 ? [0, 1, 2, 2, 3] : [0, 1, 1, 2]);
    const items = Array.from({ length }, (_, index) => this.#item(type, `${key}#${index}`));
    const kind = random();
    if (kind < 0.7) return items;
    if (kind < 0.8) return new Set(items);
    if (kind < 0.9) return { [Symbol.iterator]: () => items.values() };
    return each(items);
  }

  /** Of a list, which can hold an error and cannot throw one, but by a promise. */
  #item(type: GraphQLOutputType, key: string): unknown {
    try {
      return this.at(type, key);
    } catch {
      return new Error(`in a list at ${key}`);
    }
  }

  #abstract(type: GraphQLAbstractType, random: Random, key: string): object {
    const members = this.schema.getPossibleTypes(type);
    const member = pick(random, members);
    const row = this.rowOf(member, key);
    const canBeFound = members.every(({ isTypeOf }) => isTypeOf) && random() < 0.5;
    return canBeFound ? row : Object.assign(row, { __typename: member.name });
  }

  #wrong(given: GraphQLOutputType, random: Random, key: string): unknown {
    const type = isNonNullType(given) ? given.ofType : given;
    if (isListType(type)) return pick(random, noLists)(key);
    if (isEnumType(type)) return pick(random, noLeaves);
    if (isLeafType(type)) return pick(random, samplesOf(type.name).wrong);
    if (isAbstractType(type)) return this.#wrongMember(type, random, key);
    return pick(random, noRows);
  }

  #wrongMember(type: GraphQLAbstractType, random: Random, key: string): unknown {
    const any = pick(random, this.#types);
    const object = pick(random, this.#types.filter(isObjectType));
    const names = [object.name, object.name, any.name, type.name, 'Nowhere', '', 5, undefined, null, {}];
    const member = pick(random, this.schema.getPossibleTypes(type));
    const row = Object.assign(this.rowOf(member, key), { __typename: pick(random, names) });
    return pick(random, [row, row, row, ...noRows]);
  }
}

const noRows: readonly unknown[] = [5, 'text', true, [], {}, () => ({}), new Date(0), Symbol('row')];
const noLeaves: readonly unknown[] = [{}, 'NO_MEMBER', Symbol('leaf'), [], 1.5, () => 'text'];

const noLists: readonly ((key: string) => unknown)[] = [
  () => 'text',
  () => 5,
  () => ({ length: 1, 0: 'a' }),
  () => ({}),
  () => ({ [Symbol.iterator]: 5 }),
  (key) => each(['a'], new Error(`ended early at ${key}`)),
  () => eachLater(),
  () => Array.from({ length: 2 }),
];

function* each(items: readonly unknown[], failure?: Error): Generator<unknown> {
  yield* items;
  if (failure !== undefined) throw failure;
}

/** graphql-js 16 does not take these. */
async function* eachLater(): AsyncGenerator<unknown> {
  yield 'a';
}
