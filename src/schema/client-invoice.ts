import { Field, ObjectType } from 'type-graphql';
import { ClientInvoiceStatus, ClientInvoiceType } from './client-invoice-kind.js';
import { syncableConnectionOf } from './connection.js';
import { EInvoicingEvent, EInvoicingStatus, Invoice } from './invoice.js';
import { InvoiceDiscount, InvoiceItem } from './invoice-item.js';
import { InvoiceParty, WelfareFund, WithholdingTax } from './invoice-party.js';
import { Money } from './money.js';
import {
  BicScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  EmailAddressScalar,
  IbanScalar,
  UrlScalar,
} from './scalars.js';

@ObjectType({ simpleResolvers: true, implements: Invoice, description: 'An invoice sent to a client.' })
export class ClientInvoice extends Invoice {
  @Field(() => String, {
    nullable: true,
    description: 'Number printed on it. Null while a draft, unless it is numbered by hand.',
  })
  override number!: string | null;

  @Field(() => ClientInvoiceStatus, {
    nullable: true,
    description: 'How far it has come. Null only when it could not be read; the reason is in `errors`.',
  })
  status!: ClientInvoiceStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `status`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawStatus!: string;

  @Field(() => ClientInvoiceType, {
    nullable: true,
    description: 'What it asks for. Null when the bank does not say.',
  })
  invoiceType!: ClientInvoiceType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The word of the bank for `invoiceType`. Null with it.',
  })
  rawInvoiceType!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Order number of the client. Null when there is none.',
  })
  purchaseOrder!: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of all its amounts. Null when the bank does not say.',
  })
  currency!: string | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Total with VAT. Null when the bank has not worked it out.',
  })
  override totalAmount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'VAT. Null when the bank has not worked it out.' })
  vatAmount!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What has been paid so far. Null when the bank does not say.',
  })
  amountPaid!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What was asked for in advance. Null without deposits.',
  })
  depositAmount!: Money | null;

  @Field(() => InvoiceDiscount, {
    nullable: true,
    description: 'Discount on the whole. Null when there is none.',
  })
  discount!: InvoiceDiscount | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Stamp duty in whole units of `currency` (Italy). Null elsewhere.',
  })
  stampDutyAmount!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day printed as its date. Null when not set.' })
  override issueDate!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day of the service. Null when not set.',
  })
  performancePeriodStart!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the service. Null when not set.' })
  performancePeriodEnd!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was numbered and locked. Null while a draft.',
  })
  finalizedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was paid. Null unless PAID.' })
  paidAt!: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Web page of the invoice, for the client. Null when there is none.',
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

  @Field(() => String, {
    nullable: true,
    description: 'Conditions of a discount. Null when there are none.',
  })
  discountConditions!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Penalties for late payment. Null when there are none.',
  })
  latePaymentPenalties!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Fixed compensation for recovery costs. Null when there is none.',
  })
  legalFixedCompensation!: string | null;

  @Field(() => [InvoiceItem], {
    nullable: 'itemsAndList',
    description:
      'Its lines; empty on a draft that has none yet. An entry, or all, is null only when it could not be read; the reason is in `errors`.',
  })
  items!: (InvoiceItem | Error)[];

  @Field(() => InvoiceParty, {
    nullable: true,
    description: 'The client as printed on it. Null when the bank does not say.',
  })
  billedTo!: InvoiceParty | null;

  @Field(() => IbanScalar, { nullable: true, description: 'Account to pay into. Null when not set.' })
  paymentIban!: string | null;

  @Field(() => BicScalar, { nullable: true, description: 'BIC that goes with it. Null when not set.' })
  paymentBic!: string | null;

  @Field(() => String, { nullable: true, description: 'Name that goes with it. Null when not set.' })
  paymentBeneficiaryName!: string | null;

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

  // Resolvers turn these into `attachment`, `pdf` and `creditNotes`.
  attachmentId!: string | null;
  creditNoteIds!: readonly string[];
}

export const ClientInvoiceConnection = syncableConnectionOf(ClientInvoice, 'client invoices');
