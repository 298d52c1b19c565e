import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { Attachment } from '../schema/attachment.js';
import { ConnectionArgs, type Page, SortDirection } from '../schema/connection.js';
import { Membership } from '../schema/membership.js';
import {
  SupplierInvoiceFilter,
  SupplierInvoiceOrder,
  SupplierInvoiceOrderField,
} from '../schema/supplier-invoice-input.js';
import { SupplierInvoice, SupplierInvoiceConnection } from '../schema/supplier-invoice.js';
import { linkedAttachment } from './attachment-link.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

const newestFirst: SupplierInvoiceOrder = {
  field: SupplierInvoiceOrderField.CREATED_AT,
  direction: SortDirection.DESC,
};

@Resolver(() => SupplierInvoice)
export class SupplierInvoiceResolver {
  @NeedsScope('supplier_invoice.read')
  @Query(() => SupplierInvoiceConnection, {
    nullable: true,
    description: 'Bills received from suppliers. One upstream request per page.',
  })
  async supplierInvoices(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => SupplierInvoiceFilter, {
      nullable: true,
      description: 'Which ones; all when left out.',
    })
    filter?: SupplierInvoiceFilter | null,
    @Arg('orderBy', () => SupplierInvoiceOrder, {
      nullable: true,
      defaultValue: newestFirst,
      description: 'In which order; newest first unless you say otherwise.',
    })
    order?: SupplierInvoiceOrder | null,
  ): Promise<Page<SupplierInvoice>> {
    return pageOf(
      await qonto.supplierInvoices.list({
        ...wishOf(page, info),
        filter: filter ?? {},
        order: order ?? newestFirst,
      }),
    );
  }

  @NeedsScope('supplier_invoice.read')
  @Query(() => SupplierInvoice, {
    nullable: true,
    description:
      'One bill received from a supplier; null when there is none with this id. One upstream request.',
  })
  supplierInvoice(
    @Ctx() { qonto }: Context,
    @Arg('id', () => ID, { description: 'The id of the bill.' }) id: string,
  ): Promise<SupplierInvoice | null> {
    return qonto.supplierInvoices.byId(id);
  }

  @FieldResolver(() => Attachment, {
    nullable: true,
    description:
      'The original file; for an e-invoice, its XML. Null when it could not be read. One upstream request per distinct file; `attachment { id }` alone costs nothing.',
  })
  attachment(@Root() bill: SupplierInvoice, @Ctx() context: Context, @Info() info: GraphQLResolveInfo) {
    return linkedAttachment(bill.attachmentId, context, info);
  }

  @FieldResolver(() => Attachment, {
    nullable: true,
    description:
      'The file to show to people. Null when it could not be read. One upstream request per distinct file; `displayAttachment { id }` alone costs nothing.',
  })
  displayAttachment(
    @Root() bill: SupplierInvoice,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return linkedAttachment(bill.displayAttachmentId, context, info);
  }

  @FieldResolver(() => Membership, {
    nullable: true,
    description:
      'Who sent it in. Null for those that came in by themselves. One upstream request per operation, however many bills.',
  })
  initiator(
    @Root() { initiatorId }: SupplierInvoice,
    @Ctx() { load }: Context,
  ): Promise<Membership | null> | null {
    return initiatorId === null ? null : load.membership.load(initiatorId);
  }

  @FieldResolver(() => [Membership], {
    nullable: true,
    description:
      'Who has to approve it, or did; empty when nobody is asked, null when they could not be read. Members who left are missing. One upstream request per operation.',
  })
  async approvers(
    @Root() { approverIds }: SupplierInvoice,
    @Ctx() { load }: Context,
  ): Promise<readonly Membership[]> {
    const members = await Promise.all(approverIds.map((id) => load.membership.load(id)));
    return members.filter((member) => member !== null);
  }
}
