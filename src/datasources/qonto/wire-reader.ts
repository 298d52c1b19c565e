import { z } from 'zod';
import { checkOf } from './compiled-check.js';
import { type Place, rowReader } from './row.js';
import { contractBroken, pathOf } from './wire.js';

/** Reads an object of the bank; see {@link wireReader}. */
export type WireReader<Wire> = (raw: unknown, place: Place) => Wire;

/**
 * Makes a reader of the bank's objects from the schema that they keep to.
 *
 * A value is checked when it is read, by its own part of the schema: one that nobody asks for costs nothing, and one that
 * breaks the contract throws whenever it is read, naming its spot, and spoils no other. Objects and elements of lists
 * within are read in the same way. The schema must not change what it reads.
 *
 * @returns a function that throws {GatewayError} UPSTREAM_CONTRACT for what is no object, or has no `id` that can be read
 *   though the schema knows one: nobody can tell which object that is.
 */
export function wireReader<Schema extends z.ZodObject>(schema: Schema): WireReader<z.infer<Schema>> {
  // Made when the first such object comes: few processes meet every resource, and none at its start.
  let read: WireReader<object> | undefined;
  return (raw, place) => {
    read ??= objectReader(schema);
    const wire = read(raw, place) as z.infer<Schema> & { id?: unknown };
    void wire.id;
    return wire;
  };
}

/** Reads a value that `owner` has under a key. */
type Read = (value: unknown, owner: Place, key: string | number) => unknown;

function readerOf(schema: z.core.$ZodType): Read {
  if (schema instanceof z.ZodArray) return listReader(readerOf(schema.element));
  if (!(schema instanceof z.ZodObject)) return leafReader(schema);
  const read = objectReader(schema);
  return (value, owner, key) => read(value, within(owner, key));
}

function objectReader(schema: z.ZodObject): WireReader<object> {
  const fields = Object.entries(schema.shape).map(([key, field]) => {
    const promised = promisedBy(field);
    const mayBeNone = promised !== field;
    const read = readerOf(promised);
    const readField = (raw: Raw, place: Place) => {
      const value = raw[key];
      return mayBeNone && value == null ? value : read(value, place, key);
    };
    return [key, readField] as const;
  });
  const toWire = rowReader<Raw, Raw, Place>(Object.fromEntries(fields));
  return (raw, place) => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
      throw contractBroken(place.call, place.at);
    return toWire(raw as Raw, place);
  };
}

/** The schema inside a `maybe`. */
function promisedBy(schema: z.core.$ZodType): z.core.$ZodType {
  const nullable = schema instanceof z.ZodOptional ? schema.unwrap() : undefined;
  return nullable instanceof z.ZodNullable ? nullable.unwrap() : schema;
}

type Raw = Readonly<Record<string, unknown>>;

/** An element that cannot be read throws when it is asked for, and the others do not. */
function listReader(read: Read): Read {
  return (value, owner, key) => {
    const place = within(owner, key);
    if (!Array.isArray(value)) throw contractBroken(place.call, place.at);
    const list: unknown[] = [];
    for (let index = 0; index < value.length; index++) {
      try {
        list.push(read(value[index], place, index));
      } catch (error) {
        Object.defineProperty(list, index, {
          enumerable: true,
          get() {
            throw error;
          },
        });
      }
    }
    return list;
  };
}

function leafReader(schema: z.core.$ZodType): Read {
  const isSound = checkOf(schema);
  return (value, owner, key) => {
    // Of an object zod leaves out what the schema does not know.
    if (typeof value !== 'object' && isSound(value)) return value;
    const parsed = z.safeParse(schema, value);
    if (parsed.success) return parsed.data;
    throw contractBroken(owner.call, pathOf([key, ...parsed.error.issues[0]!.path], owner.at));
  };
}

function within({ call, at }: Place, key: string | number): Place {
  return { call, at: pathOf([key], at) };
}
