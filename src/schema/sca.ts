import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from './scalars.js';

export enum ScaMethod {
  PAIRED_DEVICE = 'PAIRED_DEVICE',
  PASSKEY = 'PASSKEY',
  SMS_OTP = 'SMS_OTP',
}
registerEnumType(ScaMethod, {
  name: 'ScaMethod',
  description: 'How the account holder confirms.',
  valuesConfig: {
    PAIRED_DEVICE: { description: 'In the app of the bank, on the paired phone.' },
    PASSKEY: { description: 'With a passkey.' },
    SMS_OTP: { description: 'With a code that comes as a text message: hand it in as `smsCode`.' },
  },
});

export enum ScaStatus {
  WAITING = 'WAITING',
  ALLOWED = 'ALLOWED',
  DENIED = 'DENIED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(ScaStatus, {
  name: 'ScaStatus',
  description: 'How far a confirmation has come.',
  valuesConfig: {
    WAITING: { description: 'No answer yet: ask again, at most once per second.' },
    ALLOWED: { description: 'Confirmed: send the mutation again, with the token.' },
    DENIED: { description: 'Refused, or not answered within 15 minutes. Nothing was done.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see `rawStatus`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'The account holder must confirm. Afterwards send the SAME input again, with the SAME key, and this token as `sca.sessionToken`.',
})
export class ScaChallenge {
  @Field(() => String, { description: 'Good for this very request, once. Keep it out of logs.' })
  sessionToken!: string;

  @Field(() => DateTimeScalar, { description: 'When the token dies: 15 minutes after it was issued.' })
  expiresAt!: string;

  @Field(() => Int, { description: 'Seconds to wait between two looks at `scaSession`.' })
  pollAfterSeconds!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A confirmation under way.' })
export class ScaSession {
  @Field(() => String, { description: 'The token that was asked about.' })
  token!: string;

  @Field(() => ScaStatus, { description: 'How far it has come.' })
  status!: ScaStatus;

  @Field(() => String, { description: 'The word of the bank for `status`.' })
  rawStatus!: string;
}

@InputType({ description: 'How the account holder confirms a payment or a new payee.' })
export class ScaInput {
  @Field(() => ScaMethod, {
    defaultValue: ScaMethod.PAIRED_DEVICE,
    description: 'How to ask the account holder. The same in both tries.',
  })
  method!: ScaMethod;

  @Field(() => String, {
    nullable: true,
    description: 'From the `scaChallenge` of the first try. Left out in the first try.',
  })
  sessionToken?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The digits of the text message. With SMS_OTP only, beside `sessionToken`.',
  })
  smsCode?: string | null;

  @Field(() => Int, {
    defaultValue: 0,
    description:
      'Seconds (0–25) to wait for the account holder before answering SCA_REQUIRED. One upstream request per second waited.',
  })
  waitSeconds!: number;
}
