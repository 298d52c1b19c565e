import { Field, Int, ObjectType } from 'type-graphql';
import { Beneficiary } from './beneficiary.js';
import { ScaChallenge } from './sca.js';
import { MutationPayload, Outcome } from './user-error.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the payee.',
})
export class CreateBeneficiaryPayload extends MutationPayload {
  @Field(() => Outcome, { description: 'What became of the request. Switch on this first.' })
  outcome!: Outcome;

  @Field(() => Beneficiary, {
    nullable: true,
    description: 'The payee, untrusted and at first PENDING. Null unless CREATED or REPLAYED.',
  })
  beneficiary!: Beneficiary | null;

  @Field(() => ScaChallenge, {
    nullable: true,
    description: 'How to get the confirmation of the account holder. Null unless SCA_REQUIRED.',
  })
  scaChallenge!: ScaChallenge | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Seconds to wait before asking again with the same input and key. Null unless UNKNOWN and asking helps.',
  })
  retryAfterSeconds!: number | null;

  /** Resolvers turn these into `existingBeneficiary`. */
  reused!: Beneficiary | null;
  takenIban!: string | null;
}
