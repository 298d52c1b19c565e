import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from './connection.js';
import { EmailAddressScalar } from './scalars.js';

export enum MembershipRole {
  OWNER = 'OWNER',
  ADMIN = 'ADMIN',
  MANAGER = 'MANAGER',
  REPORTING = 'REPORTING',
  EMPLOYEE = 'EMPLOYEE',
  ACCOUNTANT = 'ACCOUNTANT',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(MembershipRole, {
  name: 'MembershipRole',
  description: 'What a member may do, in broad terms.',
  valuesConfig: {
    OWNER: { description: 'Holds the contract with the bank.' },
    ADMIN: { description: 'May do everything but what is left to the owner.' },
    MANAGER: { description: 'Runs a team within limits.' },
    REPORTING: { description: 'Sees reports.' },
    EMPLOYEE: { description: 'Has a card and own expenses.' },
    ACCOUNTANT: { description: 'Reads everything for the books.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see `rawRole`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A person with access to the organisation. Birth date, nationality and the like are left out on purpose.',
})
export class Membership {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'First name. Null when the bank has none.' })
  firstName!: string | null;

  @Field(() => String, { nullable: true, description: 'Last name. Null when the bank has none.' })
  lastName!: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'E-mail address. Null without the right to see it.',
  })
  email!: string | null;

  @Field(() => MembershipRole, { nullable: true, description: 'Null while an invitation is open.' })
  role!: MembershipRole | null;

  @Field(() => String, { nullable: true, description: 'The word of the bank for `role`. Null with it.' })
  rawRole!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'State of the access in the words of the bank, e.g. `active` or `invitable`. The set is not published; null when not stated.',
  })
  rawStatus!: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the team at the bank. Null outside teams.' })
  teamId!: string | null;
}

export const MembershipConnection = connectionOf(Membership, 'members');
