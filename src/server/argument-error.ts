import {
  type ArgumentNode,
  type ASTNode,
  getNullableType,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  Kind,
  type ObjectFieldNode,
  parse,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** What is wrong with an argument, in words that do not repeat its value. */
export interface ArgumentProblem {
  /** `first`, `filter.statuses[0]`, or `$variable.path`. */
  readonly argument: string;
  readonly message: string;
}

/**
 * Tells which argument a value error of graphql-js is about and what is expected there; undefined for other errors.
 *
 * graphql-js prints the refused value into its messages. A value may be an IBAN or a name, so the sentence is written
 * anew from the schema.
 */
export function argumentProblem(error: GraphQLError, schema: GraphQLSchema): ArgumentProblem | undefined {
  return problemOfVariable(error, schema) ?? problemOfLiteral(error, schema);
}

function problemOfVariable(error: GraphQLError, schema: GraphQLSchema): ArgumentProblem | undefined {
  const node = error.nodes?.[0];
  if (node?.kind !== Kind.VARIABLE_DEFINITION || !error.message.includes(' got invalid value '))
    return undefined;
  const name = node.variable.name.value;
  const type = typeFromAST(schema, node.type);
  if (!isInputType(type)) return undefined;
  const path = / at "\w+((?:\.\w+|\[\d+\])*)"; /.exec(error.message)?.[1] ?? '';
  const at = typeAt(type, path) ?? { type, path: '' };
  return sentence(`$${name}${at.path}`, at.type);
}

function problemOfLiteral(error: GraphQLError, schema: GraphQLSchema): ArgumentProblem | undefined {
  const node = error.nodes?.[0];
  const loc = node?.loc;
  if (!loc || !valueKinds.has(node.kind)) return undefined;
  const types = new TypeInfo(schema);
  const path: string[] = [];
  let problem: ArgumentProblem | undefined;
  visit(
    parse(loc.source.body),
    visitWithTypeInfo(types, {
      enter(candidate) {
        if (isNamed(candidate)) path.push(candidate.name.value);
        if (candidate.kind === Kind.VARIABLE_DEFINITION) path.push(`$${candidate.variable.name.value}`);
        if (
          candidate.kind === node.kind &&
          candidate.loc?.start === loc.start &&
          candidate.loc.end === loc.end
        ) {
          const type = types.getInputType();
          problem ??= type ? sentence(path.join('.'), type) : undefined;
        }
      },
      leave(candidate) {
        if (isNamed(candidate) || candidate.kind === Kind.VARIABLE_DEFINITION) path.pop();
      },
    }),
  );
  return problem;
}

function isNamed(node: ASTNode): node is ArgumentNode | ObjectFieldNode {
  return node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD;
}

const valueKinds: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
]);

/** The type at a path of a variable, as far as the schema knows the path: what it does not know is the caller's text. */
function typeAt(type: GraphQLInputType, path: string): { type: GraphQLInputType; path: string } | undefined {
  let current: GraphQLInputType = type;
  for (const [part] of path.matchAll(/\.\w+|\[\d+\]/g)) {
    const nullable = getNullableType(current);
    if (part.startsWith('[')) {
      if (!isListType(nullable)) return undefined;
      current = nullable.ofType as GraphQLInputType;
    } else {
      const field = isInputObjectType(nullable) ? nullable.getFields()[part.slice(1)] : undefined;
      if (!field) return undefined;
      current = field.type;
    }
  }
  return { type: current, path };
}

function sentence(argument: string, type: GraphQLInputType): ArgumentProblem {
  return { argument, message: `\`${argument}\` expects ${expectation(type)}.` };
}

function expectation(type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return `a list; each item: ${expectation(nullable.ofType as GraphQLInputType)}`;
  if (isInputObjectType(nullable))
    return nullable.isOneOf
      ? `exactly one of ${Object.keys(nullable.getFields()).join(', ')}`
      : `the fields of ${nullable.name}, and no others`;
  if (isEnumType(nullable)) {
    const names = nullable.getValues().map(({ name }) => name);
    return `one of ${names.filter((name) => name !== 'UNRECOGNIZED').join(', ')}`;
  }
  const { expected } = nullable.extensions;
  return typeof expected === 'string'
    ? expected
    : (builtIn[nullable.name] ?? `a value of type ${nullable.name}`);
}

const builtIn: Readonly<Record<string, string>> = {
  Int: 'a whole number',
  Float: 'a number',
  Boolean: 'true or false',
  String: 'text',
  ID: 'an id as text',
};
