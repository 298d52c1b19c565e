/* eslint-disable */
import * as types from './graphql.js';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
  'query BrowseTransactions {\n  transactions(first: 10) {\n    nodes {\n      id\n      label\n      status\n      settledAt\n      signedAmount {\n        value\n        currency\n      }\n      bankAccount {\n        id\n        name\n      }\n      attachments {\n        id\n        fileName\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}': typeof types.BrowseTransactionsDocument;
  'query Company {\n  organization {\n    name\n    legalName\n    mainBankAccount {\n      name\n      iban\n    }\n  }\n  bankAccounts {\n    nodes {\n      id\n      name\n      status\n      isMain\n      balance {\n        value\n        currency\n      }\n      authorizedBalance {\n        value\n        currency\n      }\n    }\n    totalCount\n  }\n  memberships {\n    nodes {\n      firstName\n      lastName\n      role\n    }\n  }\n}': typeof types.CompanyDocument;
  'query DownloadLinks($ids: [ID!]!) {\n  attachments(ids: $ids) {\n    id\n    fileName\n    contentType\n    fileSize\n    url\n    urlExpiresAt\n  }\n}': typeof types.DownloadLinksDocument;
  'query SyncSupplierInvoices($since: DateTime!, $first: Int = 99, $after: String, $withLinks: Boolean = true) {\n  supplierInvoices(\n    first: $first\n    after: $after\n    filter: {updatedAt: {from: $since}}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    nodes {\n      id\n      number\n      status\n      issueDate\n      dueDate\n      updatedAt\n      supplierName\n      hasDuplicates\n      payableAmount {\n        value\n        currency\n      }\n      totalAmount {\n        value\n        currency\n      }\n      attachment {\n        id\n        ... @include(if: $withLinks) {\n          fileName\n          contentType\n          url\n          urlExpiresAt\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    checkpoint\n  }\n}': typeof types.SyncSupplierInvoicesDocument;
  'query StartTransactionSync($since: DateTime!, $first: Int = 100) {\n  bankAccounts(first: 500) {\n    nodes {\n      id\n      name\n      transactions(\n        first: $first\n        filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n        orderBy: {field: UPDATED_AT, direction: ASC}\n      ) {\n        ...TransactionPage\n      }\n    }\n  }\n}\n\nquery ContinueTransactionSync($accountId: ID!, $since: DateTime!, $first: Int = 495, $after: String) {\n  transactions(\n    first: $first\n    after: $after\n    filter: {bankAccountIds: [$accountId], updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    ...TransactionPage\n  }\n}\n\nfragment TransactionPage on TransactionConnection {\n  nodes {\n    id\n    status\n    operationType\n    label\n    reference\n    emittedAt\n    settledAt\n    updatedAt\n    signedAmount {\n      value\n      currency\n    }\n    counterparty {\n      name\n    }\n    attachments {\n      id\n      fileName\n      url\n      urlExpiresAt\n    }\n  }\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  checkpoint\n}': typeof types.StartTransactionSyncDocument;
  'query SyncTransactions($since: DateTime!, $first: Int = 99, $after: String) {\n  transactions(\n    first: $first\n    after: $after\n    filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    nodes {\n      id\n      status\n      operationType\n      label\n      reference\n      emittedAt\n      settledAt\n      updatedAt\n      signedAmount {\n        value\n        currency\n      }\n      counterparty {\n        name\n      }\n      bankAccount {\n        id\n        name\n      }\n      attachments {\n        id\n        fileName\n        contentType\n        url\n        urlExpiresAt\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    checkpoint\n  }\n}': typeof types.SyncTransactionsDocument;
};
const documents: Documents = {
  'query BrowseTransactions {\n  transactions(first: 10) {\n    nodes {\n      id\n      label\n      status\n      settledAt\n      signedAmount {\n        value\n        currency\n      }\n      bankAccount {\n        id\n        name\n      }\n      attachments {\n        id\n        fileName\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}':
    types.BrowseTransactionsDocument,
  'query Company {\n  organization {\n    name\n    legalName\n    mainBankAccount {\n      name\n      iban\n    }\n  }\n  bankAccounts {\n    nodes {\n      id\n      name\n      status\n      isMain\n      balance {\n        value\n        currency\n      }\n      authorizedBalance {\n        value\n        currency\n      }\n    }\n    totalCount\n  }\n  memberships {\n    nodes {\n      firstName\n      lastName\n      role\n    }\n  }\n}':
    types.CompanyDocument,
  'query DownloadLinks($ids: [ID!]!) {\n  attachments(ids: $ids) {\n    id\n    fileName\n    contentType\n    fileSize\n    url\n    urlExpiresAt\n  }\n}':
    types.DownloadLinksDocument,
  'query SyncSupplierInvoices($since: DateTime!, $first: Int = 99, $after: String, $withLinks: Boolean = true) {\n  supplierInvoices(\n    first: $first\n    after: $after\n    filter: {updatedAt: {from: $since}}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    nodes {\n      id\n      number\n      status\n      issueDate\n      dueDate\n      updatedAt\n      supplierName\n      hasDuplicates\n      payableAmount {\n        value\n        currency\n      }\n      totalAmount {\n        value\n        currency\n      }\n      attachment {\n        id\n        ... @include(if: $withLinks) {\n          fileName\n          contentType\n          url\n          urlExpiresAt\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    checkpoint\n  }\n}':
    types.SyncSupplierInvoicesDocument,
  'query StartTransactionSync($since: DateTime!, $first: Int = 100) {\n  bankAccounts(first: 500) {\n    nodes {\n      id\n      name\n      transactions(\n        first: $first\n        filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n        orderBy: {field: UPDATED_AT, direction: ASC}\n      ) {\n        ...TransactionPage\n      }\n    }\n  }\n}\n\nquery ContinueTransactionSync($accountId: ID!, $since: DateTime!, $first: Int = 495, $after: String) {\n  transactions(\n    first: $first\n    after: $after\n    filter: {bankAccountIds: [$accountId], updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    ...TransactionPage\n  }\n}\n\nfragment TransactionPage on TransactionConnection {\n  nodes {\n    id\n    status\n    operationType\n    label\n    reference\n    emittedAt\n    settledAt\n    updatedAt\n    signedAmount {\n      value\n      currency\n    }\n    counterparty {\n      name\n    }\n    attachments {\n      id\n      fileName\n      url\n      urlExpiresAt\n    }\n  }\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  checkpoint\n}':
    types.StartTransactionSyncDocument,
  'query SyncTransactions($since: DateTime!, $first: Int = 99, $after: String) {\n  transactions(\n    first: $first\n    after: $after\n    filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    nodes {\n      id\n      status\n      operationType\n      label\n      reference\n      emittedAt\n      settledAt\n      updatedAt\n      signedAmount {\n        value\n        currency\n      }\n      counterparty {\n        name\n      }\n      bankAccount {\n        id\n        name\n      }\n      attachments {\n        id\n        fileName\n        contentType\n        url\n        urlExpiresAt\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    checkpoint\n  }\n}':
    types.SyncTransactionsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'query BrowseTransactions {\n  transactions(first: 10) {\n    nodes {\n      id\n      label\n      status\n      settledAt\n      signedAmount {\n        value\n        currency\n      }\n      bankAccount {\n        id\n        name\n      }\n      attachments {\n        id\n        fileName\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}',
): typeof import('./graphql.js').BrowseTransactionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'query Company {\n  organization {\n    name\n    legalName\n    mainBankAccount {\n      name\n      iban\n    }\n  }\n  bankAccounts {\n    nodes {\n      id\n      name\n      status\n      isMain\n      balance {\n        value\n        currency\n      }\n      authorizedBalance {\n        value\n        currency\n      }\n    }\n    totalCount\n  }\n  memberships {\n    nodes {\n      firstName\n      lastName\n      role\n    }\n  }\n}',
): typeof import('./graphql.js').CompanyDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'query DownloadLinks($ids: [ID!]!) {\n  attachments(ids: $ids) {\n    id\n    fileName\n    contentType\n    fileSize\n    url\n    urlExpiresAt\n  }\n}',
): typeof import('./graphql.js').DownloadLinksDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'query SyncSupplierInvoices($since: DateTime!, $first: Int = 99, $after: String, $withLinks: Boolean = true) {\n  supplierInvoices(\n    first: $first\n    after: $after\n    filter: {updatedAt: {from: $since}}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    nodes {\n      id\n      number\n      status\n      issueDate\n      dueDate\n      updatedAt\n      supplierName\n      hasDuplicates\n      payableAmount {\n        value\n        currency\n      }\n      totalAmount {\n        value\n        currency\n      }\n      attachment {\n        id\n        ... @include(if: $withLinks) {\n          fileName\n          contentType\n          url\n          urlExpiresAt\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    checkpoint\n  }\n}',
): typeof import('./graphql.js').SyncSupplierInvoicesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'query StartTransactionSync($since: DateTime!, $first: Int = 100) {\n  bankAccounts(first: 500) {\n    nodes {\n      id\n      name\n      transactions(\n        first: $first\n        filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n        orderBy: {field: UPDATED_AT, direction: ASC}\n      ) {\n        ...TransactionPage\n      }\n    }\n  }\n}\n\nquery ContinueTransactionSync($accountId: ID!, $since: DateTime!, $first: Int = 495, $after: String) {\n  transactions(\n    first: $first\n    after: $after\n    filter: {bankAccountIds: [$accountId], updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    ...TransactionPage\n  }\n}\n\nfragment TransactionPage on TransactionConnection {\n  nodes {\n    id\n    status\n    operationType\n    label\n    reference\n    emittedAt\n    settledAt\n    updatedAt\n    signedAmount {\n      value\n      currency\n    }\n    counterparty {\n      name\n    }\n    attachments {\n      id\n      fileName\n      url\n      urlExpiresAt\n    }\n  }\n  pageInfo {\n    hasNextPage\n    endCursor\n  }\n  checkpoint\n}',
): typeof import('./graphql.js').StartTransactionSyncDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(
  source: 'query SyncTransactions($since: DateTime!, $first: Int = 99, $after: String) {\n  transactions(\n    first: $first\n    after: $after\n    filter: {updatedAt: {from: $since}, statuses: [COMPLETED, PENDING, DECLINED]}\n    orderBy: {field: UPDATED_AT, direction: ASC}\n  ) {\n    nodes {\n      id\n      status\n      operationType\n      label\n      reference\n      emittedAt\n      settledAt\n      updatedAt\n      signedAmount {\n        value\n        currency\n      }\n      counterparty {\n        name\n      }\n      bankAccount {\n        id\n        name\n      }\n      attachments {\n        id\n        fileName\n        contentType\n        url\n        urlExpiresAt\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    checkpoint\n  }\n}',
): typeof import('./graphql.js').SyncTransactionsDocument;

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
