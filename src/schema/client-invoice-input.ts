import { Field, ID, InputType } from 'type-graphql';
import { InvoiceItemInput } from './invoice-item.js';
import { CurrencyCodeScalar, DateScalar, EmailAddressScalar, IbanScalar } from './scalars.js';

/** What a draft may have and need not. */
@InputType({ description: 'What a draft may have.' })
abstract class InvoiceTexts {
  @Field(() => String, {
    nullable: true,
    description: 'For numbering by hand only. Left out: numbered by the bank when finalized.',
  })
  number?: string | null;

  @Field(() => String, { nullable: true, description: 'Order number of the client.' })
  purchaseOrder?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'First day of the service.' })
  performancePeriodStart?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day of the service.' })
  performancePeriodEnd?: string | null;

  @Field(() => String, { nullable: true, description: 'Text above the lines.' })
  header?: string | null;

  @Field(() => String, { nullable: true, description: 'Text below the lines.' })
  footer?: string | null;

  @Field(() => String, { nullable: true, description: 'Terms.' })
  termsAndConditions?: string | null;

  @Field(() => String, { nullable: true, description: 'Conditions of a discount.' })
  discountConditions?: string | null;

  @Field(() => String, { nullable: true, description: 'Penalties for late payment.' })
  latePaymentPenalties?: string | null;

  @Field(() => String, { nullable: true, description: 'Fixed compensation for recovery costs.' })
  legalFixedCompensation?: string | null;
}

@InputType({ description: 'A draft to make.' })
export class CreateInvoiceInput extends InvoiceTexts {
  @Field(() => ID, {
    description: 'Who is billed. Needs currency, language, address and, as a company, a tax number.',
  })
  clientId!: string;

  @Field(() => DateScalar, { description: 'Day printed as its date.' })
  issueDate!: string;

  @Field(() => DateScalar, { description: 'Day it is due, not before `issueDate`.' })
  dueDate!: string;

  @Field(() => IbanScalar, {
    description: 'Where the client is to pay: the IBAN of one of the accounts of the organisation.',
  })
  paymentIban!: string;

  @Field(() => [InvoiceItemInput], { description: 'Its lines; at least one.' })
  items!: InvoiceItemInput[];

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of all its amounts. The one of the client when left out.',
  })
  currency?: string | null;
}

@InputType({
  description: 'What to change in a draft. What is left out stays as it is; null empties a text.',
})
export class UpdateInvoiceInput extends InvoiceTexts {
  @Field(() => ID, { description: 'The invoice; must be DRAFT.' })
  id!: string;

  @Field(() => ID, { nullable: true, description: 'Who is billed.' })
  clientId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day printed as its date.' })
  issueDate?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Day it is due.' })
  dueDate?: string | null;

  @Field(() => IbanScalar, { nullable: true, description: 'Where the client is to pay.' })
  paymentIban?: string | null;

  @Field(() => [InvoiceItemInput], {
    nullable: true,
    description: 'All its lines: they replace the ones there are.',
  })
  items?: InvoiceItemInput[] | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Currency of all its amounts.' })
  currency?: string | null;
}

@InputType({ description: 'A draft to throw away.' })
export class DeleteInvoiceInput {
  @Field(() => ID, { description: 'The invoice; must be DRAFT. Others are cancelled instead.' })
  id!: string;
}

@InputType({ description: 'A draft to number and lock.' })
export class FinalizeInvoiceInput {
  @Field(() => ID, { description: 'The invoice; must be DRAFT.' })
  id!: string;
}

@InputType({ description: 'An e-mail with the invoice.' })
export class SendInvoiceInput {
  @Field(() => ID, { description: 'The invoice; must be finalized.' })
  id!: string;

  @Field(() => [EmailAddressScalar], { description: 'Who gets it; at least one address.' })
  to!: string[];

  @Field(() => String, { description: 'Subject line.' })
  subject!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Text of the message. The one of the bank when left out.',
  })
  body?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'A copy to the organisation as well.' })
  copyToSelf!: boolean;
}

@InputType({ description: 'An invoice that was paid.' })
export class MarkInvoiceAsPaidInput {
  @Field(() => ID, { description: 'The invoice; must be UNPAID. Of a PAID one only the day changes.' })
  id!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of the payment, not in the future. Today when left out.',
  })
  paidOn?: string | null;
}

@InputType({ description: 'An invoice that was not paid after all.' })
export class UnmarkInvoiceAsPaidInput {
  @Field(() => ID, { description: 'The invoice; must be PAID.' })
  id!: string;
}

@InputType({ description: 'An invoice to cancel.' })
export class CancelInvoiceInput {
  @Field(() => ID, { description: 'The invoice; must be UNPAID. Drafts are deleted instead.' })
  id!: string;
}
