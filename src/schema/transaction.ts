import { Field, ID, ObjectType } from 'type-graphql';
import type { Attachment } from './attachment.js';
import { syncableConnectionOf } from './connection.js';
import type { Label } from './label.js';
import { Money } from './money.js';
import { DateTimeScalar } from './scalars.js';
import { Counterparty, TransactionDetails, TransactionLogo, VatSummary } from './transaction-details.js';
import { TransactionOperationType, TransactionSide, TransactionStatus } from './transaction-kind.js';

@ObjectType({ simpleResolvers: true, description: 'A movement of money on an account.' })
export class Transaction {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Readable reference for people and support, e.g. `acme-1234-1-transaction-321`. Null when the bank has none.',
  })
  displayId!: string | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'In the currency of the account, always positive: see `side`, or use `signedAmount`. Null only when it could not be read; the reason is in `errors`.',
  })
  amount!: Money;

  @Field(() => Money, {
    nullable: true,
    description:
      'In the currency of the account, negative for debits: sums of it are right. Null only when it could not be read; the reason is in `errors`.',
  })
  signedAmount!: Money;

  @Field(() => Money, {
    nullable: true,
    description:
      'In the currency of the purchase or of the sender, always positive. Null when the bank does not say.',
  })
  localAmount!: Money | null;

  @Field(() => TransactionSide, {
    nullable: true,
    description:
      'Whether money came in or went out. Null only when it could not be read; the reason is in `errors`.',
  })
  side!: TransactionSide;

  @Field(() => TransactionStatus, {
    nullable: true,
    description: 'How far it has come. Null only when it could not be read; the reason is in `errors`.',
  })
  status!: TransactionStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `status`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawStatus!: string;

  @Field(() => TransactionOperationType, {
    nullable: true,
    description: 'By which means. Null only when it could not be read; the reason is in `errors`.',
  })
  operationType!: TransactionOperationType;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `operationType`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawOperationType!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Kind of record behind the transaction, in the words of the bank, e.g. `Transfer`. Letter case varies; null when the bank does not say.',
  })
  subjectType!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the account statement says. Null when it says nothing.',
  })
  label!: string | null;

  @Field(() => Counterparty, {
    nullable: true,
    description: 'The other side. Null when the bank names none, e.g. for its own fees.',
  })
  counterparty!: Counterparty | null;

  @Field(() => TransactionDetails, {
    nullable: true,
    description: 'What only some kinds of transaction have. Null for the others.',
  })
  details!: TransactionDetails | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text that travelled with the payment. Null when there was none.',
  })
  reference!: string | null;

  @Field(() => String, { nullable: true, description: 'Note by a member. Null when there is none.' })
  note!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was started. Never changes. Null when the bank does not say.',
  })
  emittedAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was settled. Null while pending, and for declined ones.',
  })
  settledAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the bank recorded it. Null on older rows.',
  })
  createdAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When anything about it last changed. Null when the bank does not say.',
  })
  updatedAt!: string | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Balance of the account just after it settled. Null until then.',
  })
  settledBalance!: Money | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last four digits of the card. Null for everything but cards.',
  })
  cardLastDigits!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Category in the words of the bank, e.g. `restaurant_and_bar`. An open set; null when there is none.',
  })
  category!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cash-flow category by name. Null when the organisation sorts nothing.',
  })
  cashflowCategory!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cash-flow subcategory by name. Null when the organisation sorts nothing.',
  })
  cashflowSubcategory!: string | null;

  @Field(() => VatSummary, { nullable: true, description: 'VAT of the purchase. Null when none was stated.' })
  vat!: VatSummary | null;

  @Field(() => TransactionLogo, {
    nullable: true,
    description: 'Logo of the other side. Null when the bank has none.',
  })
  logo!: TransactionLogo | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'The rules of the organisation want a receipt for it. Null only when it could not be read; the reason is in `errors`.',
  })
  isAttachmentRequired!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'A member declared the receipt lost. Null only when it could not be read; the reason is in `errors`.',
  })
  isAttachmentLost!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'On an account at another bank. Null only when it could not be read; the reason is in `errors`.',
  })
  isExternal!: boolean;

  // Resolvers turn these into `bankAccount`, `initiator`, `attachments` and `labels`.
  bankAccountId!: string | null;
  initiatorId!: string | null;
  /** Undefined when the bank was not asked to embed them. */
  embeddedAttachments!: readonly (Attachment | Error)[] | undefined;
  embeddedLabels!: readonly (Label | Error)[] | undefined;
}

export const TransactionConnection = syncableConnectionOf(Transaction, 'transactions');
