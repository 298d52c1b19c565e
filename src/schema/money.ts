import { Field, InputType, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, DecimalScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'An exact amount of money.' })
export class Money {
  @Field(() => DecimalScalar, {
    description:
      'Decimal text with the digits of the currency, e.g. `"1100.50"`. In whole units (euros), never in cents.',
  })
  value!: string;

  @Field(() => CurrencyCodeScalar, { description: 'The currency that `value` is in.' })
  currency!: string;
}

@InputType({ description: 'An exact amount of money.' })
export class MoneyInput {
  @Field(() => DecimalScalar, {
    description:
      'Decimal text in whole units (euros, not cents), e.g. `"1100.50"`; at most two decimals for EUR.',
  })
  value!: string;

  @Field(() => CurrencyCodeScalar, {
    description: 'The currency that `value` is in; must be that of the account or of the invoice.',
  })
  currency!: string;
}
