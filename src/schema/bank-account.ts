import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connection.js';
import { Money } from './money.js';
import { BicScalar, CurrencyCodeScalar, DateTimeScalar, IbanScalar } from './scalars.js';

export enum BankAccountStatus {
  ACTIVE = 'ACTIVE',
  CLOSED = 'CLOSED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(BankAccountStatus, {
  name: 'BankAccountStatus',
  description: 'Whether an account is in use.',
  valuesConfig: {
    ACTIVE: { description: 'Money can come and go.' },
    CLOSED: { description: 'Closed for good; its transactions stay readable.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see `rawStatus`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'An account. Every member sees `id`, `name`, `status` and `isMain`; the rest is null without the right to see it.',
})
export class BankAccount {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name given by the organisation. Null when it has none.',
  })
  name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Short name in the addresses of the bank. Null when the account was read by itself.',
  })
  slug!: string | null;

  @Field(() => IbanScalar, {
    nullable: true,
    description: 'To pay into this account. Null without the right to see it.',
  })
  iban!: string | null;

  @Field(() => BicScalar, {
    nullable: true,
    description: 'The BIC that goes with `iban`. Null without the right to see it.',
  })
  bic!: string | null;

  @Field(() => String, { nullable: true, description: 'National account number. Null for most accounts.' })
  accountNumber!: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of the account. Null without the right to see balances.',
  })
  currency!: string | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Settled money. Null without the right to see balances.',
  })
  balance!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'What can be spent: settled money less pending debits. Null without the right to see balances.',
  })
  authorizedBalance!: Money | null;

  @Field(() => BankAccountStatus, {
    nullable: true,
    description: 'Whether it is in use. Null only when it could not be read; the reason is in `errors`.',
  })
  status!: BankAccountStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `status`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawStatus!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'The main account of the organisation. Null only when it could not be read; the reason is in `errors`.',
  })
  isMain!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Held at another bank and only shown here. Null only when it could not be read; the reason is in `errors`.',
  })
  isExternal!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the account last changed. Null without the right to see it.',
  })
  updatedAt!: string | null;
}

export const BankAccountConnection = connectionOf(BankAccount, 'bank accounts');
