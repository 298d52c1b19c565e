// Who is measured, and how each of them is asked.
import { pickAttachment, pickInvoice, pickTransaction } from './candidates/pick.mjs';
import * as mesh from './peers/mesh-queries.mjs';

const ofUsers = ['W1', 'W2', 'W5'];

/**
 * `request` spells a workload, `rows` reads an answer into the rows that all candidates must agree on.
 * `workloads` names those that a candidate serves; default: all. `isPeer`: it has packages of its own.
 */
export const candidates = {
  pass: { file: 'candidates/pass', workloads: ['W1', 'W1 next', 'W2', 'W5'], request: route, rows: rawRows },
  pick: { file: 'candidates/pick', request: route, rows: (_workload, body) => body },
  gateway: { file: 'candidates/gateway', request: graphql, rows: graphqlRows },
  'gateway-within-limits': { file: 'candidates/gateway-within-limits' },
  'mercurius-jit': peer('peers/mercurius-jit'),
  mercurius: peer('peers/mercurius'),
  yoga: peer('peers/yoga'),
  mesh: {
    file: 'peers/mesh',
    isPeer: true,
    workloads: ofUsers,
    request: (workload, facts) => post(mesh.queries[workload.name], mesh.variables(workload.name, facts)),
    rows: (_workload, body) => rawRows(undefined, mesh.answerOfBank(dataOf(body))),
  },
};

function peer(file) {
  return { file, isPeer: true, workloads: ofUsers, request: graphql, rows: graphqlRows };
}

function route(workload, facts) {
  const path = workload.route(facts);
  if (workload.body === undefined) return { method: 'GET', path };
  return { method: 'POST', path, body: JSON.stringify(workload.body) };
}

function graphql({ query, variables }, facts) {
  return post(query, variables(facts));
}

function post(query, variables) {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return { method: 'POST', path: '/graphql', headers, body: JSON.stringify({ query, variables }) };
}

function graphqlRows(workload, body) {
  return workload.rows(dataOf(body));
}

function dataOf({ data, errors }) {
  if (errors !== undefined) throw new Error(`answered with errors: ${JSON.stringify(errors)}`);
  return data;
}

function rawRows(_workload, { transactions, transaction, supplier_invoices, attachments }) {
  if (transaction != null) return [pickTransaction(transaction)];
  if (transactions != null) return transactions.map(pickTransaction);
  return supplier_invoices.map((invoice, index) => ({
    ...pickInvoice(invoice),
    attachment: pickAttachment(attachments[index].attachment),
  }));
}
