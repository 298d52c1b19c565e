import { BadUserInput } from '../../errors.js';
import type { DateTimeRange } from '../../schema/range.js';
import {
  type TransactionFilter,
  type TransactionOrder,
  TransactionOrderField,
  TransactionStatus,
} from '../../schema/transaction.js';
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

/** Enum values that may be sent: without doubles, in one order, never empty and never `UNRECOGNIZED`. */
function known<Name extends string>(argument: string, names: readonly Name[] | null | undefined) {
  if (names == null) return undefined;
  if (names.length === 0)
    throw new BadUserInput(argument, `\`${argument}\` is empty: name at least one, or leave it out.`);
  if (names.includes('UNRECOGNIZED' as Name))
    throw new BadUserInput(
      argument,
      `\`${argument}\` cannot ask for UNRECOGNIZED: the bank has no such word.`,
    );
  return [...new Set(names)].sort();
}

function range(argument: string, bounds: DateTimeRange | null | undefined) {
  const from = bounds?.from ?? undefined;
  const to = bounds?.to ?? undefined;
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
    throw new BadUserInput(`${argument}.from`, `\`${argument}.from\` is later than \`${argument}.to\`.`);
  return { from, to };
}
