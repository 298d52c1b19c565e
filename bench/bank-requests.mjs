// The bank's requests below the workloads, spelled once for every candidate that writes them by hand.

export const transactionPage = (accountId, page) =>
  `/v2/transactions?bank_account_id=${accountId}&status[]=completed&includes[]=attachments&sort_by=emitted_at:desc&page=${page}&per_page=50`;

export const oneTransaction = (id) => `/v2/transactions/${id}?includes[]=attachments`;

export const invoicePage = '/v2/supplier_invoices?sort_by=created_at:desc&page=1&per_page=20';

export const attachment = (id) => `/v2/attachments/${id}`;
