// The routes of the workloads and the fields that they read, in the bank's spelling.
const text = { type: 'string', nullable: true };
const id = { type: 'string' };
const money = object('Money', { value: text, currency: text });
const meta = object('Meta', {
  current_page: { type: 'integer' },
  next_page: { type: 'integer', nullable: true },
  total_pages: { type: 'integer' },
  total_count: { type: 'integer' },
  per_page: { type: 'integer' },
});
const attachment = object('Attachment', { id, file_name: text, file_content_type: text, url: text });
const transaction = object('Transaction', {
  id,
  transaction_id: text,
  label: text,
  reference: text,
  status: text,
  side: text,
  operation_type: text,
  amount_cents: { type: 'integer' },
  currency: text,
  emitted_at: text,
  settled_at: text,
  clean_counterparty_name: text,
  attachments: { type: 'array', items: attachment },
});
const supplierInvoice = object('SupplierInvoice', {
  id,
  invoice_number: text,
  status: text,
  supplier_name: text,
  issue_date: text,
  due_date: text,
  total_amount: { ...money, nullable: true },
  attachment_id: text,
  // Not sent by the bank: see `mesh.mjs`.
  attachment: text,
});
const page = [
  query('sort_by', text),
  query('page', { type: 'integer' }),
  query('per_page', { type: 'integer' }),
];

export const openapi = {
  openapi: '3.0.3',
  info: { title: 'Bank', version: '2' },
  paths: {
    '/v2/transactions': get(
      'listTransactions',
      [
        query('bank_account_id', id),
        query('status[]', { type: 'array', items: id }),
        query('includes[]', { type: 'array', items: id }),
        ...page,
      ],
      object('TransactionPage', { transactions: { type: 'array', items: transaction }, meta }),
    ),
    '/v2/transactions/{id}': get(
      'retrieveTransaction',
      [path('id'), query('includes[]', { type: 'array', items: id })],
      object('TransactionEnvelope', { transaction }),
    ),
    '/v2/supplier_invoices': get(
      'listSupplierInvoices',
      page,
      object('SupplierInvoicePage', {
        supplier_invoices: { type: 'array', items: supplierInvoice },
        meta,
      }),
    ),
    '/v2/attachments/{id}': get(
      'retrieveAttachment',
      [path('id')],
      object('AttachmentEnvelope', { attachment }),
    ),
  },
};

function object(title, properties) {
  return { title, type: 'object', properties };
}

function query(name, schema) {
  return { name, in: 'query', schema, style: 'form', explode: true };
}

function path(name) {
  return { name, in: 'path', required: true, schema: id };
}

function get(operationId, parameters, schema) {
  const responses = { 200: { description: 'Found', content: { 'application/json': { schema } } } };
  return { get: { operationId, parameters, responses } };
}
