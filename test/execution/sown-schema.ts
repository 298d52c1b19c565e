import {
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isIntrospectionType,
} from 'graphql';
import { SownValues } from './sown-values.js';
import type { Turns } from './turns.js';
import { type Forecast, hash, Weather } from './weather.js';

type Resolver = GraphQLFieldResolver<unknown, SownWorld>;
type Path = GraphQLResolveInfo['path'];

/**
 * Has every field of a schema answer what the context, a {@link SownWorld}, sows for its path.
 *
 * Some fields keep graphql-js' default resolver and are properties or methods of their rows, as most of the gateway's are.
 */
export function sowResolvers(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    if (isAbstractType(type)) type.resolveType = undefined;
    if (!(type instanceof GraphQLObjectType)) continue;
    type.isTypeOf = undefined;
    for (const field of Object.values(type.getFields()))
      if (field.resolve !== undefined || hash(`${type.name}.${field.name}`) % 3 === 0) field.resolve = sown;
  }
  return schema;
}

const sown: Resolver = (_source, args, world, info) => {
  world.wasAsked(args, info);
  return world.values.at(info.returnType, textOf(info.path));
};

/** The rows of one execution, and the record of what was asked of them. */
export class SownWorld {
  readonly values: SownValues;
  readonly weather: Weather;
  /** All calls of resolvers in their order, with the turn they came in and everything that they were told. */
  readonly calls: string[] = [];
  readonly rootValue: unknown;
  /** Of objects that every resolver is told; one text for each, however often it is told. */
  readonly #texts = new WeakMap<object, string>();

  constructor(
    private readonly schema: GraphQLSchema,
    forecast: Forecast,
    readonly turns: Turns,
    rootType: GraphQLObjectType,
  ) {
    this.weather = new Weather(forecast, turns);
    this.values = new SownValues(schema, this.weather, (type, key) => this.#row(type, key));
    this.rootValue = forecast.seed % 10 === 0 ? undefined : this.#row(rootType, 'root');
  }

  wasAsked(args: object, info: GraphQLResolveInfo): void {
    const { parentType, fieldName, returnType, fieldNodes, path } = info;
    const nodes = fieldNodes.map(({ loc }) => loc?.start).join('+');
    this.note(
      `${typedPath(path)} ${parentType.name}.${fieldName}: ${returnType.toString()} @${nodes} ` +
        `${argumentsText(args)} ${this.#known(info)}`,
    );
  }

  note(call: string): void {
    this.calls.push(`${this.turns.played} ${call}`);
  }

  #row(type: GraphQLObjectType, key: string): object {
    const Row = rowClassOf(type);
    return new Row(this, key);
  }

  /** What is the same for all fields of an execution. */
  #known({ schema, rootValue, operation, fragments, variableValues }: GraphQLResolveInfo): string {
    const text = (value: object, make: () => string): string => {
      const known = this.#texts.get(value) ?? make();
      this.#texts.set(value, known);
      return known;
    };
    return [
      schema === this.schema,
      rootValue === this.rootValue,
      operation.loc?.start,
      text(fragments, () => Object.keys(fragments).join()),
      text(variableValues, () => argumentsText(variableValues)),
    ].join(' ');
  }
}

/** A row whose fields without a resolver are properties and methods, each worth what is sown for it. */
interface RowClass {
  new (world: SownWorld, key: string): object;
}

const rowClasses = new WeakMap<GraphQLObjectType, RowClass>();

function rowClassOf(type: GraphQLObjectType): RowClass {
  const known = rowClasses.get(type);
  if (known !== undefined) return known;
  class Row {
    readonly rowType = type.name;
    constructor(
      readonly world: SownWorld,
      readonly key: string,
    ) {}
  }
  for (const field of Object.values(type.getFields()))
    if (!field.resolve) Object.defineProperty(Row.prototype, field.name, { get: propertyOf(type, field) });
  rowClasses.set(type, Row);
  return Row;
}

/** The getter of a field. */
function propertyOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>) {
  const isMethod = field.args.length > 0 || hash(`${field.name} of ${type.name}`) % 5 === 0;
  return function (this: { world: SownWorld; key: string }): unknown {
    const find = (): unknown => this.world.values.at(field.type, `${this.key}.${field.name}`);
    if (!isMethod) return find();
    return (args: object, world: SownWorld, info: GraphQLResolveInfo) => {
      world.wasAsked(args, info);
      return find();
    };
  };
}

function textOf({ prev, key }: Path): string {
  return `${prev === undefined ? '' : textOf(prev)}${typeof key === 'number' ? '#' : '.'}${key}`;
}

function typedPath({ prev, key, typename }: Path): string {
  return `${prev === undefined ? '' : `${typedPath(prev)}/`}${key}${typename === undefined ? '' : `(${typename})`}`;
}

/** With what JSON leaves out. */
function argumentsText(args: object): string {
  return JSON.stringify(args, (_key, value: unknown) => {
    if (value === undefined || typeof value === 'bigint' || typeof value === 'symbol') return String(value);
    return Object.is(value, -0) ? '-0' : value;
  });
}
