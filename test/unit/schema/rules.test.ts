import { readdirSync, readFileSync } from 'node:fs';
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
  validate,
} from 'graphql';
import { buildGatewaySchema } from '../../../src/server/schema.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildGatewaySchema();
});

const roots = () => [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
const isRoot = (type: unknown) => roots().some((root) => root === type);
const ownTypes = () =>
  Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );

it('describes every type, field, argument and enum value', () => {
  const silent: string[] = [];
  const check = (place: string, description: string | null | undefined) => {
    if (!description) silent.push(place);
  };
  for (const type of ownTypes()) {
    if (!isRoot(type)) check(type.name, type.description);
    if (isEnumType(type))
      for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field.description);
      if ('args' in field)
        for (const argument of field.args)
          check(`${type.name}.${field.name}(${argument.name})`, argument.description);
    }
  }
  expect(silent).toEqual([]);
});

it('gives the reason of null wherever a field may be null', () => {
  const unexplained = ownTypes()
    .filter(isObjectType)
    .filter((type) => !isRoot(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(
          (field) =>
            !isNonNullType(field.type) &&
            !/\bnull\b|Conn?ection/i.test(`${field.description} ${String(field.type)}`),
        )
        .map((field) => `${type.name}.${field.name}`),
    );
  expect(unexplained.filter((field) => !costsARequest(field))).toEqual([]);
});

/** Links that are null only when the bank could not be asked; the error then says why. */
function costsARequest(field: string): boolean {
  return ['BankAccount.organization', 'Transaction.bankAccount'].includes(field);
}

it('lets no root field erase its siblings', () => {
  const fields = roots().flatMap((type) => Object.values(type?.getFields() ?? {}));
  expect(fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
});

it('uses the name of an enum value as its value, so that defaults and variables agree', () => {
  for (const type of ownTypes().filter(isEnumType))
    for (const { name, value } of type.getValues()) expect(value).toBe(name);
});

it.each(readdirSync('operations').filter((name) => name.endsWith('.graphql')))(
  'accepts operations/%s',
  (name) => {
    expect(validate(schema, parse(readFileSync(`operations/${name}`, 'utf8')))).toEqual([]);
  },
);
