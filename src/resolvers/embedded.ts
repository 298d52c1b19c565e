import { type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';

/**
 * Says that a field is a property of its row, if the row has it: the bank embedded it. Only where it did not, the method is
 * called.
 *
 * A page has hundreds of such fields, and type-graphql takes longer to call a method than it takes to read a property.
 */
export function Embedded<Row>(property: keyof Row & string): MethodDecorator {
  return Extensions({ [EMBEDDED]: property }) as MethodDecorator;
}

const EMBEDDED = 'embedded';

/** Makes the fields of a schema that are {@link Embedded} read their property first. */
export function readEmbeddedFirst(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field;
      const property = field.extensions[EMBEDDED];
      if (typeof property !== 'string' || !resolve) continue;
      field.resolve = (row: Readonly<Record<string, unknown>>, ...rest) =>
        row[property] ?? resolve(row, ...rest);
    }
  }
  return schema;
}
