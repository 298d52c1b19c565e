import {
  doTypesOverlap,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
} from 'graphql';

export type Field = GraphQLField<unknown, unknown>;

interface Fields {
  readonly leaves: readonly Field[];
  readonly composites: readonly Field[];
}

/** The fields of a type, worked out once. */
export const fieldsOf = remembered((type: GraphQLObjectType | GraphQLInterfaceType): Fields => {
  const fields = Object.values(type.getFields());
  const isComposite = (field: Field): boolean => isCompositeType(getNamedType(field.type));
  return {
    leaves: fields.filter((field) => !isComposite(field)),
    composites: fields.filter(isComposite),
  };
});

const overlapsOf = remembered((schema: GraphQLSchema) => {
  const all = Object.values(schema.getTypeMap()).filter(isCompositeType);
  return remembered((type: GraphQLCompositeType) =>
    all.filter((other) => doTypesOverlap(schema, other, type)),
  );
});

/** The types that a fragment can be on where another type is selected from. */
export function overlapping(
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
): readonly GraphQLCompositeType[] {
  return overlapsOf(schema)(type);
}

function remembered<Key extends object, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = find(key)));
    return value;
  };
}
