import {
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

export interface WholeQuery {
  readonly name: string;
  readonly document: string;
  /** Whether it asks for one row, by the variable `id`. */
  readonly takesId: boolean;
}

/** One query for each root field that needs no more than an id: with all of its rows, and all of the rows they link to. */
export function wholeQueries(schema: GraphQLSchema): WholeQuery[] {
  const fields = Object.values(schema.getQueryType()!.getFields()).filter(({ args }) =>
    args.filter(isRequiredArgument).every(({ name }) => name === 'id'),
  );
  const rows = new Set(fields.map(({ type }) => rowOf(type)));
  return fields.map(({ name, type, args }) => {
    const takesId = args.some((argument) => argument.name === 'id');
    const isList = args.some((argument) => argument.name === 'first');
    const given = takesId ? '(id: $id)' : isList ? '(first: 8)' : '';
    const selection = selectionOf(type, rows, 0);
    return {
      name,
      takesId,
      document: `${takesId ? 'query ($id: ID!)' : 'query'} { ${name}${given} ${selection} }`,
    };
  });
}

/** The row of a page, or the type itself. */
function rowOf(type: GraphQLOutputType): GraphQLNamedType {
  const named = getNamedType(type);
  return isPage(named) ? getNamedType(named.getFields()['nodes']!.type) : named;
}

function isPage(type: GraphQLNamedType): type is GraphQLObjectType {
  return isObjectType(type) && type.name.endsWith('Connection');
}

/** `links` counts the links that were followed from row to row. */
function selectionOf(type: GraphQLOutputType, rows: ReadonlySet<GraphQLNamedType>, links: number): string {
  const named = getNamedType(type);
  if (isUnionType(named))
    return `{ __typename ${named
      .getTypes()
      .map((member) => `... on ${member.name} ${selectionOf(member, rows, links)}`)
      .join(' ')} }`;
  if (!isObjectType(named)) return '';
  const parts = Object.values(named.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    // `edges` has the same rows as `nodes`; a page below a row is a list of its own.
    if (field.name === 'edges' || isPage(below)) return [];
    const isLink = rows.has(below) && !isPage(named);
    if (isLink && links === 1) return [];
    return [`${field.name} ${selectionOf(field.type, rows, links + (isLink ? 1 : 0))}`];
  });
  return `{ ${parts.join(' ')} }`;
}
