import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { Attachment } from './attachment.js';
import { SortDirection, syncableConnectionOf } from './connection.js';
import type { Label } from './label.js';
import { Money } from './money.js';
import { DateTimeRange } from './range.js';
import { DateTimeScalar, IbanScalar } from './scalars.js';
import { Counterparty, TransactionDetails, TransactionLogo, VatSummary } from './transaction-details.js';

export enum TransactionSide {
  CREDIT = 'CREDIT',
  DEBIT = 'DEBIT',
}
registerEnumType(TransactionSide, {
  name: 'TransactionSide',
  description:
    'Direction of the money. A closed list: a row whose direction is unknown is an error, never a guess.',
  valuesConfig: {
    CREDIT: { description: 'Money came in.' },
    DEBIT: { description: 'Money went out.' },
  },
});

export enum TransactionStatus {
  PENDING = 'PENDING',
  DECLINED = 'DECLINED',
  COMPLETED = 'COMPLETED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(TransactionStatus, {
  name: 'TransactionStatus',
  description: 'How far a transaction has come.',
  valuesConfig: {
    PENDING: {
      description: 'Weighs on `authorizedBalance`, not yet on `balance`. It may still change or be declined.',
    },
    DECLINED: { description: 'Refused; no money moved.' },
    COMPLETED: { description: 'Settled; it counts in `balance`.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawStatus`. Refused as input.',
    },
  },
});

export enum TransactionOperationType {
  CARD = 'CARD',
  TRANSFER = 'TRANSFER',
  INCOME = 'INCOME',
  SWIFT_INCOME = 'SWIFT_INCOME',
  DIRECT_DEBIT = 'DIRECT_DEBIT',
  DIRECT_DEBIT_COLLECTION = 'DIRECT_DEBIT_COLLECTION',
  DIRECT_DEBIT_HOLD = 'DIRECT_DEBIT_HOLD',
  QONTO_FEE = 'QONTO_FEE',
  CHEQUE = 'CHEQUE',
  RECALL = 'RECALL',
  FINANCING_INSTALLMENT = 'FINANCING_INSTALLMENT',
  PAGOPA_PAYMENT = 'PAGOPA_PAYMENT',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(TransactionOperationType, {
  name: 'TransactionOperationType',
  description: 'By which means the money moved.',
  valuesConfig: {
    CARD: { description: 'Card payment or withdrawal.' },
    TRANSFER: { description: 'Transfer sent.' },
    INCOME: { description: 'Transfer received.' },
    SWIFT_INCOME: { description: 'Transfer received through SWIFT.' },
    DIRECT_DEBIT: { description: 'Direct debit taken from the account.' },
    DIRECT_DEBIT_COLLECTION: { description: 'Direct debit collected from a debtor.' },
    DIRECT_DEBIT_HOLD: { description: 'Money held back on collected direct debits.' },
    QONTO_FEE: { description: 'Fee of the bank.' },
    CHEQUE: { description: 'Cheque.' },
    RECALL: { description: 'Transfer called back.' },
    FINANCING_INSTALLMENT: { description: 'Instalment of a financing.' },
    PAGOPA_PAYMENT: { description: 'pagoPA payment (Italy).' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawOperationType`. Refused as input.',
    },
  },
});

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
    description: 'In the currency of the account, always positive: see `side`, or use `signedAmount`.',
  })
  amount!: Money;

  @Field(() => Money, {
    description: 'In the currency of the account, negative for debits: sums of it are right.',
  })
  signedAmount!: Money;

  @Field(() => Money, {
    nullable: true,
    description:
      'In the currency of the purchase or of the sender, always positive. Null when the bank does not say.',
  })
  localAmount!: Money | null;

  @Field(() => TransactionSide, { description: 'Whether money came in or went out.' })
  side!: TransactionSide;

  @Field(() => TransactionStatus, { description: 'How far it has come.' })
  status!: TransactionStatus;

  @Field(() => String, { description: 'The word of the bank for `status`.' })
  rawStatus!: string;

  @Field(() => TransactionOperationType, { description: 'By which means.' })
  operationType!: TransactionOperationType;

  @Field(() => String, { description: 'The word of the bank for `operationType`.' })
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

  @Field(() => Boolean, { description: 'The rules of the organisation want a receipt for it.' })
  isAttachmentRequired!: boolean;

  @Field(() => Boolean, { description: 'A member declared the receipt lost.' })
  isAttachmentLost!: boolean;

  @Field(() => Boolean, { description: 'On an account at another bank.' })
  isExternal!: boolean;

  // Resolvers turn these into `bankAccount`, `initiator`, `attachments` and `labels`.
  bankAccountId!: string | null;
  initiatorId!: string | null;
  /** Undefined when the bank was not asked to embed them. */
  embeddedAttachments!: readonly Attachment[] | undefined;
  embeddedLabels!: readonly Label[] | undefined;
}

export const TransactionConnection = syncableConnectionOf(Transaction, 'transactions');

@InputType({ description: 'Which transactions. Conditions add up: all must hold.' })
export class TransactionFilter {
  @Field(() => [ID], {
    nullable: true,
    description:
      'Of these accounts only. Left out: all accounts, closed ones included. Give ids or IBANs, not both.',
  })
  bankAccountIds?: string[] | null;

  @Field(() => [IbanScalar], {
    nullable: true,
    description: 'Of the accounts with these IBANs only. Give ids or IBANs, not both.',
  })
  ibans?: string[] | null;

  @Field(() => [TransactionStatus], {
    nullable: true,
    defaultValue: [TransactionStatus.COMPLETED],
    description:
      'In these states. COMPLETED alone unless you say otherwise: a sync wants PENDING and DECLINED as well.',
  })
  statuses?: TransactionStatus[] | null;

  @Field(() => TransactionSide, {
    nullable: true,
    description: 'Money in, or money out. Both when left out.',
  })
  side?: TransactionSide | null;

  @Field(() => [TransactionOperationType], {
    nullable: true,
    description: 'By these means. All when left out.',
  })
  operationTypes?: TransactionOperationType[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Started in this window.' })
  emittedAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, {
    nullable: true,
    description: 'Settled in this window; leaves out what is not settled.',
  })
  settledAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, {
    nullable: true,
    description: 'Changed in this window. For a sync give `from` only: the `checkpoint` of the last one.',
  })
  updatedAt?: DateTimeRange | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'With at least one file, or without any. Both when left out.',
  })
  hasAttachments?: boolean | null;
}

export enum TransactionOrderField {
  EMITTED_AT = 'EMITTED_AT',
  SETTLED_AT = 'SETTLED_AT',
  UPDATED_AT = 'UPDATED_AT',
}
registerEnumType(TransactionOrderField, {
  name: 'TransactionOrderField',
  description: 'What transactions can be sorted by.',
  valuesConfig: {
    EMITTED_AT: { description: 'When it was started. Never null, never changes: the best for browsing.' },
    SETTLED_AT: {
      description: 'When it was settled. Refused together with PENDING or DECLINED, which have none.',
    },
    UPDATED_AT: {
      description:
        'When it last changed. Ascending is the order for a sync: its last `endCursor` can be gone on from at any time.',
    },
  },
});

@InputType({ description: 'Order of transactions.' })
export class TransactionOrder {
  @Field(() => TransactionOrderField, { description: 'By what.' })
  field!: TransactionOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Which end first.' })
  direction!: SortDirection;
}
