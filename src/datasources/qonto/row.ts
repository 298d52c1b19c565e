/** How each field of a row is read off the bank's object, and off what else the fields need where that is not enough. */
export type FieldReaders<Wire, Row, Facts = undefined> = {
  readonly [Field in keyof Row]: (wire: Wire, facts: Facts) => Row[Field];
};

/** Makes a row of the bank's object, and of facts where its fields need some; reads no field. See {@link rowReader}. */
export type RowReader<Wire, Row, Facts = undefined> = Facts extends undefined
  ? (wire: Wire) => Row
  : (wire: Wire, facts: Facts) => Row;

/** Where an object of the bank stands: the call by its template, and the path in its answer, e.g. `labels[3]`. */
export interface Place {
  readonly call: string;
  readonly at: string;
}

/**
 * Makes a reader of rows from readers of their fields.
 *
 * A field is read when it is asked for, so that one that nobody selects costs nothing. Each stands by itself: one that
 * cannot be read throws whenever it is asked for, and no other does. So an error reaches a client at the path of the field,
 * and only if the field was selected.
 *
 * Fields are on the prototype: `for … in` lists them, while a spread or `JSON.stringify` finds none; see {@link wholly}.
 *
 * @param kind The class that rows are instances of, where a union of the schema tells its members apart by it.
 */
export function rowReader<Wire extends object, Row extends object, Facts = undefined>(
  fields: FieldReaders<Wire, Row, Facts>,
  kind?: new () => Row,
): RowReader<Wire, Row, Facts> {
  class ReadWhenAsked {
    readonly [WIRE]: Wire;
    readonly [FACTS]: Facts;

    constructor(wire: Wire, facts: Facts) {
      this[WIRE] = wire;
      this[FACTS] = facts;
    }
  }
  // Not `extends`: a constructor of `kind` would put fields of its own in front of those that read.
  if (kind) Object.setPrototypeOf(ReadWhenAsked.prototype, kind.prototype as object);
  for (const field in fields) {
    const read = fields[field];
    Object.defineProperty(ReadWhenAsked.prototype, field, {
      enumerable: true,
      get(this: ReadWhenAsked) {
        return read(this[WIRE], this[FACTS]);
      },
    });
  }
  const toRow = (wire: Wire, facts: Facts) => new ReadWhenAsked(wire, facts);
  return toRow as object as RowReader<Wire, Row, Facts>;
}

// Symbols, and not private names: an object whose prototype is a row has its fields as well.
const WIRE = Symbol('wire');
const FACTS = Symbol('facts');

/** Elements of a list, read each by itself: one that cannot be read is its error, at its place. */
export function each<Wire, Row>(wires: readonly Wire[], read: (wire: Wire) => Row): (Row | Error)[] {
  const rows: (Row | Error)[] = [];
  for (let index = 0; index < wires.length; index++) {
    try {
      rows.push(read(wires[index] as Wire));
    } catch (error) {
      rows.push(error as Error);
    }
  }
  return rows;
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
 * The same row as plain data with all its fields, for where a part of it is not enough: what was paid, and what decides
 * about a payment.
 *
 * @throws {GatewayError} of the first field, however deep, that cannot be read.
 */
export function wholly<Row>(row: Row): Row {
  if (row instanceof Error) throw row;
  if (Array.isArray(row)) return row.map(wholly) as Row;
  if (typeof row !== 'object' || row === null) return row;
  const whole: Partial<Row> = {};
  for (const field in row) whole[field] = wholly(row[field]);
  return whole as Row;
}

function hasOnlyNulls(row: object): boolean {
  for (const field in row) if (row[field as keyof object] !== null) return false;
  return true;
}
