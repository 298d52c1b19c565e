import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { pick, type Random } from './token-soup.js';

export interface SchemaDocument {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface SchemaDocumentOptions {
  readonly random: Random;
  /** Ids of objects that are there, by the name of their type. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Whether writes are made as well. */
  readonly mutations: boolean;
  /** The largest page that is asked for. */
  readonly largestPage: number;
}

/** A document that is valid by the schema, with variables, aliases, fragments and directives, of random fields. */
export function schemaDocument(schema: GraphQLSchema, options: SchemaDocumentOptions): SchemaDocument {
  return new Writer(schema, options).document();
}

class Writer {
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  #fieldsLeft = 40;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly options: SchemaDocumentOptions,
  ) {}

  document(): SchemaDocument {
    const { random, mutations } = this.options;
    const isMutation = mutations && random() < 0.2;
    const type = (isMutation ? this.schema.getMutationType() : this.schema.getQueryType())!;
    const fields = Object.values(type.getFields());
    const chosen = isMutation ? [pick(random, fields)] : this.#some(fields, 3);
    const selections = chosen.map((field, index) => this.#field(type, field, 0, `r${index}`)).join(' ');
    const head = this.#declared.length === 0 ? '' : `Q(${this.#declared.join(', ')})`;
    const query = `${isMutation ? 'mutation' : 'query'} ${head} { ${selections} } ${this.#fragments.join(' ')}`;
    return { query, variables: this.#variables };
  }

  #some<Item>(items: readonly Item[], most: number): Item[] {
    const { random } = this.options;
    const count = 1 + Math.floor(random() * most);
    return [...new Set(Array.from({ length: count }, () => pick(random, items)))];
  }

  #field(
    parent: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    depth: number,
    alias?: string,
  ): string {
    const { random } = this.options;
    this.#fieldsLeft--;
    const given = field.args.flatMap((argument) => this.#argument(parent, field, argument));
    const name = alias === undefined ? field.name : `${alias}: ${field.name}`;
    const directive = random() < 0.05 ? ` @${pick(random, ['include', 'skip'])}(if: ${this.#flag()})` : '';
    const head = `${name}${given.length === 0 ? '' : `(${given.join(', ')})`}${directive}`;
    return `${head}${this.#selection(field.type, depth + 1)}`;
  }

  #flag(): string {
    const { random } = this.options;
    return random() < 0.5 ? String(random() < 0.5) : this.#variable('Boolean!', random() < 0.5);
  }

  #selection(output: GraphQLOutputType, depth: number): string {
    const type: GraphQLNamedType = getNamedType(output);
    if (isLeafType(type)) return '';
    const { random } = this.options;
    if (isAbstractType(type)) {
      const objects = this.#some(this.schema.getPossibleTypes(type), 2);
      const parts = objects.map((object) => `... on ${object.name} ${this.#leaves(object)}`);
      return ` { __typename ${parts.join(' ')} }`;
    }
    if (!isObjectType(type)) throw new Error('A field has neither a value nor fields.');
    const fields = Object.values(type.getFields());
    const mayGoOn = depth < 6 && this.#fieldsLeft > 0;
    const fit = mayGoOn ? fields : fields.filter((field) => isLeafType(getNamedType(field.type)));
    const chosen = fit.length === 0 ? [] : this.#some(fit, 6);
    // Pages are of no use without their rows.
    const nodes = type.getFields()['nodes'];
    if (nodes && mayGoOn && random() < 0.7) chosen.push(nodes);
    const parts = [...new Set(chosen)].map((field, index) =>
      this.#field(type, field, depth, random() < 0.1 ? `${field.name}${index}` : undefined),
    );
    if (random() < 0.1) parts.push('__typename');
    if (parts.length === 0) parts.push('__typename');
    if (random() < 0.08 && this.#fragments.length < 5) return ` { ...${this.#fragment(type, parts)} }`;
    return ` { ${parts.join(' ')} }`;
  }

