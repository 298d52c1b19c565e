import { Field, ID, ObjectType } from 'type-graphql';
import type { BankAccount } from './bank-account.js';
import { CountryCodeScalar, DateScalar, DateTimeScalar, DecimalScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'The organisation that the credentials belong to.' })
export class Organization {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Short name in the addresses of the bank, e.g. `acme-1234`. Null only when it could not be read; the reason is in `errors`.',
  })
  slug!: string;

  @Field(() => String, { nullable: true, description: 'Name in daily use. Null when the bank has none.' })
  name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Registered name. Null until the organisation is registered at the bank.',
  })
  legalName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Registration number, e.g. a SIREN. Null when the bank has none.',
  })
  legalNumber!: string | null;

  @Field(() => CountryCodeScalar, {
    nullable: true,
    description: 'Country of registration. Null when the bank has none.',
  })
  legalCountry!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Day of registration. Null when the bank has none.',
  })
  legalRegistrationDate!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Legal form, e.g. `SAS`. Null when the bank has none.',
  })
  legalForm!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Registered address, on one line. Null when the bank has none.',
  })
  legalAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Business sector, in the words of the bank. Null when it has none.',
  })
  legalSector!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Share capital in whole units of the home currency. Null when the legal form has none.',
  })
  legalShareCapital!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of the organisation, e.g. `fr`. Null when the bank has none.',
  })
  locale!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the contract with the bank was signed. Null when it was not yet.',
  })
  contractSignedAt!: string | null;

  /** The bank embeds them; resolvers turn them into `bankAccounts` and `mainBankAccount`. */
  embeddedBankAccounts!: readonly (BankAccount | Error)[];
}
