import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { Attachment } from '../schema/attachment.js';
import { ClientInvoice } from '../schema/client-invoice.js';
import { ConnectionArgs, type Page, SortDirection } from '../schema/connection.js';
import {
  CreditNote,
  CreditNoteConnection,
  CreditNoteFilter,
  CreditNoteOrder,
  CreditNoteOrderField,
} from '../schema/credit-note.js';
import { linkedAttachment } from './attachment-link.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

const newestFirst: CreditNoteOrder = {
  field: CreditNoteOrderField.CREATED_AT,
  direction: SortDirection.DESC,
};

@Resolver(() => CreditNote)
export class CreditNoteResolver {
  @NeedsScope('client_invoices.read')
  @Query(() => CreditNoteConnection, {
    nullable: true,
    description: 'Credit notes on client invoices. One upstream request per page.',
  })
  async creditNotes(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => CreditNoteFilter, {
      nullable: true,
      description: 'Which ones; all when left out.',
    })
    filter?: CreditNoteFilter | null,
    @Arg('orderBy', () => CreditNoteOrder, {
      nullable: true,
      defaultValue: newestFirst,
      description: 'In which order; newest first unless you say otherwise.',
    })
    order?: CreditNoteOrder | null,
  ): Promise<Page<CreditNote>> {
    return pageOf(await qonto.creditNotes.list(filter ?? {}, order ?? newestFirst, wishOf(page, info)));
  }

  @NeedsScope('client_invoices.read')
  @Query(() => CreditNote, {
    nullable: true,
    description: 'One credit note; null when there is none with this id. One upstream request.',
  })
  creditNote(
    @Ctx() { load }: Context,
    @Arg('id', () => ID, { description: 'The id of the credit note.' }) id: string,
  ): Promise<CreditNote | null> {
    return load.creditNote.load(id);
  }

  @FieldResolver(() => ClientInvoice, {
    nullable: true,
    description:
      'The invoice it is about. Null when it could not be read. One upstream request per distinct invoice.',
  })
  invoice(@Root() { invoiceId }: CreditNote, @Ctx() { load }: Context): Promise<ClientInvoice | null> | null {
    return invoiceId === null ? null : load.clientInvoice.load(invoiceId);
  }

  @FieldResolver(() => Attachment, {
    nullable: true,
    description:
      'Its PDF. Null while it is being made. One upstream request each; `attachment { id }` alone costs nothing.',
  })
  attachment(
    @Root() { attachmentId }: CreditNote,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return linkedAttachment(attachmentId, context, info);
  }
}
