// What is asked of every candidate, as GraphQL documents of the gateway's schema and as routes of the plain candidates.
import { readFileSync } from 'node:fs';

/** Stands in a body for a key that no request before had; the load generator puts one there. */
export const newKey = 'a-new-key';

const smallFile = {
  fileName: 'bill.pdf',
  contentType: 'application/pdf',
  content: JSON.parse(
    readFileSync(new URL('../operations/bulk-upload.variables.json', import.meta.url), 'utf8'),
  ).invoices[0].document.file.content,
};

/** The twelve fields of a transaction, with what the bank embeds. */
export const transactionFields = `
  id displayId label reference status side operationType
  amount { value currency }
  emittedAt settledAt
  counterparty { name }
  attachments { id fileName contentType url }`;

const invoiceFields = `
  id number status supplierName issueDate dueDate
  totalAmount { value currency }
  attachment { id fileName contentType url }`;

/**
 * Workloads that are timed request by request. `rows` finds the rows in an answer of GraphQL. The plain candidates serve
 * `route`, with `body` when there is one.
 */
export const workloads = {
  W1: {
    name: 'W1',
    title: 'transactions(first: 50), 12 fields, attachments embedded',
    query: `query W1($ids: [ID!]) {
      transactions(first: 50, filter: { bankAccountIds: $ids }) { nodes { ${transactionFields} } } }`,
    variables: ({ accountId }) => ({ ids: [accountId] }),
    rows: (data) => data.transactions.nodes,
    route: () => '/transactions?page=1',
    requests: 240,
  },
  'W1 next': {
    name: 'W1 next',
    title: 'the page behind it, by its cursor',
    query: `query W1Next($ids: [ID!], $after: String) {
      transactions(first: 50, after: $after, filter: { bankAccountIds: $ids }) { nodes { ${transactionFields} } } }`,
    variables: ({ accountId, cursor }) => ({ ids: [accountId], after: cursor }),
    rows: (data) => data.transactions.nodes,
    route: () => '/transactions?page=2',
    requests: 240,
  },
  W2: {
    name: 'W2',
    title: 'supplierInvoices(first: 20), an attachment look-up each',
    query: `query W2 { supplierInvoices(first: 20) { nodes { ${invoiceFields} } } }`,
    variables: () => ({}),
    rows: (data) => data.supplierInvoices.nodes,
    route: () => '/supplier-invoices',
    requests: 120,
  },
  W5: {
    name: 'W5',
    title: 'transaction(id), the same fields',
    query: `query W5($id: ID!) { transaction(id: $id) { ${transactionFields} } }`,
    variables: ({ transactionId }) => ({ id: transactionId }),
    rows: (data) => [data.transaction],
    route: ({ transactionId }) => `/transaction/${transactionId}`,
    requests: 480,
  },
  W6: {
    name: 'W6',
    title: 'uploadAttachment of 329 bytes, a new key each time',
    query: `mutation W6($input: UploadAttachmentInput!) {
      uploadAttachment(input: $input) { outcome attachment { id } } }`,
    variables: () => ({ input: { idempotencyKey: newKey, file: smallFile } }),
    rows: (data) => [data.uploadAttachment.attachment],
    body: smallFile,
    route: () => '/upload',
    requests: 240,
  },
};

/** Where the cursor comes from that `W1 next` starts behind. */
export const cursorQuery = `query Cursor($ids: [ID!]) {
  transactions(first: 50, filter: { bankAccountIds: $ids }) { pageInfo { endCursor } } }`;
