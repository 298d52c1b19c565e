import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { SortDirection } from './connection.js';
import { DateTimeRange } from './range.js';
import { IbanScalar } from './scalars.js';
import { TransactionOperationType, TransactionSide, TransactionStatus } from './transaction-kind.js';

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
