import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { syncableConnectionOf } from './connection.js';
import { Money } from './money.js';
import { DateScalar, DateTimeScalar } from './scalars.js';

export enum TransferStatus {
  PENDING = 'PENDING',
  PROCESSING = 'PROCESSING',
  SETTLED = 'SETTLED',
  DECLINED = 'DECLINED',
  CANCELED = 'CANCELED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(TransferStatus, {
  name: 'TransferStatus',
  description: 'How far a transfer has come.',
  valuesConfig: {
    PENDING: {
      description:
        'Taken, not yet worked on; can be cancelled. A scheduled one stays here until its day has come.',
    },
    PROCESSING: { description: 'On its way; can no longer be cancelled.' },
    SETTLED: { description: 'The money has moved.' },
    DECLINED: { description: 'Refused after it was taken; no money moved. See `declinedReason`.' },
    CANCELED: { description: 'Cancelled in time; no money moved.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawStatus`. Refused as input.',
    },
  },
});

export enum TransferDeclinedReason {
  DEBIT_ACCOUNT_INSUFFICIENT_FUNDS = 'DEBIT_ACCOUNT_INSUFFICIENT_FUNDS',
  BENEFICIARY_BIC_INVALID = 'BENEFICIARY_BIC_INVALID',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(TransferDeclinedReason, {
  name: 'TransferDeclinedReason',
  description: 'Why a transfer was declined after it had been taken.',
  valuesConfig: {
    DEBIT_ACCOUNT_INSUFFICIENT_FUNDS: {
      description: 'The account could not cover it. Want of money usually shows here, after the yes.',
    },
    BENEFICIARY_BIC_INVALID: { description: 'The BIC of the payee is not valid.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see `rawDeclinedReason`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A SEPA transfer. Instant when amount and banks allow it, else by the next banking day; the bank does not say which.',
})
export class Transfer {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => Money, {
    nullable: true,
    description:
      'What was sent; always positive. Null only when it could not be read; the reason is in `errors`.',
  })
  amount!: Money;

  @Field(() => TransferStatus, {
    nullable: true,
    description: 'How far it has come. Null only when it could not be read; the reason is in `errors`.',
  })
  status!: TransferStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `status`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawStatus!: string;

  @Field(() => TransferDeclinedReason, {
    nullable: true,
    description: 'Why it was declined. Null unless DECLINED.',
  })
  declinedReason!: TransferDeclinedReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'The word of the bank for `declinedReason`. Null with it.',
  })
  rawDeclinedReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Text the payee sees. Null when there is none.' })
  reference!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Note for the organisation. Null when there is none.',
  })
  note!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day it is due to leave. Null when the bank does not say.',
  })
  scheduledDate!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was made. Null when the bank does not say.',
  })
  createdAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it last changed. Null when the bank does not say.',
  })
  updatedAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the bank began to work on it. Null while PENDING.',
  })
  processedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done. Null until SETTLED.' })
  completedAt!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the standing order that made it. Null for single transfers.',
  })
  recurringTransferId!: string | null;

  // Resolvers turn these into `beneficiary`, `bankAccount`, `initiator` and `transaction`.
  beneficiaryId!: string | null;
  bankAccountId!: string | null;
  initiatorId!: string | null;
  transactionId!: string | null;
}

export const TransferConnection = syncableConnectionOf(Transfer, 'transfers');
