import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IbanScalar } from './scalars.js';
import { MutationPayload } from './user-error.js';

export enum PayeeMatch {
  MATCH = 'MATCH',
  CLOSE_MATCH = 'CLOSE_MATCH',
  NO_MATCH = 'NO_MATCH',
  NOT_POSSIBLE = 'NOT_POSSIBLE',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(PayeeMatch, {
  name: 'PayeeMatch',
  description: 'Whether a name and an IBAN belong together, as the bank of the payee says.',
  valuesConfig: {
    MATCH: { description: 'They do.' },
    CLOSE_MATCH: { description: 'Nearly: show `matchedName` and let the payer decide.' },
    NO_MATCH: { description: 'They do not: warn the payer, the money may go to a stranger.' },
    NOT_POSSIBLE: {
      description: 'The bank of the payee gave no answer or takes no part. Paying stays possible, unchecked.',
    },
    UNRECOGNIZED: {
      description: 'A result this gateway does not know; see `rawMatch`. Treat it like NO_MATCH.',
    },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'The result of a Verification of Payee. The law wants it shown to the payer before the payment.',
})
export class PayeeVerification {
  @Field(() => PayeeMatch, { description: 'Whether name and IBAN belong together.' })
  match!: PayeeMatch;

  @Field(() => String, {
    nullable: true,
    description: 'The word of the bank for `match`. Null when the check itself failed (`isDegraded`).',
  })
  rawMatch!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the account holder, told on a CLOSE_MATCH. Null otherwise.',
  })
  matchedName!: string | null;

  @Field(() => Boolean, {
    description:
      'The check could not be made because a bank failed: `match` is NOT_POSSIBLE, and the token is good all the same.',
  })
  isDegraded!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why the check could not be made, as the code of the bank. Null unless `isDegraded`.',
  })
  rawReason!: string | null;

  @Field(() => String, {
    description: 'To hand to `createTransfer`, whatever the match. Bound to this payee. Keep it out of logs.',
  })
  proofToken!: string;

  @Field(() => DateTimeScalar, {
    description: 'When `proofToken` is no longer taken: 23 hours after the check.',
  })
  proofExpiresAt!: string;
}

@InputType({ description: 'A payee by name and account.' })
export class PayeeAccountInput {
  @Field(() => String, { description: 'Name as the payer knows it, 1–140 characters.' })
  name!: string;

  @Field(() => IbanScalar, { description: 'Account that is to be paid.' })
  iban!: string;
}

@Directive('@oneOf')
@InputType({ description: 'A payee, on file or not. Give exactly one of the two.' })
export class PayeeInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'On file: its own name and IBAN are checked, so that what is checked is what is paid. Costs one more upstream request.',
  })
  beneficiaryId?: string | null;

  @Field(() => PayeeAccountInput, { nullable: true, description: 'Not on file yet.' })
  account?: PayeeAccountInput | null;
}

@InputType({ description: 'Whose name and IBAN to check.' })
export class VerifyPayeeInput {
  @Field(() => PayeeInput, { description: 'The payee.' })
  payee!: PayeeInput;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'The check, and what a payment needs next.',
})
export class VerifyPayeePayload extends MutationPayload {
  @Field(() => PayeeVerification, {
    nullable: true,
    description: 'The result. Null when the input was refused.',
  })
  verification!: PayeeVerification | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'A fresh key for the payment that follows: store it, then hand it to `createTransfer`. Null without `verification`.',
  })
  idempotencyKey!: string | null;
}
