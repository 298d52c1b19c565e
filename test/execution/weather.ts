import { GraphQLError } from 'graphql';
import { generator } from '../support/random.js';
import type { Turns } from './turns.js';

/** What the resolvers of one execution are like. The same weather gives the same values, errors and order of promises. */
export interface Forecast {
  readonly seed: number;
  /** How often something is wrong: 0 to 1. */
  readonly mischief: number;
  /** How often there is a promise: 0 to 1. */
  readonly promises: number;
  /** How many of the promises are settled when they are given: 0 to 1. Which of them comes first is nobody's promise. */
  readonly ready: number;
}

export type Random = () => number;

/** Decides, by the place of a value, whether it comes at once or later, and whether it comes at all. */
export class Weather {
  constructor(
    private readonly forecast: Forecast,
    private readonly turns: Turns,
  ) {}

  /** Numbers for one place. */
  randomOf(key: string): Random {
    return generator(this.forecast.seed ^ hash(key));
  }

  isMischief(random: Random): boolean {
    return random() < this.forecast.mischief;
  }

  /** What `find` gives: now, or as a promise. */
  timed(random: Random, find: () => unknown): unknown {
    const { promises, ready } = this.forecast;
    if (random() >= promises) return find();
    const promise = random() < ready ? settled(find) : this.turns.later(random(), find);
    return random() < 0.9 ? promise : new Proxy(promise, likeAPromise);
  }
}

/** Makes an object that is no promise and has a `then`, as those of other libraries. */
const likeAPromise: ProxyHandler<Promise<unknown>> = {
  get: (promise, name) => (name === 'then' ? promise.then.bind(promise) : undefined),
  getPrototypeOf: () => Object.prototype,
};

function settled(find: () => unknown): Promise<unknown> {
  const promise = new Promise((resolve) => resolve(find()));
  promise.catch(() => {});
  return promise;
}

/** Something that a resolver may throw, at the place `key`. */
export function thrown(random: Random, key: string): unknown {
  const kinds: (() => unknown)[] = [
    () => new Error(`broken at ${key}`),
    () => new TypeError(''),
    () => new GraphQLError(`refused at ${key}`, { extensions: { code: 'REFUSED', key } }),
    () => new GraphQLError('located elsewhere', { path: ['else', 'where'] }),
    () => `text at ${key}`,
    () => undefined,
    () => null,
    () => ({ message: `no error at ${key}`, extensions: { code: 'ODD' } }),
    () => Object.assign(new Error(`with extensions at ${key}`), { extensions: { code: 'EXTENDED' } }),
  ];
  return pick(random, kinds)();
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return state >>> 0;
}
