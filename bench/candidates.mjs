// Who is measured, and how each of them is asked.
import { pickAttachment, pickInvoice, pickTransaction } from './candidates/pick.mjs';

/**
 * `request` spells a workload, `rows` reads an answer into the rows that all candidates must agree on.
 * `workloads` names those that a candidate serves; default: all.
 */
export const candidates = {
  pass: { file: 'candidates/pass', request: route, rows: rawRows },
  pick: { file: 'candidates/pick', request: route, rows: (_workload, body) => body },
  gateway: { file: 'candidates/gateway', request: graphql, rows: graphqlRows },
};

function route(workload, facts) {
  return { method: 'GET', path: workload.route(facts) };
}

function graphql({ query, variables }, facts) {
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables: variables(facts) }),
  };
}

function graphqlRows(workload, { data, errors }) {
  if (errors !== undefined) throw new Error(`answered with errors: ${JSON.stringify(errors)}`);
  return workload.rows(data);
}

function rawRows(_workload, { transactions, transaction, supplier_invoices, attachments }) {
  if (transaction !== undefined) return [pickTransaction(transaction)];
  if (transactions !== undefined) return transactions.map(pickTransaction);
  return supplier_invoices.map((invoice, index) => ({
    ...pickInvoice(invoice),
    attachment: pickAttachment(attachments[index].attachment),
  }));
}
