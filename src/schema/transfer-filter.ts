import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { SortDirection } from './connection.js';
import { DateRange, DateTimeRange } from './range.js';
import { TransferStatus } from './transfer.js';

@InputType({ description: 'Which transfers. Conditions add up: all must hold.' })
export class TransferFilter {
  @Field(() => [ID], { nullable: true, description: 'These only; at most 100.' })
  ids?: string[] | null;

  @Field(() => [TransferStatus], { nullable: true, description: 'In these states. All when left out.' })
  statuses?: TransferStatus[] | null;

  @Field(() => DateTimeRange, {
    nullable: true,
    description: 'Changed in this window. For a sync give `from` only: the `checkpoint` of the last one.',
  })
  updatedAt?: DateTimeRange | null;

  @Field(() => DateRange, { nullable: true, description: 'Due in this window of days.' })
  scheduledDate?: DateRange | null;

  @Field(() => [ID], { nullable: true, description: 'To one of these payees; at most 100.' })
  beneficiaryIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Made by one of these standing orders; at most 100.' })
  recurringTransferIds?: string[] | null;
}

export enum TransferOrderField {
  UPDATED_AT = 'UPDATED_AT',
  SCHEDULED_DATE = 'SCHEDULED_DATE',
}
registerEnumType(TransferOrderField, {
  name: 'TransferOrderField',
  description: 'What transfers can be sorted by.',
  valuesConfig: {
    UPDATED_AT: { description: 'When it last changed. Ascending is the order for a sync.' },
    SCHEDULED_DATE: { description: 'The day it is due.' },
  },
});

@InputType({ description: 'Order of transfers.' })
export class TransferOrder {
  @Field(() => TransferOrderField, { defaultValue: TransferOrderField.UPDATED_AT, description: 'By what.' })
  field!: TransferOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Which end first.' })
  direction!: SortDirection;
}
