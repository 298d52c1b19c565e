import type { z } from 'zod';
import { contractBroken, pathOf } from './wire.js';

/** How each field of a row is read off the bank's object, with whatever else the fields need. */
export type FieldReaders<Wire, Row, Facts extends readonly unknown[] = []> = {
  readonly [Field in keyof Row]: (wire: Wire, ...facts: Facts) => Row[Field];
};

/** Where an object of the bank stands: the call by its template, and the path in its answer, e.g. `labels[3]`. */
export interface Place {
  readonly call: string;
  readonly at: string;
}

/**
 * Makes a reader of rows from readers of their fields.
 *
 * Each field stands by itself: one that cannot be read throws whenever it is asked for, and no other does. So an error
 * reaches a client at the path of the field, and only if the field was selected.
 */
export function rowReader<Wire extends object, Row extends object, Facts extends readonly unknown[] = []>(
  fields: FieldReaders<Wire, Row, Facts>,
  bear: () => object = () => ({}),
): (wire: Wire, ...facts: Facts) => Row {
  const readers = Object.entries(fields) as [keyof Row, (wire: Wire, ...facts: Facts) => Row[keyof Row]][];
  return (wire, ...facts) => {
    const row = bear() as Row;
    for (const [field, read] of readers) {
      try {
        row[field] = read(wire, ...facts);
      } catch (error) {
        throwWhenRead(row, field, error);
      }
    }
    return row;
  };
}

/** Elements of a list, read each by itself: one that cannot be read is its error, at its place. */
export function each<Wire, Row>(wires: readonly Wire[], read: (wire: Wire) => Row): (Row | Error)[] {
  return Array.from({ length: wires.length }, (_, index) => {
    try {
      return read(wires[index] as Wire);
    } catch (error) {
      return error as Error;
    }
  });
}

/** Null for a row of which nothing is known. What cannot be read is not nothing. */
export function unlessEmpty<Row extends object>(
  row: Row,
  isEmpty: (row: Row) => boolean = hasOnlyNulls,
): Row | null {
  try {
    return isEmpty(row) ? null : row;
  } catch {
    return row;
  }
}

/**
 * The row behind an object of an answer. An object that keeps to the bank's contract is parsed once. In any other, what
 * breaks it throws when it is read, so that the fields made of it cannot be read and the others can.
 *
 * @throws {GatewayError} UPSTREAM_CONTRACT, naming the place, when it is no object or nobody can tell which one it is.
 */
export function readRow<Wire, Row>(
  schema: z.ZodType<Wire>,
  toRow: (wire: Wire) => Row,
  raw: unknown,
  { call, at }: Place,
): Row {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return toRow(parsed.data);
  const damaged = structuredClone(raw);
  for (const { path } of parsed.error.issues) {
    const error = contractBroken(call, pathOf(path, at));
    const key = path.at(-1);
    if (key === undefined || (key === 'id' && path.length === 1)) throw error;
    const owner = path
      .slice(0, -1)
      .reduce<object>((value, part) => value[part as keyof object] as object, damaged as object);
    throwWhenRead(owner, key, error);
  }
  // Everything but the spots that throw is what the schema says: no schema of ours changes what it reads.
  return toRow(damaged as Wire);
}

/**
 * The same row, for where a part of it is not enough: what was paid, and what decides about a payment.
 *
 * @throws {GatewayError} of the first field, however deep, that cannot be read.
 */
export function wholly<Row>(row: Row): Row {
  if (row instanceof Error) throw row;
  if (typeof row === 'object' && row !== null) Object.values(row).forEach(wholly);
  return row;
}

function throwWhenRead(owner: object, key: PropertyKey, error: unknown): void {
  Object.defineProperty(owner, key, {
    configurable: true,
    enumerable: true,
    get() {
      throw error;
    },
  });
}

function hasOnlyNulls(row: object): boolean {
  return Object.values(row).every((value) => value === null);
}
