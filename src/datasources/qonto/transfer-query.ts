import { type TransferFilter, type TransferOrder, TransferOrderField } from '../../schema/transfer-filter.js';
import type { Unit } from '../paging/index.js';
import { type Bounds, known, listed, range } from './filter.js';
import type { Query } from './resource.js';
import { wordOf } from './wire.js';

/** Filter and order of a list of transfers, checked and in the bank's spelling. */
export interface TransferQuery {
  /** Everything but the bounds on the sort value, which belong to paging. */
  readonly query: Query;
  readonly sort: { readonly by: string; readonly from: string; readonly to: string };
  readonly bounds: Bounds;
  readonly unit: Unit;
}

/**
 * Spells filter and order as `GET /v2/sepa/transfers` wants them.
 * Source: Qonto's collections, list SEPA transfers, 2026-11-20.
 *
 * @throws {BadUserInput} naming the part of `filter` that cannot be meant.
 */
export function transferQuery(filter: TransferFilter, order: TransferOrder): TransferQuery {
  const ranges = {
    updated_at: range('filter.updatedAt', filter.updatedAt),
    scheduled_date: range('filter.scheduledDate', filter.scheduledDate),
  };
  const [by, other] =
    order.field === TransferOrderField.UPDATED_AT
      ? (['updated_at', 'scheduled_date'] as const)
      : (['scheduled_date', 'updated_at'] as const);
  return {
    query: {
      'ids[]': listed('filter.ids', filter.ids),
      'status[]': known('filter.statuses', filter.statuses)?.map(wordOf),
      'beneficiary_ids[]': listed('filter.beneficiaryIds', filter.beneficiaryIds),
      'recurring_transfer_ids[]': listed('filter.recurringTransferIds', filter.recurringTransferIds),
      [`${other}_from`]: ranges[other].from,
      [`${other}_to`]: ranges[other].to,
    },
    sort: { by, from: `${by}_from`, to: `${by}_to` },
    bounds: ranges[by],
    unit: by === 'updated_at' ? 'second' : 'day',
  };
}
