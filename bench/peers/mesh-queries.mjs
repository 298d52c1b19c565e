// The workloads in the words that GraphQL Mesh makes of the bank's: `[]` becomes `_LEFT_SQUARE_BRACE__RIGHT_SQUARE_BRACE_`.
const brackets = '_LEFT_SQUARE_BRACE__RIGHT_SQUARE_BRACE_';

const transactionFields = `
  id transaction_id label reference status side operation_type
  amount_cents currency
  emitted_at settled_at
  clean_counterparty_name
  attachments { id file_name file_content_type url }`;

export const queries = {
  W1: `query W1($account: String!) {
    listTransactions(
      bank_account_id: $account, status${brackets}: ["completed"], includes${brackets}: ["attachments"]
      sort_by: "emitted_at:desc", page: 1, per_page: 50
    ) { transactions { ${transactionFields} } } }`,
  W2: `query W2 {
    listSupplierInvoices(sort_by: "created_at:desc", page: 1, per_page: 20) {
      supplier_invoices {
        id invoice_number status supplier_name issue_date due_date
        total_amount { value currency }
        attachment { attachment { id file_name file_content_type url } }
      } } }`,
  W5: `query W5($id: String!) {
    retrieveTransaction(id: $id, includes${brackets}: ["attachments"]) { transaction { ${transactionFields} } } }`,
};

export function variables(name, { accountId, transactionId }) {
  return { W1: { account: accountId }, W2: {}, W5: { id: transactionId } }[name];
}

/** An answer in the bank's own form. */
export function answerOfBank({ listTransactions, listSupplierInvoices, retrieveTransaction }) {
  const attachments = listSupplierInvoices?.supplier_invoices.map(({ attachment }) => attachment);
  return listTransactions ?? retrieveTransaction ?? { ...listSupplierInvoices, attachments };
}
