import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { SupplierInvoice } from '../schema/supplier-invoice.js';
import { Transaction } from '../schema/transaction.js';
import { Transfer } from '../schema/transfer.js';

/** From a bill to what paid it. */
@Resolver(() => SupplierInvoice)
export class SupplierInvoicePaymentResolver {
  @FieldResolver(() => [Transfer], {
    nullable: true,
    description:
      'Transfers that pay it; empty when there are none, null when they could not be read. One upstream request per 100.',
  })
  async transfers(
    @Root() { transferIds }: SupplierInvoice,
    @Ctx() { load }: Context,
  ): Promise<readonly Transfer[]> {
    const rows = await Promise.all(transferIds.map((id) => load.transfer.load(id)));
    return rows.filter((row) => row !== null);
  }

  @FieldResolver(() => [Transaction], {
    nullable: true,
    description:
      'Movements on the account that belong to it; empty when there are none, null when they could not be read. One upstream request each, and one per 100 for those that the bank names by their transfer.',
  })
  async matchedTransactions(
    @Root() { matches }: SupplierInvoice,
    @Ctx() { load }: Context,
  ): Promise<readonly Transaction[]> {
    const rows = await Promise.all(
      matches.map(async (match) => {
        const id =
          'transactionId' in match
            ? match.transactionId
            : (await load.transfer.load(match.transferId))?.transactionId;
        return id == null ? null : load.fullTransaction.load(id);
      }),
    );
    return rows.filter((row) => row !== null);
  }
}
