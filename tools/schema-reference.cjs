// A plugin of GraphQL Code Generator: prints the schema as a page for people, docs/schema.md.
const {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} = require('graphql');

module.exports = {
  plugin(schema) {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(
      Boolean,
    );
    const types = Object.values(schema.getTypeMap())
      .filter((type) => !roots.includes(type) && !isIntrospectionType(type) && !isSpecifiedScalarType(type))
      .sort((one, other) => one.name.localeCompare(other.name));
    const sections = [
      ...roots.map((root) => section(titles[root.name] ?? root.name, operations(root))),
      section('Objects', types.filter((type) => isObjectType(type) || isInterfaceType(type)).map(fieldsOf)),
      section('Inputs', types.filter(isInputObjectType).map(fieldsOf)),
      section('Enums', types.filter(isEnumType).map(valuesOf)),
      section('Unions', types.filter(isUnionType).map(membersOf)),
      section(
        'Scalars',
        types.filter(isScalarType).map((type) => `### ${type.name}\n\n${type.description ?? ''}`),
      ),
    ];
    const note = 'Generated from the schema by `npm run codegen`: change the descriptions there.';
    return `# Schema reference\n\n${note}\n\n${sections.filter(Boolean).join('\n\n')}\n`;
  },
};

const titles = { Query: 'Queries', Mutation: 'Mutations', Subscription: 'Subscriptions' };

function section(title, parts) {
  return parts.length === 0 ? '' : `## ${title}\n\n${parts.join('\n\n')}`;
}

function operations(root) {
  return Object.values(root.getFields())
    .sort((one, other) => one.name.localeCompare(other.name))
    .map((field) => {
      const rows = field.args.map((argument) =>
        row(argument.name, typed(argument.type), defaulted(argument)),
      );
      const table =
        rows.length === 0 ? '' : `\n\n| Argument | Type | |\n| --- | --- | --- |\n${rows.join('\n')}`;
      return `### ${field.name}: ${typed(field.type)}\n\n${field.description ?? ''}${scopes(field)}${table}`;
    });
}

/** What a credential for the bank needs, out of `@qontoScope`. */
function scopes({ astNode }) {
  const needed = (astNode?.directives ?? [])
    .filter(({ name }) => name.value === 'qontoScope')
    .map(({ arguments: [anyOf] }) => anyOf.value.values.map(({ value }) => `\`${value}\``).join(' or '));
  return needed.length === 0 ? '' : `\n\nOAuth scope: ${needed.join(', and ')}.`;
}

function fieldsOf(type) {
  const rows = Object.values(type.getFields()).map((field) => {
    const args = field.args?.length ? `(${field.args.map(({ name }) => name).join(', ')})` : '';
    return row(field.name + args, typed(field.type), defaulted(field));
  });
  return `### ${type.name}\n\n${type.description ?? ''}\n\n| Field | Type | |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function valuesOf(type) {
  const rows = type.getValues().map(({ name, description }) => `| \`${name}\` | ${cell(description)} |`);
  return `### ${type.name}\n\n${type.description ?? ''}\n\n| Value | |\n| --- | --- |\n${rows.join('\n')}`;
}

function membersOf(type) {
  const members = type.getTypes().map((member) => `- ${typed(member)}`);
  return `### ${type.name}\n\n${type.description ?? ''}\n\n${members.join('\n')}`;
}

function row(name, type, text) {
  return `| \`${name}\` | ${type} | ${cell(text)} |`;
}

function defaulted({ description, defaultValue }) {
  if (defaultValue === undefined) return description;
  return `${description ?? ''} Default: \`${JSON.stringify(defaultValue)}\`.`;
}

/** The type as written, linked to its place on the page. */
function typed(type) {
  const named = getNamedType(type);
  if (isSpecifiedScalarType(named)) return `\`${type}\``;
  return `[\`${type}\`](#${named.name.toLowerCase()})`;
}

function cell(text) {
  return (text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');
}
