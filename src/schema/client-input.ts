import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { AddressInput } from './address.js';
import { ClientKind } from './invoice-party.js';
import { CurrencyCodeScalar, EmailAddressScalar } from './scalars.js';

@InputType({ description: 'A telephone number.' })
export class PhoneInput {
  @Field(() => String, { description: 'Calling code, e.g. `+33`.' })
  countryCode!: string;

  @Field(() => String, { description: 'The number without its calling code.' })
  number!: string;
}

/** What can be said of a client, new or known. */
@InputType({ description: 'What can be said of a client.' })
abstract class ClientDetails {
  @Field(() => String, {
    nullable: true,
    description: 'Name of the company, at most 250 characters. A company needs one.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'First name, at most 60 characters. A person needs one.',
  })
  firstName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last name, at most 60 characters. A person needs one.',
  })
  lastName?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'E-mail address.' })
  email?: string | null;

  @Field(() => [EmailAddressScalar], {
    nullable: true,
    description: 'All further addresses that get its invoices, at most 100.',
  })
  extraEmails?: string[] | null;

  @Field(() => PhoneInput, { nullable: true, description: 'Telephone.' })
  phone?: PhoneInput | null;

  @Field(() => String, { nullable: true, description: 'VAT number, at most 20 characters.' })
  vatNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Tax number, e.g. a SIREN, at most 30 characters.',
  })
  taxIdentificationNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Address in the e-invoicing network.' })
  eInvoicingAddress?: string | null;

  @Field(() => String, { nullable: true, description: 'E-invoicing code. Italy only.' })
  recipientCode?: string | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Currency of its invoices, e.g. `EUR`.' })
  currency?: string | null;

  @Field(() => String, { nullable: true, description: 'Language of its invoices, e.g. `fr`.' })
  locale?: string | null;

  @Field(() => AddressInput, { nullable: true, description: 'Where bills go: the whole address.' })
  billingAddress?: AddressInput | null;

  @Field(() => AddressInput, { nullable: true, description: 'Where goods go: the whole address.' })
  deliveryAddress?: AddressInput | null;
}

@InputType({
  description:
    'A client to put on file. To be billed it needs `currency`, `locale`, `billingAddress` and, as a company, `taxIdentificationNumber`.',
})
export class CreateClientInput extends ClientDetails {
  @Field(() => ClientKind, { description: 'What kind of client.' })
  kind!: ClientKind;
}

@InputType({ description: 'What to change in a client. What is left out stays as it is; null empties it.' })
export class UpdateClientInput extends ClientDetails {
  @Field(() => ID, { description: 'The client.' })
  id!: string;

  @Field(() => ClientKind, { nullable: true, description: 'What kind of client.' })
  kind?: ClientKind | null;
}

export enum ClientMatchKey {
  EMAIL = 'EMAIL',
  VAT_NUMBER = 'VAT_NUMBER',
  TAX_IDENTIFICATION_NUMBER = 'TAX_IDENTIFICATION_NUMBER',
}
registerEnumType(ClientMatchKey, {
  name: 'ClientMatchKey',
  description: 'What tells one client from another.',
  valuesConfig: {
    EMAIL: { description: 'Its e-mail address.' },
    VAT_NUMBER: { description: 'Its VAT number.' },
    TAX_IDENTIFICATION_NUMBER: { description: 'Its tax number.' },
  },
});

@InputType({ description: 'A client to find, or else to put on file.' })
export class FindOrCreateClientInput {
  @Field(() => ClientMatchKey, {
    defaultValue: ClientMatchKey.EMAIL,
    description: 'Which of the values in `client` to look for; it must be given there.',
  })
  matchBy!: ClientMatchKey;

  @Field(() => CreateClientInput, { description: 'The client. What is found is not changed to match.' })
  client!: CreateClientInput;
}
