import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Address } from './address.js';
import { DecimalScalar, EmailAddressScalar } from './scalars.js';

export enum ClientKind {
  COMPANY = 'COMPANY',
  FREELANCER = 'FREELANCER',
  INDIVIDUAL = 'INDIVIDUAL',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(ClientKind, {
  name: 'ClientKind',
  description: 'What kind of client.',
  valuesConfig: {
    COMPANY: { description: 'A company; it has a `name`.' },
    FREELANCER: { description: 'A self-employed person (Italy).' },
    INDIVIDUAL: { description: 'A private person, with a first and a last name.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawKind`. Refused as input.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A client as printed on a document. It does not follow later edits, and stays when the client is deleted.',
})
export class InvoiceParty {
  @Field(() => ID, {
    nullable: true,
    description: 'The id of the client at that time. Null when the bank does not say.',
  })
  clientId!: string | null;

  @Field(() => ClientKind, {
    nullable: true,
    description: 'What kind of client. Null when the bank does not say.',
  })
  kind!: ClientKind | null;

  @Field(() => String, { nullable: true, description: 'The word of the bank for `kind`. Null with it.' })
  rawKind!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the company. Null for persons.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'First name. Null for companies.' })
  firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'Last name. Null for companies.' })
  lastName!: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'E-mail address. Null when there was none.',
  })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'VAT number. Null when there was none.' })
  vatNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tax number, e.g. a SIREN. Null when there was none.',
  })
  taxIdentificationNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E-invoicing code of the receiver (Italy). Null elsewhere.',
  })
  recipientCode!: string | null;

  @Field(() => Address, { nullable: true, description: 'Where the bill goes. Null when there was none.' })
  billingAddress!: Address | null;

  @Field(() => Address, { nullable: true, description: 'Where the goods go. Null when there was none.' })
  deliveryAddress!: Address | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of the document, e.g. `fr`. Null when not stated.',
  })
  locale!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Social security contribution on a document. Italy only.',
})
export class WelfareFund {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the fund, e.g. `TC01`. Null when not stated.',
  })
  type!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'As a fraction, e.g. `"0.04"`. Null when not stated.',
  })
  rate!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Tax that the client holds back and pays to the state. Italy only.',
})
export class WithholdingTax {
  @Field(() => String, {
    nullable: true,
    description: 'Code of the kind of tax, e.g. `RF01`. Null when not stated.',
  })
  reason!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'As a fraction, e.g. `"0.20"`. Null when not stated.',
  })
  rate!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the reason for the payment. Null when not stated.',
  })
  paymentReason!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'What it comes to, in the currency of the document. Null when the bank has not worked it out.',
  })
  amount!: string | null;
}
