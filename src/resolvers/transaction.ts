import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import type { Include } from '../datasources/qonto/index.js';
import { Attachment } from '../schema/attachment.js';
import { BankAccount } from '../schema/bank-account.js';
import { Label } from '../schema/label.js';
import { Membership } from '../schema/membership.js';
import { Transaction } from '../schema/transaction.js';
import { VatItem, VatSummary } from '../schema/transaction-details.js';
import { Embedded } from './embedded.js';
import { NeedsScope } from './scope.js';
import { Selection } from './selection.js';

/** One transaction, and the links from a transaction to everything else. */
@Resolver(() => Transaction)
export class TransactionResolver {
  @NeedsScope('organization.read')
  @Query(() => Transaction, {
    nullable: true,
    description:
      'One transaction, in whatever state; null when there is none with this id. One upstream request.',
  })
  transaction(
    @Ctx() { qonto }: Context,
    @Arg('id', () => ID, { description: 'The id of the transaction.' }) id: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Transaction | null> {
    const selected = Selection.of(info);
    return qonto.transactions.byId(
      id,
      includesFor((field) => selected.has(field)),
    );
  }

  @FieldResolver(() => [Attachment], {
    nullable: 'itemsAndList',
    description:
      'Receipts and other files; empty when there is none, null when they could not be read, as is one of them. Costs nothing in lists: the bank embeds them.',
  })
  @Embedded<Transaction>('embeddedAttachments')
  async attachments(@Root() { id }: Transaction, @Ctx() { load }: Context): Rows<Attachment> {
    return (await load.fullTransaction.load(id))?.embeddedAttachments ?? [];
  }

  @FieldResolver(() => [Label], {
    nullable: 'itemsAndList',
    description:
      'Analytic labels; empty when there is none, null when they could not be read, as is one of them. Costs nothing in lists: the bank embeds them.',
  })
  @Embedded<Transaction>('embeddedLabels')
  async labels(@Root() { id }: Transaction, @Ctx() { load }: Context): Rows<Label> {
    return (await load.fullTransaction.load(id))?.embeddedLabels ?? [];
  }

  @FieldResolver(() => Membership, {
    nullable: true,
    description:
      'Who started it. Null for money that came in by itself. One upstream request per operation, however many transactions.',
  })
  initiator(
    @Root() { initiatorId }: Transaction,
    @Ctx() { load }: Context,
  ): Promise<Membership | null> | null {
    return initiatorId === null ? null : load.membership.load(initiatorId);
  }

  @FieldResolver(() => BankAccount, {
    nullable: true,
    description: 'The account it is on. One upstream request per operation.',
  })
  bankAccount(
    @Root() { bankAccountId }: Transaction,
    @Ctx() { load }: Context,
  ): Promise<BankAccount | null> | null {
    return bankAccountId === null ? null : load.bankAccount.load(bankAccountId);
  }
}

@Resolver(() => VatSummary)
export class VatSummaryResolver {
  @FieldResolver(() => [VatItem], {
    nullable: 'itemsAndList',
    description:
      'One line per rate; empty when there is none, null when they could not be read, as is one of them. Costs nothing in lists: the bank embeds them.',
  })
  @Embedded<VatSummary>('embeddedItems')
  async items(@Root() { transactionId }: VatSummary, @Ctx() { load }: Context): Rows<VatItem> {
    return (await load.fullTransaction.load(transactionId))?.vat?.embeddedItems ?? [];
  }
}

/** Which resources the bank is asked to embed, so that the selected fields of its transactions cost no look-up. */
export function includesFor(selects: (field: string) => boolean): Include[] {
  const includes: Include[] = [];
  if (selects('attachments') || selects('supplierInvoices')) includes.push('attachments');
  if (selects('labels')) includes.push('labels');
  if (selects('vat')) includes.push('vat_details');
  return includes;
}

type Rows<Row> = Promise<readonly (Row | Error)[]>;
