/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A way into a JSON value. */
export type Path = readonly (string | number)[];

/** One thing that happens to one spot of an answer. */
export interface Damage {
  readonly kind: DamageKind;
  readonly at: Path;
  /** What stands there now; undefined when the field is left out. */
  readonly to: Json | undefined;
}

/**
 * `another` is no damage: another value of the same type. What it changes shows which fields a spot feeds.
 * `newWord` is a word that no enum has yet.
 */
export type DamageKind = 'missing' | 'null' | 'wrongType' | 'newWord' | 'extra' | 'long' | 'another';

/** Stands in every value that is put in, so that it can be looked for where it must not be. */
export const canary = 'drift-7d1c';
const canaryNumber = 424_242_424;

/**
 * Every field of an answer once: of the elements of a list, the first that has something there. Spots of the frame are
 * left out: an answer without its envelope is not one of damaged fields.
 */
export function spotsOf(answer: Json, frame: (path: Path) => boolean): Path[] {
  const spots = new Map<string, Path>();
  visit(answer, [], (path, value) => {
    if (path.length === 0 || frame(path)) return;
    const name = path.map((part) => (typeof part === 'number' ? '[]' : part)).join('.');
    const known = spots.get(name);
    if (known === undefined || (isNothing(at(answer, known)) && !isNothing(value))) spots.set(name, path);
  });
  return [...spots.values()];
}

/** All that can happen to a spot. A spot without a value tells nothing of its type: it only takes what no field takes. */
export function damagesOf(answer: Json, spot: Path): Damage[] {
  const value = at(answer, spot);
  const beside = [...spot.slice(0, -1), canary];
  const isElement = typeof spot.at(-1) === 'number';
  return [
    ...(isElement ? [] : [{ kind: 'missing', at: spot, to: undefined } as const]),
    ...(isElement ? [] : [{ kind: 'extra', at: beside, to: { [canary]: [canaryNumber] } } as const]),
    ...(value === null ? [] : [{ kind: 'null', at: spot, to: null } as const]),
    ...others(value).map((to) => ({ kind: 'wrongType', at: spot, to }) as const),
    ...(isWord(value) ? [{ kind: 'newWord', at: spot, to: `new_${canary}` } as const] : []),
    ...(typeof value === 'string' ? [{ kind: 'long', at: spot, to: 'x'.repeat(1_000_000) } as const] : []),
  ];
}

/** Another value of the same type; undefined where nobody knows the type. */
export function anotherOf(answer: Json, spot: Path): Damage | undefined {
  const value = at(answer, spot);
  return value === undefined || isNothing(value)
    ? undefined
    : { kind: 'another', at: spot, to: another(value) };
}

/** The answer with the damage done, otherwise the same. */
export function damaged(answer: Json, { at: [head, ...rest], to }: Pick<Damage, 'at' | 'to'>): Json {
  if (head === undefined) return to ?? null;
  if (isList(answer))
    return answer.map((element, index) => (index === head ? damaged(element, { at: rest, to }) : element));
  const { [head]: part, ...others } = answer as Record<string, Json>;
  if (rest.length === 0 && to === undefined) return others;
  return { ...(answer as object), [head]: damaged(part ?? null, { at: rest, to }) };
}

/** What stands at a path; undefined when there is no such place. */
export function at(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string, Json>)[key] : undefined,
    value,
  );
}

/** The places where two values differ, as near to the leaves as can be. */
export function differences(one: Json | undefined, other: Json | undefined, path: Path = []): Path[] {
  if (Object.is(one, other)) return [];
  if (isList(one) && isList(other) && one.length === other.length)
    return one.flatMap((part, index) => differences(part, other[index], [...path, index]));
  if (isRecord(one) && isRecord(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
      differences(one[key], other[key], [...path, key]),
    );
  return [path];
}

function visit(value: Json, path: Path, see: (path: Path, value: Json) => void): void {
  see(path, value);
  if (isList(value)) value.forEach((part, index) => visit(part, [...path, index], see));
  else if (isRecord(value)) for (const [key, part] of Object.entries(value)) visit(part, [...path, key], see);
}

function others(value: Json | undefined): Json[] {
  const text = canary;
  if (typeof value === 'string') return [canaryNumber, { [canary]: text }, [text]];
  if (typeof value === 'number') return [`${value}`, text, { [canary]: text }, [text]];
  if (typeof value === 'boolean') return [text, canaryNumber, { [canary]: text }];
  if (isList(value)) return [text, canaryNumber, { [canary]: text }];
  if (isRecord(value)) return [text, canaryNumber, [text]];
  return [[[text]]];
}

function another(value: Json): Json {
  if (value === null) return null;
  // Digits in front: behind, they would not change a decimal.
  if (typeof value === 'string') return /^\d/.test(value) ? `1${value}` : `${value}0`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (isList(value)) return value.map(another);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, another(part)]));
}

function isWord(value: Json | undefined): boolean {
  return typeof value === 'string' && /^[A-Za-z]+(_[A-Za-z]+)*$/.test(value);
}

function isNothing(value: Json | undefined): boolean {
  return value == null || (isList(value) && value.length === 0);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}