  #leaves(type: GraphQLObjectType): string {
    const fields = Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
    const names = fields.length === 0 ? ['__typename'] : this.#some(fields, 3).map(({ name }) => name);
    // Fields of equal names and different types must not meet.
    return `{ ${names.map((name) => `${type.name}_${name}: ${name}`).join(' ')} }`;
  }

  #fragment(type: GraphQLObjectType, parts: readonly string[]): string {
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${type.name} { ${parts.join(' ')} }`);
    return name;
  }

  #argument(
    parent: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    argument: GraphQLArgument,
  ): readonly string[] {
    const { random, largestPage } = this.options;
    if (['last', 'after', 'before'].includes(argument.name)) return [];
    const isPage = argument.name === 'first';
    if (!isPage && !isNonNullType(argument.type) && random() < 0.7) return [];
    const value = isPage
      ? 1 + Math.floor(random() * largestPage)
      : this.#value(argument.type, argument, field, parent);
    if (random() < 0.5) return [`${argument.name}: ${this.#variable(String(argument.type), value)}`];
    return [`${argument.name}: ${literal(value, argument.type)}`];
  }

  #variable(type: string, value: unknown): string {
    const name = `v${this.#declared.length}`;
    this.#declared.push(`$${name}: ${type}`);
    this.#variables[name] = value;
    return `$${name}`;
  }

  #value(
    input: GraphQLInputType,
    at: GraphQLArgument | GraphQLInputField,
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLObjectType,
  ): unknown {
    const { random } = this.options;
    const type = getNullableType(input);
    if (isListType(type)) {
      const length = at.name === 'ids' ? 1 + Math.floor(random() * 4) : Math.floor(random() * 3) || 1;
      return Array.from({ length }, () => this.#value(type.ofType, at, field, parent));
    }
    if (isEnumType(type)) return pick(random, type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const chosen = type.isOneOf
        ? [pick(random, fields)]
        : fields.filter((inner) => isNonNullType(inner.type) || random() < 0.25);
      return Object.fromEntries(
        chosen.map((inner) => [inner.name, this.#value(inner.type, inner, field, parent)]),
      );
    }
    return this.#scalar(getNamedType(type).name, at.name, getNamedType(field.type).name);
  }

  #scalar(scalar: string, name: string, found: string): unknown {
    const { random, ids } = this.options;
    const known = (type: string) => ids[type] ?? ['unknown'];
    switch (scalar) {
      case 'ID':
        if (name === 'idempotencyKey') return `key-${Math.floor(random() * 1e9)}`;
        if (random() < 0.1) return 'unknown';
        return pick(random, known(idTypes[name] ?? found));
      case 'Int':
      case 'WaitSeconds':
        return 0;
      case 'Float':
        return random();
      case 'Boolean':
        return random() < 0.5;
      case 'String':
        return pick(random, ['', 'text', 'a\r\nb', '💶', '../../etc/passwd', '__proto__', 'a'.repeat(200)]);
      default:
        return pick(random, scalarSamples[scalar] ?? ['text']);
    }
  }
}

/** Whose id an argument of that name is. */
const idTypes: Readonly<Record<string, string>> = {
  bankAccountId: 'BankAccount',
  bankAccountIds: 'BankAccount',
  beneficiaryId: 'Beneficiary',
  beneficiaryIds: 'Beneficiary',
  clientId: 'Client',
  attachmentId: 'Attachment',
  attachmentIds: 'Attachment',
  ids: 'Attachment',
  approverIds: 'Membership',
};

/** What is taken for a scalar, by its name. */
export const scalarSamples: Readonly<Record<string, readonly string[]>> = {
  Base64: ['JVBERi0xLjQK', '', 'AAAA'],
  BIC: ['QNTOFRP1XXX', 'AGRIFRPP'],
  CountryCode: ['FR', 'DE'],
  CurrencyCode: ['EUR', 'USD'],
  Date: ['2026-01-31', '2024-02-29'],
  DateTime: ['2026-01-01T00:00:00Z', '2025-12-31T23:59:59.999+02:00'],
  Decimal: ['0.01', '12.50', '-3', '99999999999.99'],
  EmailAddress: ['ada@example.com'],
  IBAN: ['FR7616798000010000005663951', 'FR7616958000014849440866435'],
  URL: ['https://example.com/'],
};

/** A value as it is written in a document. */
export function literal(value: unknown, input: GraphQLInputType): string {
  const type = getNullableType(input);
  if (Array.isArray(value) && isListType(type))
    return `[${value.map((item) => literal(item, type.ofType)).join(', ')}]`;
  if (isInputObjectType(type) && typeof value === 'object' && value !== null) {
    const fields = type.getFields();
    const parts = Object.entries(value).map(
      ([name, inner]) => `${name}: ${literal(inner, fields[name]!.type)}`,
    );
    return `{ ${parts.join(', ')} }`;
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value);
}
