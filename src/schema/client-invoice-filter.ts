import { Field, InputType, registerEnumType } from 'type-graphql';
import { ClientInvoiceStatus } from './client-invoice-kind.js';
import { SortDirection } from './connection.js';
import { DateTimeRange } from './range.js';

@InputType({ description: 'Which client invoices. Conditions add up: all must hold.' })
export class ClientInvoiceFilter {
  @Field(() => [ClientInvoiceStatus], {
    nullable: true,
    description: 'In these states. All when left out.',
  })
  statuses?: ClientInvoiceStatus[] | null;

  @Field(() => DateTimeRange, { nullable: true, description: 'Recorded in this window.' })
  createdAt?: DateTimeRange | null;

  @Field(() => DateTimeRange, {
    nullable: true,
    description: 'Changed in this window. For a sync give `from` only: the `checkpoint` of the last one.',
  })
  updatedAt?: DateTimeRange | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Invoices made elsewhere and imported, as well. The bank hides them by default: a sync wants `true`.',
  })
  includeImported!: boolean;
}

export enum ClientInvoiceOrderField {
  CREATED_AT = 'CREATED_AT',
}
registerEnumType(ClientInvoiceOrderField, {
  name: 'ClientInvoiceOrderField',
  description: 'What client invoices can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When the bank recorded it. Never changes.' } },
});

@InputType({ description: 'Order of client invoices.' })
export class ClientInvoiceOrder {
  @Field(() => ClientInvoiceOrderField, {
    defaultValue: ClientInvoiceOrderField.CREATED_AT,
    description: 'By what.',
  })
  field!: ClientInvoiceOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Which end first.' })
  direction!: SortDirection;
}
