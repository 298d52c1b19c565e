import type { Bank } from './bank.js';
import { refuse, Refused } from './refusal.js';
import { among, listed, onlyOf, sorted, truth, within } from './row-filter.js';
import { SUPPLIER_INVOICE_STATUSES, type SupplierInvoice } from './supplier-invoice-row.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const SPANS = ['today', 'yesterday', 'this_week', 'past_week', 'this_month', 'past_month'];
const SORTABLE = [
  'created_at',
  'updated_at',
  'file_name',
  'supplier_name',
  'payment_date',
  'due_date',
  'scheduled_date',
  'total_amount',
] as const;
const SEARCHABLE = ['supplier_name', 'invoice_number', 'file_name', 'description'] as const;

/**
 * The invoices a query asks for, in its order.
 * Source: docs.qonto.com, list supplier invoices; Qonto's Postman collections and use-case guide (`updated_at`), 2026.
 */
export function findSupplierInvoices(rows: readonly SupplierInvoice[], query: URLSearchParams, bank: Bank) {
  const statuses = listed(query, 'filter[status]');
  onlyOf(statuses, SUPPLIER_INVOICE_STATUSES, 'filter[status]');
  let found = among(rows, statuses, 'status');
  found = among(found, listed(query, 'filter[attachment_id]'), 'attachment_id');
  for (const field of ['created_at', 'updated_at', 'issue_date'] as const)
    found = within(found, query, field, 'bracketed');
  const now = bank.now();
  const tests = [
    dueTest(query, now),
    spanTest(query, 'payment_date', now),
    spanTest(query, 'issue_date', now),
    booleanTest(query, 'missing_data', isIncomplete),
    booleanTest(query, 'matched_transactions', (row) => row.matched_transactions.length > 0),
    truth(query, 'filter[exclude_credit_notes]') === true
      ? (row: SupplierInvoice) => !row.is_credit_note
      : undefined,
    documentTest(query),
    approverTest(query),
    amountTest(query),
    searchTest(query),
  ].filter((test) => test !== undefined);
  found = found.filter((row) => tests.every((test) => test(row)));
  return sorted(found, query, SORTABLE, defaultOrder(statuses));
}

type Test = (row: SupplierInvoice) => boolean;

/** To pay: next payment first; done: last payment first; otherwise the newest. Source: docs.qonto.com, 2026. */
function defaultOrder(statuses: readonly string[]): string {
  const all = (group: readonly string[]) =>
    statuses.length > 0 && statuses.every((status) => group.includes(status));
  if (all(['to_pay', 'awaiting_payment', 'scheduled'])) return 'payment_date:asc';
  return all(['paid', 'archived', 'rejected']) ? 'payment_date:desc' : 'created_at:desc';
}

function dueTest(query: URLSearchParams, now: Date): Test | undefined {
  const wanted = query.get('filter[due_date]');
  if (wanted === null) return undefined;
  onlyOf([wanted], ['past_and_today', 'future', 'missing_date'], 'filter[due_date]');
  const today = now.toISOString().slice(0, 10);
  return ({ due_date: due }) => {
    if (wanted === 'missing_date') return due === null;
    return due !== null && due > today === (wanted === 'future');
  };
}

function spanTest(query: URLSearchParams, field: 'payment_date' | 'issue_date', now: Date): Test | undefined {
  const wanted = query.get(`filter[${field}]`);
  if (wanted === null) return undefined;
  onlyOf([wanted], SPANS, `filter[${field}]`);
  const [from, until] = spanOf(wanted, now);
  return (row) => {
    const day = row[field];
    return day !== null && from <= day && day < until;
  };
}

/** First day (included) and last day (excluded); weeks begin on Monday. */
function spanOf(span: string, now: Date): [from: string, until: string] {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const todayMs = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const mondayMs = todayMs - ((now.getUTCDay() + 6) % 7) * DAY_MS;
  const month = (offset: number) => day(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1));
  if (span === 'today') return [day(todayMs), day(todayMs + DAY_MS)];
  if (span === 'yesterday') return [day(todayMs - DAY_MS), day(todayMs)];
  if (span === 'this_week') return [day(mondayMs), day(mondayMs + 7 * DAY_MS)];
  if (span === 'past_week') return [day(mondayMs - 7 * DAY_MS), day(mondayMs)];
  return span === 'this_month' ? [month(0), month(1)] : [month(-1), month(0)];
}

function booleanTest(query: URLSearchParams, name: string, test: Test): Test | undefined {
  const wanted = truth(query, `filter[${name}]`);
  return wanted === undefined ? undefined : (row) => test(row) === wanted;
}

function isIncomplete(row: SupplierInvoice): boolean {
  return [row.supplier_name, row.invoice_number, row.total_amount, row.iban, row.due_date].includes(null);
}

function documentTest(query: URLSearchParams): Test | undefined {
  const wanted = listed(query, 'filter[document_type]');
  onlyOf(wanted, ['duplicates', 'non_financial_documents'], 'filter[document_type]');
  if (wanted.length === 0) return undefined;
  return (row) =>
    (wanted.includes('duplicates') && row.has_duplicates) ||
    (wanted.includes('non_financial_documents') && row.is_attachment_non_financial);
}

function approverTest(query: URLSearchParams): Test | undefined {
  const wanted = listed(query, 'filter[approver_id]');
  if (wanted.length === 0) return undefined;
  return (row) => row.approval_workflow?.approver_ids.some((id) => wanted.includes(id)) === true;
}

/** `lte:100.00:EUR` or `gte:100.00:EUR`. */
function amountTest(query: URLSearchParams): Test | undefined {
  const parameter = 'filter[payable_amount]';
  const wanted = query.get(parameter);
  if (wanted === null) return undefined;
  const [, operator, limit, currency] = /^(lte|gte):(\d+(?:\.\d+)?):([A-Z]{3})$/.exec(wanted) ?? [];
  if (limit === undefined)
    throw new Refused(
      refuse(422, 'invalid_format', `${parameter} must be like lte:100.00:EUR`, { parameter }),
    );
  return ({ payable_amount: amount }) => {
    if (amount?.currency !== currency) return false;
    const value = Number(amount?.value);
    return operator === 'lte' ? value <= Number(limit) : value >= Number(limit);
  };
}

function searchTest(query: URLSearchParams): Test | undefined {
  const wanted = query.get('query')?.toLowerCase();
  if (wanted === undefined || wanted === '') return undefined;
  const named = listed(query, 'query_fields');
  onlyOf(named, SEARCHABLE, 'query_fields');
  const fields = SEARCHABLE.filter((field) => named.length === 0 || named.includes(field));
  return (row) => fields.some((field) => row[field]?.toLowerCase().includes(wanted) === true);
}
