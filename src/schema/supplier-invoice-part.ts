import { Field, ID, ObjectType } from 'type-graphql';
import { Money } from './money.js';
import { DecimalScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'VAT at one rate.' })
export class SupplierInvoiceTax {
  @Field(() => Money, { nullable: true, description: 'The VAT. Null when it was not read.' })
  amount!: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'As a fraction, e.g. `"0.20"` for 20 %. Null when it was not read.',
  })
  rate!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Another bill in short, as the bank embeds it. For the rest ask `supplierInvoice(id:)`.',
})
export class SupplierInvoiceSummary {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Number printed on it. Null until it was read.' })
  number!: string | null;

  @Field(() => Money, { nullable: true, description: 'Total with VAT. Null until it was read.' })
  totalAmount!: Money | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the file sent in. Null when the bank has none.',
  })
  fileName!: string | null;
}
