import { buildSchema, graphql } from 'graphql';

/** What the service says of itself to composers. It knows rows of the bank by their ids and nothing else. */
export const projectsSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

  type Query {
    projects: [Project!]!
  }

  type Project @key(fields: "id") {
    id: ID!
    name: String!
    client: Client!
    transactions: [Transaction!]!
  }

  type Client @key(fields: "id", resolvable: false) {
    id: ID!
  }

  type Transaction @key(fields: "id") {
    id: ID!
    project: Project
  }

  type ClientInvoice @key(fields: "id") {
    id: ID!
    project: Project
  }
`;

const schema = buildSchema(`
  scalar _Any
  scalar FieldSet
  directive @link(url: String!, import: [String!]) on SCHEMA
  directive @key(fields: FieldSet!, resolvable: Boolean) on OBJECT
  union _Entity = Project | Transaction | ClientInvoice
  extend type Query {
    _entities(representations: [_Any!]!): [_Entity]!
  }
  schema {
    query: Query
  }
  ${projectsSdl}
`);

/** An internal service beside the bank: projects, with the client, the transactions and the invoices of each. */
export class Projects {
  /** Headers of the requests that came in. */
  requests = [];

  /** @param {{ id: string, name: string, clientId: string, transactionIds: string[], invoiceIds: string[] }[]} rows */
  constructor(rows) {
    this.rows = rows;
  }

  /** Answers a GraphQL request. */
  async answer({ query, variables }, headers) {
    this.requests.push(headers);
    return graphql({
      schema,
      source: query,
      variableValues: variables,
      rootValue: {
        projects: () => this.rows.map(toProject),
        _entities: ({ representations }) => representations.map((reference) => this.#find(reference)),
      },
    });
  }

  #find({ __typename, id }) {
    if (__typename === 'Project') {
      const row = this.rows.find((project) => project.id === id);
      return row ? toProject(row) : null;
    }
    const ids = __typename === 'Transaction' ? 'transactionIds' : 'invoiceIds';
    const row = this.rows.find((project) => project[ids].includes(id));
    return { __typename, id, project: row ? toProject(row) : null };
  }
}

function toProject({ id, name, clientId, transactionIds }) {
  return {
    __typename: 'Project',
    id,
    name,
    client: { id: clientId },
    transactions: transactionIds.map((transactionId) => ({ id: transactionId })),
  };
}
