import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Address } from './address.js';
import { connectionOf, SortDirection } from './connection.js';
import { ClientKind } from './invoice-party.js';
import { CurrencyCodeScalar, DateTimeScalar, EmailAddressScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A telephone number.' })
export class Phone {
  @Field(() => String, {
    nullable: true,
    description: 'Calling code, e.g. `+33`. Null when the bank has none.',
  })
  countryCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The number without its calling code. Null when the bank has none.',
  })
  number!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Someone the organisation bills.' })
export class Client {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => ClientKind, {
    nullable: true,
    description: 'What kind of client. Null only when it could not be read; the reason is in `errors`.',
  })
  kind!: ClientKind;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `kind`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawKind!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What to show: the name of the company, or first and last name. Null when the bank has neither.',
  })
  displayName!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the company. Null for persons.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'First name. Null for companies.' })
  firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'Last name. Null for companies.' })
  lastName!: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'E-mail address. Null when there is none.',
  })
  email!: string | null;

  @Field(() => [EmailAddressScalar], {
    nullable: 'itemsAndList',
    description:
      'Further addresses that get its invoices; empty when there are none. An entry, or all, is null only when it could not be read; the reason is in `errors`.',
  })
  extraEmails!: (string | Error)[];

  @Field(() => Phone, { nullable: true, description: 'Telephone. Null when there is none.' })
  phone!: Phone | null;

  @Field(() => String, { nullable: true, description: 'VAT number. Null when there is none.' })
  vatNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tax number, e.g. a SIREN. Null when there is none; a company cannot be billed without.',
  })
  taxIdentificationNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Address in the e-invoicing network. Null when there is none.',
  })
  eInvoicingAddress!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'E-invoices reach it. Null when the bank does not know.',
  })
  isEInvoicingReachable!: boolean | null;

  @Field(() => String, { nullable: true, description: 'E-invoicing code (Italy). Null elsewhere.' })
  recipientCode!: string | null;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of its invoices. Null when not set; it cannot be billed without.',
  })
  currency!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Language of its invoices, e.g. `fr`. Null when not set; it cannot be billed without.',
  })
  locale!: string | null;

  @Field(() => Address, {
    nullable: true,
    description: 'Where bills go. Null when not set; it cannot be billed without.',
  })
  billingAddress!: Address | null;

  @Field(() => Address, { nullable: true, description: 'Where goods go. Null when not set.' })
  deliveryAddress!: Address | null;

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

export const ClientConnection = connectionOf(Client, 'clients');

@InputType({
  description: 'Which clients. Conditions add up: all must hold. Each needs at least two characters.',
})
export class ClientFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  name?: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'The whole e-mail address; letter case does not matter.',
  })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The whole VAT number; letter case does not matter.',
  })
  vatNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The whole tax number; letter case does not matter.',
  })
  taxIdentificationNumber?: string | null;
}

export enum ClientOrderField {
  CREATED_AT = 'CREATED_AT',
  NAME = 'NAME',
}
registerEnumType(ClientOrderField, {
  name: 'ClientOrderField',
  description: 'What clients can be sorted by.',
  valuesConfig: {
    CREATED_AT: { description: 'When it was put on file. Never changes.' },
    NAME: { description: 'Its name, as the bank sorts names.' },
  },
});

@InputType({ description: 'Order of clients.' })
export class ClientOrder {
  @Field(() => ClientOrderField, { defaultValue: ClientOrderField.CREATED_AT, description: 'By what.' })
  field!: ClientOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: 'Which end first.' })
  direction!: SortDirection;
}
