import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, SortDirection } from './connection.js';
import { EInvoicingEvent, EInvoicingStatus } from './invoice.js';
import { InvoiceItem } from './invoice-item.js';
import { InvoiceParty, WelfareFund, WithholdingTax } from './invoice-party.js';
import { Money } from './money.js';
import { DateTimeRange } from './range.js';
import {
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  EmailAddressScalar,
  UrlScalar,
} from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A credit note on a client invoice. It is made in the app of the bank; here it can be read.',
})
export class CreditNote {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number printed on it. Null when the bank does not say.',
  })
  number!: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of all its amounts. Null when the bank does not say.',
  })
  currency!: string | null;

  @Field(() => Money, { nullable: true, description: 'Total with VAT. Null when the bank does not say.' })
  totalAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'VAT. Null when the bank does not say.' })
  vatAmount!: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Stamp duty in whole units of `currency` (Italy). Null elsewhere.',
  })
  stampDutyAmount!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day printed as its date. Null when the bank does not say.',
  })
  issueDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day printed on the invoice it is about. Null when the bank does not say.',
  })
  invoiceIssueDate!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the bank recorded it. Null when the bank does not say.',
  })
  createdAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was numbered and locked. Null when the bank does not say.',
  })
  finalizedAt!: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Web page of the document, for the client. Null when there is none.',
  })
  invoiceUrl!: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'Where the client may ask back. Null when there is none.',
  })
  contactEmail!: string | null;

  @Field(() => String, { nullable: true, description: 'Text above the lines. Null when there is none.' })
  header!: string | null;

  @Field(() => String, { nullable: true, description: 'Text below the lines. Null when there is none.' })
  footer!: string | null;

  @Field(() => String, { nullable: true, description: 'Terms. Null when there are none.' })
  termsAndConditions!: string | null;

  @Field(() => [InvoiceItem], {
    nullable: 'itemsAndList',
    description:
      'Its lines; empty when the bank sends none. An entry, or all, is null only when it could not be read; the reason is in `errors`.',
  })
  items!: (InvoiceItem | Error)[];

  @Field(() => InvoiceParty, {
    nullable: true,
    description: 'The client as printed on it. Null when the bank does not say.',
  })
  billedTo!: InvoiceParty | null;

  @Field(() => EInvoicingStatus, {
    nullable: true,
    description: 'Delivery as an e-invoice. Null when it is none.',
  })
  eInvoicingStatus!: EInvoicingStatus | null;

  @Field(() => String, {
    nullable: true,
    description: 'The word of the bank for `eInvoicingStatus`. Null with it.',
  })
  rawEInvoicingStatus!: string | null;

  @Field(() => [EInvoicingEvent], {
    nullable: 'itemsAndList',
    description:
      'Its steps through the network, oldest first; empty when it is no e-invoice. An entry, or all, is null only when it could not be read; the reason is in `errors`.',
  })
  eInvoicingEvents!: (EInvoicingEvent | Error)[];

  @Field(() => WelfareFund, {
    nullable: true,
    description: 'Social security contribution (Italy). Null elsewhere.',
  })
  welfareFund!: WelfareFund | null;

  @Field(() => WithholdingTax, {
    nullable: true,
    description: 'Tax held back by the client (Italy). Null elsewhere.',
  })
  withholdingTax!: WithholdingTax | null;

  // Resolvers turn these into `invoice` and `attachment`.
  invoiceId!: string | null;
  attachmentId!: string | null;
}

export const CreditNoteConnection = connectionOf(CreditNote, 'credit notes');

@InputType({ description: 'Which credit notes.' })
export class CreditNoteFilter {
  @Field(() => DateTimeRange, { nullable: true, description: 'Recorded in this window.' })
  createdAt?: DateTimeRange | null;
}

export enum CreditNoteOrderField {
  CREATED_AT = 'CREATED_AT',
}
registerEnumType(CreditNoteOrderField, {
  name: 'CreditNoteOrderField',
  description: 'What credit notes can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When the bank recorded it. Never changes.' } },
});

@InputType({ description: 'Order of credit notes.' })
export class CreditNoteOrder {
  @Field(() => CreditNoteOrderField, {
    defaultValue: CreditNoteOrderField.CREATED_AT,
    description: 'By what.',
  })
  field!: CreditNoteOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Which end first.' })
  direction!: SortDirection;
}
