import { Field, ID, InputType } from 'type-graphql';
import { BicScalar, EmailAddressScalar, IbanScalar } from './scalars.js';
import { ScaInput } from './sca.js';

@InputType({ description: 'A payee that may not be on file yet.' })
export class NewBeneficiaryInput {
  @Field(() => String, { description: 'Name as the bank of the payee knows it, 1–140 characters.' })
  name!: string;

  @Field(() => IbanScalar, { description: 'Account to pay into.' })
  iban!: string;

  @Field(() => BicScalar, { nullable: true, description: 'BIC; not needed within SEPA.' })
  bic?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'Where notice of payments goes.' })
  email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Category of payments to it in the words of the bank, e.g. `logistics`.',
  })
  activityTag?: string | null;
}

@InputType({ description: 'A payee to put on file.' })
export class CreateBeneficiaryInput {
  @Field(() => ID, {
    description:
      'Yours: new for every payee, the same for every retry of it. A UUIDv7 is best; at most 255 printable characters.',
  })
  idempotencyKey!: string;

  @Field(() => NewBeneficiaryInput, { description: 'The payee.' })
  beneficiary!: NewBeneficiaryInput;

  @Field(() => ScaInput, {
    nullable: true,
    description: 'Only when the account holder has to confirm, or to choose how.',
  })
  sca?: ScaInput | null;
}
