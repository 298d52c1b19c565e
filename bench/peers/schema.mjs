// The same data as a user might write it: a schema by hand, resolvers that read the bank's names, a loader per operation.
import DataLoader from 'dataloader';
import { Pool } from 'undici';
import * as bank from '../bank-requests.mjs';

export const typeDefs = `
  type Query {
    transactions(first: Int!, filter: TransactionFilter): TransactionConnection!
    supplierInvoices(first: Int!): SupplierInvoiceConnection!
    transaction(id: ID!): Transaction
  }
  input TransactionFilter { bankAccountIds: [ID!] }
  type TransactionConnection { nodes: [Transaction!]! }
  type SupplierInvoiceConnection { nodes: [SupplierInvoice!]! }
  type Transaction {
    id: ID!
    displayId: String
    label: String
    reference: String
    status: TransactionStatus
    side: TransactionSide
    operationType: String
    amount: Money
    emittedAt: String
    settledAt: String
    counterparty: Counterparty
    attachments: [Attachment!]
  }
  enum TransactionStatus { PENDING COMPLETED DECLINED }
  enum TransactionSide { CREDIT DEBIT }
  type Money { value: String! currency: String! }
  type Counterparty { name: String }
  type Attachment { id: ID! fileName: String contentType: String url: String }
  type SupplierInvoice {
    id: ID!
    number: String
    status: String
    supplierName: String
    issueDate: String
    dueDate: String
    totalAmount: Money
    attachment: Attachment
  }`;

export const resolvers = {
  Query: {
    transactions: async (_root, { filter }, { read }) => {
      const page = await read(bank.transactionPage(filter.bankAccountIds[0], 1));
      return { nodes: page.transactions };
    },
    supplierInvoices: async (_root, _arguments, { read }) => {
      return { nodes: (await read(bank.invoicePage)).supplier_invoices };
    },
    transaction: async (_root, { id }, { read }) => (await read(bank.oneTransaction(id))).transaction,
  },
  Transaction: {
    displayId: (row) => row.transaction_id,
    status: (row) => row.status.toUpperCase(),
    side: (row) => row.side.toUpperCase(),
    operationType: (row) => row.operation_type.toUpperCase(),
    amount: (row) => ({ value: (row.amount_cents / 100).toFixed(2), currency: row.currency }),
    emittedAt: (row) => row.emitted_at,
    settledAt: (row) => row.settled_at,
    counterparty: (row) =>
      row.clean_counterparty_name === null ? null : { name: row.clean_counterparty_name },
  },
  Attachment: { fileName: (row) => row.file_name, contentType: (row) => row.file_content_type },
  SupplierInvoice: {
    number: (row) => row.invoice_number,
    status: (row) => row.status.toUpperCase(),
    supplierName: (row) => row.supplier_name,
    issueDate: (row) => row.issue_date,
    dueDate: (row) => row.due_date,
    totalAmount: (row) => row.total_amount,
    attachment: (row, _arguments, { attachments }) => attachments.load(row.attachment_id),
  },
};

/** Makes what the resolvers of one operation get. */
export function contextOf(bankUrl) {
  const pool = new Pool(bankUrl, { connections: 80, pipelining: 1 });
  const read = async (path) => (await pool.request({ path, method: 'GET' })).body.json();
  const attachment = async (id) => (await read(bank.attachment(id))).attachment;
  return () => ({ read, attachments: new DataLoader((ids) => Promise.all(ids.map(attachment))) });
}
