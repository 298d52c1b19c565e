import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { Money } from './money.js';
import { DecimalScalar, UrlScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'The other side of a transaction.' })
export class Counterparty {
  @Field(() => String, {
    nullable: true,
    description: 'Name, cleaned up by the bank. Null when it could not tell.',
  })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Account number, usually an IBAN. Null for cards.' })
  accountNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What `accountNumber` is: `IBAN`, or another format in the words of the bank. Null with it.',
  })
  accountNumberFormat!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Bank of the other side, usually a BIC. Null for cards.',
  })
  bankIdentifier!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What `bankIdentifier` is: `SWIFT_BIC`, or another format in the words of the bank. Null with it.',
  })
  bankIdentifierFormat!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Of a cheque.' })
export class CheckDetails {
  @Field(() => String, { nullable: true, description: 'Number printed on the cheque. Null when unread.' })
  number!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Security key (clé RLMC) of the cheque. Null when unread.',
  })
  key!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Of an instalment of a financing.' })
export class FinancingInstallmentDetails {
  @Field(() => Int, {
    nullable: true,
    description: 'Which instalment this is, counted from 1. Null when the bank does not say.',
  })
  currentInstallment!: number | null;

  @Field(() => Int, { nullable: true, description: 'How many there are. Null when the bank does not say.' })
  totalInstallments!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'Of a pagoPA payment (Italy).' })
export class PagopaDetails {
  @Field(() => String, { nullable: true, description: 'Notice number. Null when the bank does not say.' })
  noticeNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tax code of the creditor. Null when the bank does not say.',
  })
  creditorFiscalCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Payment identifier (IUV). Null when the bank does not say.',
  })
  iuv!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Of money held back on direct debits.' })
export class DirectDebitHoldDetails {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Share held back, as the bank states it. Null when it does not.',
  })
  guardingRate!: string | null;
}

export const TransactionDetails = createUnionType({
  name: 'TransactionDetails',
  description: 'What only some kinds of transaction have.',
  types: () => [CheckDetails, FinancingInstallmentDetails, PagopaDetails, DirectDebitHoldDetails] as const,
});
export type TransactionDetails =
  CheckDetails | FinancingInstallmentDetails | PagopaDetails | DirectDebitHoldDetails;

@ObjectType({
  simpleResolvers: true,
  description: 'Logo of the other side. Links belong to the bank and may change.',
})
export class TransactionLogo {
  @Field(() => UrlScalar, { nullable: true, description: 'Small picture. Null when there is none.' })
  small!: string | null;

  @Field(() => UrlScalar, { nullable: true, description: 'Medium picture. Null when there is none.' })
  medium!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'VAT at one rate.' })
export class VatItem {
  @Field(() => Money, { nullable: true, description: 'VAT. Null when not stated.' })
  amount!: Money | null;

  @Field(() => Money, { nullable: true, description: 'What the VAT is on. Null when not stated.' })
  amountExcludingVat!: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'As a fraction, e.g. `"0.20"` for 20 %. Null when not stated.',
  })
  rate!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'VAT of a purchase, as stated by members or read from the receipt.',
})
export class VatSummary {
  @Field(() => Money, {
    nullable: true,
    description: 'VAT in the currency of the account. Null when not stated.',
  })
  amount!: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'As a fraction, e.g. `"0.20"` for 20 %. Null when there is none, or more than one.',
  })
  rate!: string | null;

  // Resolvers turn these into `items`; undefined when the bank was not asked to embed them.
  embeddedItems!: readonly (VatItem | Error)[] | undefined;
  transactionId!: string;
}
