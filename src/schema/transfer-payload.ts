import { Field, Int, ObjectType } from 'type-graphql';
import { PayeeVerification } from './payee-verification.js';
import { ScaChallenge } from './sca.js';
import { Transfer } from './transfer.js';
import { MutationPayload, Outcome } from './user-error.js';

@ObjectType({ simpleResolvers: true, description: 'What the two ways to pay answer alike.' })
export abstract class PaymentPayload extends MutationPayload {
  @Field(() => Outcome, { description: 'What became of the payment. Switch on this first.' })
  outcome!: Outcome;

  @Field(() => Transfer, {
    nullable: true,
    description:
      'The transfer, as it was when it was taken. Null unless CREATED or REPLAYED. Taken is not settled: watch `status` of `transfer(id:)`.',
  })
  transfer!: Transfer | null;

  @Field(() => Transfer, {
    nullable: true,
    description:
      'What the key was used for before, when the error is IDEMPOTENCY_KEY_REUSED and it is known. Null otherwise.',
  })
  existingTransfer!: Transfer | null;

  @Field(() => ScaChallenge, {
    nullable: true,
    description:
      'How to get the confirmation of the account holder. Null unless SCA_REQUIRED; nothing has been paid then.',
  })
  scaChallenge!: ScaChallenge | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Seconds to wait before asking again with the same input and key. Null unless UNKNOWN and asking helps.',
  })
  retryAfterSeconds!: number | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the payment.',
})
export class CreateTransferPayload extends PaymentPayload {}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the check and of the payment.',
})
export class PayBeneficiaryPayload extends PaymentPayload {
  @Field(() => PayeeVerification, {
    nullable: true,
    description:
      'The payee check. With PAYEE_MISMATCH: show it, and pay with `createTransfer` and its `proofToken` if the payer goes ahead. Null when it was not made.',
  })
  verification!: PayeeVerification | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the transfer.',
})
export class CancelTransferPayload extends MutationPayload {
  @Field(() => Transfer, {
    nullable: true,
    description:
      'The transfer as it is now. Null when there is none with this id, or when it could not be read again.',
  })
  transfer!: Transfer | null;
}
