import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { Attachment } from '../schema/attachment.js';
import { Client } from '../schema/client.js';
import {
  ClientInvoiceFilter,
  ClientInvoiceOrder,
  ClientInvoiceOrderField,
} from '../schema/client-invoice-filter.js';
import { ClientInvoice, ClientInvoiceConnection } from '../schema/client-invoice.js';
import { ClientInvoicePdf } from '../schema/client-invoice-pdf.js';
import { ConnectionArgs, type Page, SortDirection } from '../schema/connection.js';
import { CreditNote } from '../schema/credit-note.js';
import { WaitSecondsScalar } from '../schema/scalars.js';
import { linkedAttachment } from './attachment-link.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

const newestFirst: ClientInvoiceOrder = {
  field: ClientInvoiceOrderField.CREATED_AT,
  direction: SortDirection.DESC,
};

@Resolver(() => ClientInvoice)
export class ClientInvoiceResolver {
  @NeedsScope('client_invoices.read')
  @Query(() => ClientInvoiceConnection, {
    nullable: true,
    description:
      'Invoices sent to clients. The bank hides imported ones unless the filter asks for them. One upstream request per page.',
  })
  async clientInvoices(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ClientInvoiceFilter, {
      nullable: true,
      description: 'Which ones; all but imported ones when left out.',
    })
    filter?: ClientInvoiceFilter | null,
    @Arg('orderBy', () => ClientInvoiceOrder, {
      nullable: true,
      defaultValue: newestFirst,
      description: 'In which order; newest first unless you say otherwise.',
    })
    order?: ClientInvoiceOrder | null,
  ): Promise<Page<ClientInvoice>> {
    const all = { includeImported: false };
    return pageOf(await qonto.clientInvoices.list(filter ?? all, order ?? newestFirst, wishOf(page, info)));
  }

  @NeedsScope('client_invoices.read')
  @Query(() => ClientInvoice, {
    nullable: true,
    description: 'One invoice sent to a client; null when there is none with this id. One upstream request.',
  })
  clientInvoice(
    @Ctx() { load }: Context,
    @Arg('id', () => ID, { description: 'The id of the invoice.' }) id: string,
  ): Promise<ClientInvoice | null> {
    return load.clientInvoice.load(id);
  }

  @FieldResolver(() => Attachment, {
    nullable: true,
    description:
      'The PDF, without waiting for it. Null while a draft, or while it is being made. One upstream request per distinct file; `attachment { id }` alone costs nothing.',
  })
  attachment(
    @Root() { attachmentId }: ClientInvoice,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return linkedAttachment(attachmentId, context, info);
  }

  @FieldResolver(() => ClientInvoicePdf, {
    nullable: true,
    description:
      'The PDF (a Factur-X), which the bank makes some ten seconds after finalizing. Null when it could not be read. One upstream request once the invoice names its file; while waiting, one every one to two seconds.',
  })
  async pdf(
    @Root() invoice: ClientInvoice,
    @Ctx() { qonto, load }: Context,
    @Arg('waitSeconds', () => WaitSecondsScalar, {
      nullable: true,
      defaultValue: 0,
      description:
        'Seconds to wait for it, 0–25; more is refused before anything is sent. When they are over the status is GENERATING: an answer, not an error. An operation waits twice at most.',
    })
    waitSeconds: number | null,
  ): Promise<ClientInvoicePdf> {
    const file = invoice.attachmentId === null ? null : await load.attachment.load(invoice.attachmentId);
    return qonto.clientInvoicePdfs.of(invoice, file, waitSeconds ?? 0);
  }

  @FieldResolver(() => Client, {
    nullable: true,
    description:
      'The client as it is now; for the one printed on the invoice see `billedTo`. Null once deleted. One upstream request per distinct client.',
  })
  client(@Root() { billedTo }: ClientInvoice, @Ctx() { load }: Context): Promise<Client | null> | null {
    return billedTo?.clientId == null ? null : load.client.load(billedTo.clientId);
  }

  @FieldResolver(() => [CreditNote], {
    nullable: true,
    description:
      'Credit notes on it; empty as a rule, null when they could not be read. One upstream request per credit note.',
  })
  async creditNotes(
    @Root() { creditNoteIds }: ClientInvoice,
    @Ctx() { load }: Context,
  ): Promise<readonly CreditNote[]> {
    const notes = await Promise.all(creditNoteIds.map((id) => load.creditNote.load(id)));
    return notes.filter((note) => note !== null);
  }
}
