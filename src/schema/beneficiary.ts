import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, SortDirection } from './connection.js';
import { BicScalar, CurrencyCodeScalar, DateTimeScalar, EmailAddressScalar, IbanScalar } from './scalars.js';

export enum BeneficiaryStatus {
  PENDING = 'PENDING',
  VALIDATED = 'VALIDATED',
  DECLINED = 'DECLINED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(BeneficiaryStatus, {
  name: 'BeneficiaryStatus',
  description: 'Whether a payee can be paid.',
  valuesConfig: {
    PENDING: { description: 'The bank is still looking at it.' },
    VALIDATED: { description: 'Can be paid.' },
    DECLINED: { description: 'Refused by the bank.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawStatus`. Refused as input.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Somebody on file who can be paid within SEPA.' })
export class Beneficiary {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name that payee checks and payments go by. Null when the bank has none.',
  })
  name!: string | null;

  @Field(() => IbanScalar, {
    nullable: true,
    description: 'Account that is paid into. Null when the bank has none.',
  })
  iban!: string | null;

  @Field(() => BicScalar, {
    nullable: true,
    description: 'BIC of that account. Null for most payees: the IBAN is enough.',
  })
  bic!: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'Where the bank sends notice of payments. Null when there is none.',
  })
  email!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Category of payments to it in the words of the bank, e.g. `logistics`. An open set; null when there is none.',
  })
  activityTag!: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of the account. Null when the bank does not say.',
  })
  currency!: string | null;

  @Field(() => BeneficiaryStatus, {
    nullable: true,
    description: 'Whether it can be paid. Null only when it could not be read; the reason is in `errors`.',
  })
  status!: BeneficiaryStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `status`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawStatus!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Payments to a trusted payee need no confirmation by the account holder. Trust is given in the app of the bank only. Null only when it could not be read; the reason is in `errors`.',
  })
  isTrusted!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was put on file. Null when the bank does not say.',
  })
  createdAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it last changed. Null when the bank does not say.',
  })
  updatedAt!: string | null;
}

export const BeneficiaryConnection = connectionOf(Beneficiary, 'payees');

@InputType({
  description: 'Which payees. Conditions add up: all must hold. The bank offers no search by name.',
})
export class BeneficiaryFilter {
  @Field(() => [IbanScalar], { nullable: true, description: 'With one of these IBANs, at most 100.' })
  ibans?: string[] | null;

  @Field(() => [BeneficiaryStatus], {
    nullable: true,
    description: 'In these states. All when left out; only VALIDATED ones can be paid.',
  })
  statuses?: BeneficiaryStatus[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Trusted ones, or the others. Both when left out.',
  })
  isTrusted?: boolean | null;
}

export enum BeneficiaryOrderField {
  UPDATED_AT = 'UPDATED_AT',
}
registerEnumType(BeneficiaryOrderField, {
  name: 'BeneficiaryOrderField',
  description: 'What payees can be sorted by.',
  valuesConfig: { UPDATED_AT: { description: 'When it last changed.' } },
});

@InputType({ description: 'Order of payees.' })
export class BeneficiaryOrder {
  @Field(() => BeneficiaryOrderField, {
    defaultValue: BeneficiaryOrderField.UPDATED_AT,
    description: 'By what.',
  })
  field!: BeneficiaryOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Which end first.' })
  direction!: SortDirection;
}
