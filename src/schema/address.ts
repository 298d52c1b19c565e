import { Field, InputType, ObjectType } from 'type-graphql';
import { CountryCodeScalar } from './scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A postal address. The bank keeps no part of it mandatory: each may be null.',
})
export class Address {
  @Field(() => String, {
    nullable: true,
    description: 'Street and house number. Null when the bank has none.',
  })
  street!: string | null;

  @Field(() => String, { nullable: true, description: 'City. Null when the bank has none.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code. Null when the bank has none.' })
  zipCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Province, e.g. `MI`. Used in Italy; null elsewhere.' })
  provinceCode!: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country. Null when the bank has none.' })
  countryCode!: string | null;
}

@InputType({
  description: 'A postal address. Invoicing needs `street`, `city`, `zipCode` and `countryCode`.',
})
export class AddressInput {
  @Field(() => String, { nullable: true, description: 'Street and house number.' })
  street?: string | null;

  @Field(() => String, { nullable: true, description: 'City.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code.' })
  zipCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Province, e.g. `MI`. Italy only.' })
  provinceCode?: string | null;

  @Field(() => CountryCodeScalar, { nullable: true, description: 'Country.' })
  countryCode?: string | null;
}
