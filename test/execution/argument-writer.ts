import {
  getNamedType,
  getNullableType,
  GraphQLNonNull,
  type GraphQLArgument,
  GraphQLBoolean,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';
import { literal, scalarSamples } from '../fuzz/schema-document.js';
import { pick, type Random } from './weather.js';

interface Variable {
  readonly type: GraphQLInputType;
  readonly hasDefault: boolean;
}

const mostDepth = 3;
const mostVariables = 12;

/** Writes the arguments of fields, and the variables that they take. */
export class ArgumentWriter {
  readonly #variables = new Map<string, Variable>();
  readonly #declared: string[] = [];

  constructor(private readonly random: Random) {}

  get #isFull(): boolean {
    return this.#variables.size === mostVariables;
  }

  /** `(first: 3, filter: $v0)`, or nothing. */
  of(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.flatMap((argument) => {
      if (this.random() < 0.6 && !isRequired(argument)) return [];
      return [`${argument.name}: ${this.#text(argument, 0)}`];
    });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  /** The condition of a directive. */
  flag(): string {
    if (this.random() < 0.5 || this.#isFull) return String(this.random() < 0.5);
    const defaultText = this.random() < 0.3 ? ` = ${this.random() < 0.5}` : '';
    // With a default it may be nullable, and then somebody gives null.
    const type =
      defaultText !== '' && this.random() < 0.3 ? GraphQLBoolean : new GraphQLNonNull(GraphQLBoolean);
    return this.#declare(type, defaultText);
  }

  /** `($v0: Int = 3)`, or nothing. */
  declarations(): string {
    return this.#declared.length === 0 ? '' : `(${this.#declared.join(', ')})`;
  }

  /** Values for all variables; now and then some that are refused. */
  values(): Record<string, unknown> {
    const isWrong = this.random() < 0.06;
    const entries = [...this.#variables].flatMap(([name, { type, hasDefault }]) => {
      if (isWrong && this.random() < 0.5)
        return this.random() < 0.3 ? [] : [[name, pick(this.random, wrong)]];
      const mayBeLeftOut = hasDefault || !isNonNullType(type);
      if (mayBeLeftOut && this.random() < 0.3) return [];
      return [[name, this.#value(type, 0)]];
    });
    const own = Object.fromEntries(entries) as Record<string, unknown>;
    return this.random() < 0.1 ? { ...own, unknown: 5 } : own;
  }

  /** What stands for a value in the document: a literal, a variable, or a literal that holds variables. */
  #text(at: GraphQLArgument | GraphQLInputField, depth: number): string {
    if (this.random() < 0.4 && !this.#isFull) return this.#variable(at);
    return this.#literal(at.type, depth);
  }

  #literal(given: GraphQLInputType, depth: number): string {
    if (!isNonNullType(given) && this.random() < 0.1) return 'null';
    const type = getNullableType(given);
    if (isListType(type)) {
      const isOne = this.random() < 0.2 && !isListType(getNullableType(type.ofType));
      if (isOne) return this.#literal(nonNullInside(type.ofType), depth);
      const length = Math.floor(this.random() * 3);
      return `[${Array.from({ length }, () => this.#inside(type.ofType, depth)).join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      const fields = this.#fieldsOf(type, depth).map(
        (field) =>
          `${field.name}: ${type.isOneOf ? this.#literal(nonNullInside(field.type), depth + 1) : this.#text(field, depth + 1)}`,
      );
      return `{ ${fields.join(', ')} }`;
    }
    return literal(this.#leaf(type), type);
  }

  /** An item of a list. */
  #inside(type: GraphQLInputType, depth: number): string {
    if (this.random() < 0.25 && !this.#isFull) return this.#declare(type, '');
    return this.#literal(type, depth);
  }

  #variable({ type, defaultValue }: GraphQLArgument | GraphQLInputField): string {
    // A variable that may be null can stand where null may not, if there is a default.
    if (isNonNullType(type) && this.random() < 0.3) {
      const nullable = type.ofType as GraphQLInputType;
      if (defaultValue !== undefined && this.random() < 0.5) return this.#declare(nullable, '');
      return this.#declare(nullable, ` = ${this.#constant(type)}`);
    }
    const isDefault = this.random() < 0.3;
    return this.#declare(type, isDefault ? ` = ${this.#constant(type)}` : '');
  }

  #constant(type: GraphQLInputType): string {
    return literal(this.#value(type, mostDepth) ?? null, type);
  }

  #declare(type: GraphQLInputType, defaultText: string): string {
    const name = pick(this.random, [`v${this.#variables.size}`, `constructor${this.#variables.size || ''}`]);
    if (this.#variables.has(name)) return this.#declare(type, defaultText);
    this.#variables.set(name, { type, hasDefault: defaultText !== '' });
    this.#declared.push(`$${name}: ${type.toString()}${defaultText}`);
    return `$${name}`;
  }

  /** A value as it comes in JSON. */
  #value(given: GraphQLInputType, depth: number): unknown {
    if (!isNonNullType(given) && this.random() < 0.15) return null;
    const type = getNullableType(given);
    if (isListType(type)) {
      if (this.random() < 0.15 && depth < mostDepth && !isListType(getNullableType(type.ofType)))
        return this.#value(nonNullInside(type.ofType), depth);
      const length = Math.floor(this.random() * 3);
      return Array.from({ length }, () => this.#value(type.ofType, depth));
    }
    if (!isInputObjectType(type)) return this.#leaf(type);
    const fields = this.#fieldsOf(type, depth).map((field) => {
      const wanted = type.isOneOf ? nonNullInside(field.type) : field.type;
      return [field.name, this.#value(wanted, depth + 1)];
    });
    return Object.fromEntries(fields) as unknown;
  }

  #fieldsOf(type: GraphQLInputObjectType, depth: number): readonly GraphQLInputField[] {
    const fields = Object.values(type.getFields());
    if (type.isOneOf) return [pick(this.random, fields)];
    return fields.filter(
      (field) => isRequiredInputField(field) || (depth < mostDepth && this.random() < 0.25),
    );
  }

  #leaf(given: GraphQLInputType): unknown {
    const type = getNamedType(given);
    if (isEnumType(type)) return pick(this.random, type.getValues()).name;
    return pick(this.random, leaves[type.name] ?? scalarSamples[type.name] ?? ['text']);
  }
}

const leaves: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, 1, 3, -7],
  Float: [0.5, 2, -1.25],
  Boolean: [true, false],
  ID: ['id', '7', 7],
  String: ['', 'text', 'a "quoted" text', '💶'],
  WaitSeconds: [0, 5],
};

const wrong: readonly unknown[] = [
  null,
  'wrong',
  1.5,
  {},
  [],
  { a: { b: 1 } },
  true,
  ['', null],
  '__proto__',
];

function isRequired({ type, defaultValue }: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function nonNullInside(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type : new GraphQLNonNull(type);
}
