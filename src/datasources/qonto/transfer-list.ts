import type { TransferFilter, TransferOrder } from '../../schema/transfer-filter.js';
import type { Transfer } from '../../schema/transfer.js';
import { type Connection, seek } from '../paging/index.js';
import type { Sighting, Span } from '../sighting.js';
import { wireOf, type NewBeneficiary } from './beneficiary.js';
import { type Access, connectionRequest, type ConnectionWish } from './connection.js';
import { type ListRow, pagedList, readOne, readPage } from './resource.js';
import { type Confirmation, scaHeaders } from './sca.js';
import { findTransfer, type Sought } from './transfer-search.js';
import { transferQuery } from './transfer-query.js';
import { transfers } from './transfer.js';
import { make, type Made, writeSilently } from './write.js';

/** A payment to be made. The same order is the same request, to the byte. */
export interface PaymentOrder {
  readonly proofToken: string;
  readonly bankAccountId: string;
  readonly payee: { readonly beneficiaryId: string } | { readonly newBeneficiary: NewBeneficiary };
  /** Decimal text with two decimals, in the currency of the account. */
  readonly amount: string;
  readonly reference: string;
  readonly note: string | undefined;
  readonly scheduledDate: string | undefined;
  readonly attachmentIds: readonly string[];
}

export interface TransferWish extends ConnectionWish {
  readonly filter: TransferFilter;
  readonly order: TransferOrder;
}

export class Transfers {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<Transfer | null> {
    return readOne(this.access.session, transfers, id);
  }

  /** Up to 100 transfers with one request; those that the bank does not know are left out. */
  async byIds(ids: readonly string[]): Promise<readonly ListRow<Transfer>[]> {
    return (await readPage(this.access.session, transfers, { 'ids[]': ids, per_page: 100 })).rows;
  }

  /**
   * Transfers. One request per page.
   *
   * @throws {BadUserInput} naming the argument, before anything is asked of the bank.
   */
  async list({ filter, order, ...wish }: TransferWish): Promise<Connection<ListRow<Transfer>>> {
    const { query, sort, bounds, unit } = transferQuery(filter, order);
    return seek([pagedList(this.access.session, transfers, query, sort)], {
      ...connectionRequest(this.access, transfers.path, wish),
      ...bounds,
      direction: order.direction,
      unit,
      fingerprint: JSON.stringify([transfers.path, query, bounds, order]),
    });
  }

  /**
   * Pays. The bank keeps its yes under the key for 30 minutes and gives it again, even for another body; a no is not
   * kept. Source: docs.qonto.com, idempotent requests, read 2026-11-20.
   */
  create(order: PaymentOrder, idempotencyKey: string, confirmation: Confirmation): Promise<Made<Transfer>> {
    return make(this.access.session, transfers, {
      method: 'POST',
      path: transfers.path,
      body: bodyOf(order),
      idempotencyKey,
      headers: scaHeaders(confirmation),
    });
  }

  /** See {@link findTransfer}. */
  find(sought: Sought, span: Span): Promise<Sighting<Transfer>> {
    return findTransfer(this.access, sought, span);
  }

  /** Stops a transfer that is still pending; refused with 400 later on. */
  cancel(id: string): Promise<void> {
    return writeSilently(this.access.session, {
      method: 'POST',
      path: `${transfers.path}/{id}/cancel`,
      params: { id },
    });
  }
}

/** The amount is text and has no currency: the account decides. Source: Qonto's use-case guide, 2026-11-20. */
function bodyOf({ proofToken, payee, ...order }: PaymentOrder) {
  return {
    vop_proof_token: proofToken,
    transfer: {
      bank_account_id: order.bankAccountId,
      ...('beneficiaryId' in payee
        ? { beneficiary_id: payee.beneficiaryId }
        : { beneficiary: wireOf(payee.newBeneficiary) }),
      reference: order.reference,
      amount: order.amount,
      note: order.note,
      scheduled_date: order.scheduledDate,
      attachment_ids: order.attachmentIds.length === 0 ? undefined : order.attachmentIds,
    },
  };
}
