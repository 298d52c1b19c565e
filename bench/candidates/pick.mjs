// The floor of an ordinary gateway: parse the bank's answer, pick the fields, write them. No GraphQL, no checks.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { FormData, Pool } from 'undici';
import * as bank from '../bank-requests.mjs';

export async function start(bankUrl, { accountId }) {
  const pool = new Pool(bankUrl, { connections: 80, pipelining: 1 });
  const read = async (path) => (await pool.request({ path, method: 'GET' })).body.json();
  const upload = async (form) => {
    const headers = { 'x-qonto-idempotency-key': randomUUID() };
    const { body } = await pool.request({ path: '/v2/attachments', method: 'POST', headers, body: form });
    return body.json();
  };
  const routes = {
    transactions: async ({ searchParams }) => {
      const { transactions } = await read(bank.transactionPage(accountId, searchParams.get('page')));
      return transactions.map(pickTransaction);
    },
    transaction: async ({ pathname }) => {
      const { transaction } = await read(bank.oneTransaction(pathname.split('/')[2]));
      return [pickTransaction(transaction)];
    },
    upload: async (_url, request) => {
      const { fileName, contentType, content } = JSON.parse(await text(request));
      const form = new FormData();
      form.append('file', new Blob([Buffer.from(content, 'base64')], { type: contentType }), fileName);
      const { attachment } = await upload(form);
      return [{ id: attachment.id }];
    },
    'supplier-invoices': async () => {
      const page = await read(bank.invoicePage);
      return Promise.all(
        page.supplier_invoices.map(async (invoice) => {
          const { attachment } = await read(bank.attachment(invoice.attachment_id));
          return { ...pickInvoice(invoice), attachment: pickAttachment(attachment) };
        }),
      );
    },
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://pick');
    const body = Buffer.from(JSON.stringify(await routes[url.pathname.split('/')[1]](url, request)));
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

export function pickTransaction(row) {
  return {
    id: row.id,
    displayId: row.transaction_id,
    label: row.label,
    reference: row.reference,
    status: row.status.toUpperCase(),
    side: row.side.toUpperCase(),
    operationType: row.operation_type.toUpperCase(),
    amount: { value: (row.amount_cents / 100).toFixed(2), currency: row.currency },
    emittedAt: row.emitted_at,
    settledAt: row.settled_at,
    counterparty: row.clean_counterparty_name === null ? null : { name: row.clean_counterparty_name },
    attachments: row.attachments.map(pickAttachment),
  };
}

export function pickInvoice(row) {
  return {
    id: row.id,
    number: row.invoice_number,
    status: row.status.toUpperCase(),
    supplierName: row.supplier_name,
    issueDate: row.issue_date,
    dueDate: row.due_date,
    totalAmount:
      row.total_amount === null
        ? null
        : { value: row.total_amount.value, currency: row.total_amount.currency },
  };
}

export function pickAttachment({ id, file_name, file_content_type, url }) {
  return { id, fileName: file_name, contentType: file_content_type, url };
}
