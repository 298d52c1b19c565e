import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Money, MoneyInput } from './money.js';
import { DecimalScalar } from './scalars.js';

export enum DiscountType {
  PERCENTAGE = 'PERCENTAGE',
  ABSOLUTE = 'ABSOLUTE',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(DiscountType, {
  name: 'DiscountType',
  description: 'How a discount is stated.',
  valuesConfig: {
    PERCENTAGE: { description: 'As a share: `value` is a fraction, e.g. `"0.10"`.' },
    ABSOLUTE: { description: 'As a sum: `value` is in whole units of the currency of the invoice.' },
    UNRECOGNIZED: {
      description: 'A value this gateway does not know yet; see `rawType`. Refused as input.',
    },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A discount, on a line or on a whole invoice.' })
export class InvoiceDiscount {
  @Field(() => DiscountType, {
    nullable: true,
    description: 'How it is stated. Null only when it could not be read; the reason is in `errors`.',
  })
  type!: DiscountType;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `type`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawType!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'A fraction or a sum, see `type`. Null when not stated.',
  })
  value!: string | null;

  @Field(() => Money, {
    nullable: true,
    description: 'What it comes to. Null when the bank has not worked it out.',
  })
  amount!: Money | null;
}

@InputType({ description: 'A discount on a line.' })
export class InvoiceDiscountInput {
  @Field(() => DiscountType, { description: 'How it is stated.' })
  type!: DiscountType;

  @Field(() => DecimalScalar, { description: 'A fraction (`"0.10"`) or a sum, see `type`.' })
  value!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A line of an invoice.' })
export class InvoiceItem {
  @Field(() => String, { nullable: true, description: 'What was sold. Null when the bank has none.' })
  title!: string | null;

  @Field(() => String, { nullable: true, description: 'More about it. Null when there is none.' })
  description!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many. Null when not stated.' })
  quantity!: string | null;

  @Field(() => String, { nullable: true, description: 'Of what, e.g. `hour`. Null when there is none.' })
  unit!: string | null;

  @Field(() => Money, { nullable: true, description: 'Price of one, without VAT. Null when not stated.' })
  unitPrice!: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'As a fraction, e.g. `"0.20"` for 20 %. Null when not stated.',
  })
  vatRate!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the reason why there is no VAT, e.g. `N2.1`. Null when VAT applies.',
  })
  vatExemptionReason!: string | null;

  @Field(() => InvoiceDiscount, {
    nullable: true,
    description: 'Discount on this line. Null when there is none.',
  })
  discount!: InvoiceDiscount | null;

  @Field(() => Money, {
    nullable: true,
    description: 'After the discount, without VAT. Null when the bank has not worked it out.',
  })
  subtotal!: Money | null;

  @Field(() => Money, { nullable: true, description: 'VAT. Null when the bank has not worked it out.' })
  totalVat!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'After the discount, with VAT. Null when the bank has not worked it out.',
  })
  totalAmount!: Money | null;
}

@InputType({ description: 'A line of an invoice to make.' })
export class InvoiceItemInput {
  @Field(() => String, { description: 'What is sold.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'More about it.' })
  description?: string | null;

  @Field(() => DecimalScalar, { description: 'How many, e.g. `"10"` or `"1.5"`. Greater than zero.' })
  quantity!: string;

  @Field(() => String, { nullable: true, description: 'Of what, e.g. `hour`.' })
  unit?: string | null;

  @Field(() => MoneyInput, { description: 'Price of one, without VAT, in the currency of the invoice.' })
  unitPrice!: MoneyInput;

  @Field(() => DecimalScalar, { description: 'As a fraction from 0 to 1, e.g. `"0.20"` for 20 %.' })
  vatRate!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the reason why there is no VAT, e.g. `N2.1`. For lines whose `vatRate` is 0.',
  })
  vatExemptionReason?: string | null;

  @Field(() => InvoiceDiscountInput, { nullable: true, description: 'Discount on this line.' })
  discount?: InvoiceDiscountInput | null;
}
