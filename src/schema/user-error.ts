import { Field, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';

export enum UserErrorCode {
  REQUIRED = 'REQUIRED',
  INVALID = 'INVALID',
  TAKEN = 'TAKEN',
  NOT_FOUND = 'NOT_FOUND',
  INVALID_STATE = 'INVALID_STATE',
  LIMIT_REACHED = 'LIMIT_REACHED',
  INSUFFICIENT_FUNDS = 'INSUFFICIENT_FUNDS',
  ATTACHMENT_REQUIRED = 'ATTACHMENT_REQUIRED',
  PAYEE_MISMATCH = 'PAYEE_MISMATCH',
  PAYEE_VERIFICATION_INVALID = 'PAYEE_VERIFICATION_INVALID',
  SCA_NOT_ENROLLED = 'SCA_NOT_ENROLLED',
  SCA_REJECTED = 'SCA_REJECTED',
  IDEMPOTENCY_KEY_REUSED = 'IDEMPOTENCY_KEY_REUSED',
  APPROVAL_REQUIRED = 'APPROVAL_REQUIRED',
  IN_PROGRESS = 'IN_PROGRESS',
  OUTCOME_UNKNOWN = 'OUTCOME_UNKNOWN',
  PLAN_RESTRICTION = 'PLAN_RESTRICTION',
  UPSTREAM_FAILED = 'UPSTREAM_FAILED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'What kind of problem a user error is.',
  valuesConfig: {
    REQUIRED: { description: 'A value is missing: mark `field`.' },
    INVALID: { description: 'A value has the wrong form or is not allowed here: mark `field`.' },
    TAKEN: { description: 'A value is taken already, e.g. an invoice number or the IBAN of a payee.' },
    NOT_FOUND: { description: 'The object named in the input does not exist, or the caller may not see it.' },
    INVALID_STATE: {
      description:
        'The state of the object does not allow this, e.g. finalizing an invoice twice. Read it again.',
    },
    LIMIT_REACHED: { description: 'Too many items, too large a file, or a quota of the bank.' },
    INSUFFICIENT_FUNDS: { description: 'The account cannot cover the amount. Nothing was paid.' },
    ATTACHMENT_REQUIRED: {
      description:
        'Transfers above 30,000 EUR need at least one attachment: `uploadAttachment`, then try again.',
    },
    PAYEE_MISMATCH: {
      description: 'The payee check gave a result you do not accept. Nothing was paid; see `verification`.',
    },
    PAYEE_VERIFICATION_INVALID: {
      description:
        'The proof token is missing, older than 23 hours, or was issued for another payee: `verifyPayee` again.',
    },
    SCA_NOT_ENROLLED: {
      description: 'The member must set up Strong Customer Authentication in the app of the bank first.',
    },
    SCA_REJECTED: {
      description:
        'The confirmation was refused, came too late (15 minutes), or belongs to another request: start over without `sca.sessionToken`.',
    },
    IDEMPOTENCY_KEY_REUSED: {
      description:
        'The idempotency key was used for a different request. Nothing new was made; take a new key for a new intent.',
    },
    APPROVAL_REQUIRED: {
      description: 'The organisation wants the approval of a second person first (four eyes).',
    },
    IN_PROGRESS: {
      description:
        'The same key is being worked on at this moment: ask again in a second, with the same key.',
    },
    OUTCOME_UNKNOWN: {
      description:
        'Nobody knows yet whether the bank did it. It is NOT a failure: `message` says what to do.',
    },
    PLAN_RESTRICTION: { description: 'The plan of the organisation at the bank does not include this.' },
    UPSTREAM_FAILED: {
      description:
        'The bank failed on this item alone (bulk uploads): send this one again, with the same key.',
    },
    UNRECOGNIZED: { description: 'A code that this gateway does not know yet; see `upstreamCode`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Something a person can put right, to be shown beside the form field it is about.',
})
export class UserError {
  @Field(() => UserErrorCode, { description: 'What kind of problem it is; switch on this.' })
  code!: UserErrorCode;

  @Field(() => String, {
    description:
      'One sentence of the gateway for people, without their data. It may be reworded: never parse it.',
  })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Path into the arguments, e.g. `["input", "items", "0", "vatRate"]`. Null when the whole request is meant.',
  })
  field!: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The code of the bank, verbatim. Null when the gateway found the problem before asking the bank, or when the bank gave none.',
  })
  upstreamCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The trace id of the bank, to quote to its support. Null when the bank was not asked or gave none.',
  })
  traceId!: string | null;
}

@InterfaceType({
  description:
    'What every mutation answers with. Spread one fragment on it to read the errors of any mutation.',
})
export abstract class MutationPayload {
  @Field(() => [UserError], {
    description:
      'What the user can put right. Empty when there is nothing. System failures are top-level errors instead.',
  })
  userErrors!: UserError[];
}

export enum Outcome {
  CREATED = 'CREATED',
  REPLAYED = 'REPLAYED',
  REJECTED = 'REJECTED',
  SCA_REQUIRED = 'SCA_REQUIRED',
  UNKNOWN = 'UNKNOWN',
}
registerEnumType(Outcome, {
  name: 'Outcome',
  description:
    'What became of a request that was sent under an idempotency key. Switch on this, not on `userErrors`.',
  valuesConfig: {
    CREATED: { description: 'Done just now.' },
    REPLAYED: {
      description: 'Done earlier under the same key; this is that very object. Nothing new was made.',
    },
    REJECTED: {
      description: 'Not done, and it will not be: `userErrors` says why. Correct it and send again.',
    },
    SCA_REQUIRED: {
      description:
        'Not done yet: the account holder must confirm, see `scaChallenge`. Only for payments and payees.',
    },
    UNKNOWN: {
      description:
        'It may or may not have been done, e.g. the line to the bank broke. Do not show a failure. Send the SAME input with the SAME key after `retryAfterSeconds`.',
    },
  },
});
