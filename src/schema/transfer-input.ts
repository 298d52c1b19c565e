import { Directive, Field, ID, InputType } from 'type-graphql';
import { NewBeneficiaryInput } from './beneficiary-input.js';
import { MoneyInput } from './money.js';
import { PayeeMatch } from './payee-verification.js';
import { DateScalar } from './scalars.js';
import { ScaInput } from './sca.js';

@Directive('@oneOf')
@InputType({ description: 'Who is paid. Give exactly one of the two.' })
export class TransferPayeeInput {
  @Field(() => ID, {
    nullable: true,
    description: 'A payee on file. Trusted ones need no confirmation.',
  })
  beneficiaryId?: string | null;

  @Field(() => NewBeneficiaryInput, {
    nullable: true,
    description:
      'Put on file on the way, untrusted. If the IBAN is on file already, the bank overwrites the name of that payee.',
  })
  newBeneficiary?: NewBeneficiaryInput | null;
}

@InputType({ description: 'What the two ways to pay have in common.' })
export abstract class PaymentInput {
  @Field(() => ID, {
    description:
      'Yours: new for every payment you mean to make, the same for every retry of it. Store it before sending. `verifyPayee` gives one; a UUIDv7 is best; at most 255 printable characters.',
  })
  idempotencyKey!: string;

  @Field(() => ID, { description: 'The account that pays.' })
  bankAccountId!: string;

  @Field(() => MoneyInput, { description: 'How much, in the currency of the account; at most two decimals.' })
  amount!: MoneyInput;

  @Field(() => String, { description: 'Text the payee sees, 1–140 characters.' })
  reference!: string;

  @Field(() => String, { nullable: true, description: 'Note for the organisation.' })
  note?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day to send it. Today when left out.' })
  scheduledDate?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Files from `uploadAttachment`, at most 5. Above 30,000 EUR the bank wants at least one.',
  })
  attachmentIds?: string[] | null;

  @Field(() => ScaInput, {
    nullable: true,
    description: 'Only when the account holder has to confirm, or to choose how.',
  })
  sca?: ScaInput | null;
}

@InputType({ description: 'A payment whose payee was checked with `verifyPayee`.' })
export class CreateTransferInput extends PaymentInput {
  @Field(() => String, {
    description:
      'From `verifyPayee`, at most 23 hours old. Giving it says that the payer has seen the result.',
  })
  proofToken!: string;

  @Field(() => TransferPayeeInput, { description: 'Who is paid; must be the payee that was checked.' })
  payee!: TransferPayeeInput;
}

@InputType({ description: 'A payment to a payee on file, checked and made in one go.' })
export class PayBeneficiaryInput extends PaymentInput {
  @Field(() => ID, { description: 'Who is paid. Must be VALIDATED.' })
  beneficiaryId!: string;

  @Field(() => [PayeeMatch], {
    defaultValue: [PayeeMatch.MATCH],
    description: 'Results of the payee check on which to pay. Only MATCH unless you say otherwise.',
  })
  acceptMatches!: PayeeMatch[];
}

@InputType({ description: 'A transfer to stop.' })
export class CancelTransferInput {
  @Field(() => ID, { description: 'The transfer; must be PENDING.' })
  id!: string;
}
