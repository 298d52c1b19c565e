// Taken out of Math once: in jest's sandbox every look-up of a global is slow, and this is called millions of times.
const { floor, imul } = Math;

/**
 * Draws repeatable random numbers: the same seed and name give the same draws on every machine.
 *
 * The generator is mulberry32 (public domain, Tommy Ettinger 2017): small, fast, and good enough for test data.
 * It must never make secrets.
 */
export class Random {
  #state: number;

  constructor(seed: number, ...names: readonly (string | number)[]) {
    this.#state = hash(seed, names.join('/'));
  }

  /** A number from 0 (included) to 1 (excluded). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `lowest` to `highest`, both included. */
  integer(lowest: number, highest: number): number {
    return lowest + floor(this.next() * (highest - lowest + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('Cannot pick from an empty list');
    return item;
  }

  digits(count: number): string {
    let drawn = '';
    while (drawn.length < count) drawn += this.integer(0, 9);
    return drawn;
  }

  hexadecimal(count: number): string {
    let drawn = '';
    while (drawn.length < count) drawn += HEXADECIMAL[this.integer(0, 15)];
    return drawn;
  }

  /** A version 4 UUID, the kind older rows of the bank have. */
  uuid(): string {
    return spellUuid(
      `${this.hexadecimal(12)}4${this.hexadecimal(3)}${this.variant()}${this.hexadecimal(15)}`,
    );
  }

  /** A version 7 UUID, the kind newer rows of the bank have; it begins with its moment of birth. */
  uuidAt(epochMs: number): string {
    const time = Math.max(0, Math.trunc(epochMs)).toString(16).padStart(12, '0');
    return spellUuid(`${time}7${this.hexadecimal(3)}${this.variant()}${this.hexadecimal(15)}`);
  }

  private variant(): string {
    return this.pick(['8', '9', 'a', 'b']);
  }
}

const HEXADECIMAL = '0123456789abcdef';

/** Writes 32 hexadecimal digits as a UUID. */
export function spellUuid(hexadecimal: string): string {
  return [
    hexadecimal.slice(0, 8),
    hexadecimal.slice(8, 12),
    hexadecimal.slice(12, 16),
    hexadecimal.slice(16, 20),
    hexadecimal.slice(20, 32),
  ].join('-');
}

/** FNV-1a over the seed and the name. */
function hash(seed: number, name: string): number {
  let value = 0x811c9dc5 ^ seed;
  for (let index = 0; index < name.length; index++) value = imul(value ^ name.charCodeAt(index), 0x01000193);
  return value ^ (value >>> 15);
}
