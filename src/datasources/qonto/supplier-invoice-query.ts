import { BadUserInput } from '../../errors.js';
import {
  type SupplierInvoiceDue,
  type SupplierInvoiceFilter,
  type SupplierInvoiceOrder,
} from '../../schema/supplier-invoice-input.js';
import { type Bounds, known, range } from './filter.js';
import type { Query } from './resource.js';
import { wordOf } from './wire.js';

/** Filter and order of a list of supplier invoices, checked and in the bank's spelling. */
export interface SupplierInvoiceQuery {
  /** Everything but the bounds on the sort value, which belong to paging. */
  readonly query: Query;
  readonly sort: { readonly by: string; readonly from: string; readonly to: string };
  readonly bounds: Bounds;
}

/** More ids would not fit into an address. */
const maxIds = 100;

/**
 * Spells filter and order as `GET /v2/supplier_invoices` wants them.
 * Source: docs.qonto.com, list supplier invoices, and Qonto's use-case guide (`updated_at`), read 2026-11-20.
 *
 * @throws {BadUserInput} naming the part of `filter` that cannot be meant.
 */
export function supplierInvoiceQuery(
  filter: SupplierInvoiceFilter,
  order: SupplierInvoiceOrder,
): SupplierInvoiceQuery {
  const ranges = {
    created_at: range('filter.createdAt', filter.createdAt),
    updated_at: range('filter.updatedAt', filter.updatedAt),
  };
  const [by, other] =
    order.field === 'CREATED_AT'
      ? (['created_at', 'updated_at'] as const)
      : (['updated_at', 'created_at'] as const);
  return {
    query: {
      // Repeated without brackets: "if provided multiple times, they will be parsed as an array" (Qonto's collections).
      'filter[status]': known('filter.statuses', filter.statuses)?.map(wordOf),
      [`filter[${other}_from]`]: ranges[other].from,
      [`filter[${other}_to]`]: ranges[other].to,
      'filter[issue_date_from]': filter.issuedFrom ?? undefined,
      'filter[due_date]': filter.due == null ? undefined : dueWords[filter.due],
      'filter[attachment_id][]': ids('filter.attachmentIds', filter.attachmentIds),
      'filter[approver_id][]': ids('filter.approverIds', filter.approverIds),
      'filter[missing_data]': filter.isMissingData ?? undefined,
      'filter[matched_transactions]': filter.hasMatchedTransactions ?? undefined,
      'filter[exclude_credit_notes]': filter.excludeCreditNotes ?? undefined,
      query: search(filter.search),
    },
    sort: { by, from: `filter[${by}_from]`, to: `filter[${by}_to]` },
    bounds: ranges[by],
  };
}

const dueWords: Readonly<Record<SupplierInvoiceDue, string>> = {
  PAST_AND_TODAY: 'past_and_today',
  FUTURE: 'future',
  MISSING: 'missing_date',
};

function ids(argument: string, given: readonly string[] | null | undefined): string[] | undefined {
  if (given == null) return undefined;
  if (given.length === 0)
    throw new BadUserInput(argument, `\`${argument}\` is empty: name at least one, or leave it out.`);
  if (given.length > maxIds)
    throw new BadUserInput(argument, `\`${argument}\` holds more than ${maxIds}: ask in several batches.`);
  if (given.includes('')) throw new BadUserInput(argument, `\`${argument}\` holds an empty id.`);
  return [...new Set(given)].sort();
}

function search(words: string | null | undefined): string | undefined {
  if (words == null) return undefined;
  if (words.trim() === '')
    throw new BadUserInput('filter.search', '`filter.search` is empty: give a word, or leave it out.');
  return words;
}
