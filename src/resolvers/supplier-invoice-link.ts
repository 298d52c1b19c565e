import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { Attachment } from '../schema/attachment.js';
import { SupplierInvoice } from '../schema/supplier-invoice.js';
import { Transaction } from '../schema/transaction.js';

/** The way from a file to the bills it belongs to. */
@Resolver(() => Attachment)
export class AttachmentBillsResolver {
  @FieldResolver(() => [SupplierInvoice], {
    nullable: true,
    description:
      'Supplier invoices that this file belongs to; empty when there is none, null when they could not be read. One upstream request per 100 files.',
  })
  supplierInvoices(
    @Root() { id }: Attachment,
    @Ctx() { load }: Context,
  ): Promise<readonly SupplierInvoice[]> {
    return load.supplierInvoicesOfAttachment.load(id);
  }
}

/** The way from a transaction to the bills that share a file with it. */
@Resolver(() => Transaction)
export class TransactionBillsResolver {
  @FieldResolver(() => [SupplierInvoice], {
    nullable: true,
    description:
      'Supplier invoices that share a file with it; empty when there is none, null when they could not be read. One upstream request per 100 files.',
  })
  async supplierInvoices(
    @Root() row: Transaction,
    @Ctx() { load }: Context,
  ): Promise<readonly SupplierInvoice[]> {
    const files =
      row.embeddedAttachments ?? (await load.fullTransaction.load(row.id))?.embeddedAttachments ?? [];
    const bills = await Promise.all(
      files.map((file) => {
        if (file instanceof Error) throw file;
        return load.supplierInvoicesOfAttachment.load(file.id);
      }),
    );
    return [...new Map(bills.flat().map((bill) => [bill.id, bill])).values()];
  }
}
