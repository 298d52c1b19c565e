import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { SortDirection } from './connection.js';
import { DateTimeRange } from './range.js';
import { DateScalar } from './scalars.js';
import { SupplierInvoiceStatus } from './supplier-invoice-kind.js';

export enum SupplierInvoiceDue {
  PAST_AND_TODAY = 'PAST_AND_TODAY',
  FUTURE = 'FUTURE',
  MISSING = 'MISSING',
}
registerEnumType(SupplierInvoiceDue, {
  name: 'SupplierInvoiceDue',
  description: 'How a bill stands to the day it is due.',
  valuesConfig: {
    PAST_AND_TODAY: { description: 'Due today, or overdue.' },
    FUTURE: { description: 'Due later.' },
    MISSING: { description: 'It names no day.' },
  },
});

@InputType({ description: 'Which supplier invoices. Conditions add up: all must hold.' })
export class SupplierInvoiceFilter {
  @Field(() => [SupplierInvoiceStatus], {
    nullable: true,
    description: 'In these states. All when left out.',
  })
  statuses?: SupplierInvoiceStatus[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Recorded in this window.' })
  createdAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, {
    nullable: true,
    description: 'Changed in this window. For a sync give `from` only: the `checkpoint` of the last one.',
  })
  updatedAt?: DateTimeRange | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Issued on this day or later. The bank has no filter for the other end.',
  })
  issuedFrom?: string | null;

  @Field(() => SupplierInvoiceDue, {
    nullable: true,
    description: 'By how they stand to the day they are due.',
  })
  due?: SupplierInvoiceDue | null;

  @Field(() => [ID], { nullable: true, description: 'With one of these files, at most 100.' })
  attachmentIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Waiting for one of these members, or approved by one.' })
  approverIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Lacking something that a payment needs, or lacking nothing. Both when left out.',
  })
  isMissingData?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Matched to a movement on an account, or not. Both when left out.',
  })
  hasMatchedTransactions?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Leaves out credit notes when true.' })
  excludeCreditNotes?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words to look for in the name of the supplier, the number and the like.',
  })
  search?: string | null;
}

export enum SupplierInvoiceOrderField {
  CREATED_AT = 'CREATED_AT',
  UPDATED_AT = 'UPDATED_AT',
}
registerEnumType(SupplierInvoiceOrderField, {
  name: 'SupplierInvoiceOrderField',
  description: 'What supplier invoices can be sorted by.',
  valuesConfig: {
    CREATED_AT: { description: 'When the bank recorded it. Never changes: the best for browsing.' },
    UPDATED_AT: {
      description:
        'When it last changed. Ascending is the order for a sync: its last `endCursor` can be gone on from at any time.',
    },
  },
});

@InputType({ description: 'Order of supplier invoices.' })
export class SupplierInvoiceOrder {
  @Field(() => SupplierInvoiceOrderField, {
    defaultValue: SupplierInvoiceOrderField.CREATED_AT,
    description: 'By what.',
  })
  field!: SupplierInvoiceOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Which end first.' })
  direction!: SortDirection;
}
