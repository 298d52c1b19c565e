import { BadUserInput } from '../../errors.js';
import {
  type TransactionFilter,
  type TransactionOrder,
  TransactionOrderField,
} from '../../schema/transaction-filter.js';
import { TransactionStatus } from '../../schema/transaction-kind.js';
import { known, range } from './filter.js';
import type { Query } from './resource.js';
import { wordOf } from './wire.js';

/** What the bank can embed in a transaction. Source: docs.qonto.com, list transactions, read 2026-11-20. */
export type Include = 'attachments' | 'labels' | 'vat_details';

/** Filter and order of a list of transactions, checked and in the bank's spelling. */
export interface TransactionQuery {
  /** Everything but the bounds on the sort value, which belong to paging. */
  readonly query: Query;
  readonly sort: { readonly by: string; readonly from: string; readonly to: string };
  readonly bounds: { readonly from?: string | undefined; readonly to?: string | undefined };
}

/**
 * Spells filter and order as `GET /v2/transactions` wants them.
 *
 * @throws {BadUserInput} naming the part of `filter` or `orderBy` that cannot be meant.
 */
export function transactionQuery(filter: TransactionFilter, order: TransactionOrder): TransactionQuery {
  const statuses = known('filter.statuses', filter.statuses) ?? [TransactionStatus.COMPLETED];
  if (order.field === TransactionOrderField.SETTLED_AT && statuses.some((status) => status !== 'COMPLETED')) {
    throw new BadUserInput(
      'orderBy.field',
      'Pending and declined transactions have no `settledAt`: order by EMITTED_AT or UPDATED_AT, or ask for COMPLETED alone.',
    );
  }
  const ranges = {
    emitted_at: range('filter.emittedAt', filter.emittedAt),
    settled_at: range('filter.settledAt', filter.settledAt),
    updated_at: range('filter.updatedAt', filter.updatedAt),
  };
  const by = sortKeys[order.field];
  return {
    query: {
      'status[]': statuses.map(wordOf),
      side: filter.side == null ? undefined : wordOf(filter.side),
      'operation_type[]': known('filter.operationTypes', filter.operationTypes)?.map(wordOf),
      with_attachments: filter.hasAttachments ?? undefined,
      ...Object.fromEntries(
        Object.entries(ranges)
          .filter(([key]) => key !== by)
          .flatMap(([key, { from, to }]) => [
            [`${key}_from`, from],
            [`${key}_to`, to],
          ]),
      ),
    },
    sort: { by, from: `${by}_from`, to: `${by}_to` },
    bounds: ranges[by],
  };
}

const sortKeys = {
  EMITTED_AT: 'emitted_at',
  SETTLED_AT: 'settled_at',
  UPDATED_AT: 'updated_at',
} as const;
