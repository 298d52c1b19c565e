import { Field, ObjectType } from 'type-graphql';
import { Client } from './client.js';
import { MutationPayload } from './user-error.js';

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'The client that was put on file.',
})
export class CreateClientPayload extends MutationPayload {
  @Field(() => Client, { nullable: true, description: 'The client. Null when it was not made.' })
  client!: Client | null;
}

@ObjectType({ simpleResolvers: true, implements: MutationPayload, description: 'The client as it is now.' })
export class UpdateClientPayload extends MutationPayload {
  @Field(() => Client, { nullable: true, description: 'The client. Null when it was not changed.' })
  client!: Client | null;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'The client that was found or made.',
})
export class FindOrCreateClientPayload extends MutationPayload {
  @Field(() => Client, {
    nullable: true,
    description: 'The client; the oldest one when several match. Null when it was neither found nor made.',
  })
  client!: Client | null;

  @Field(() => Boolean, { description: 'It was not there and has just been made.' })
  wasCreated!: boolean;

  @Field(() => [Client], {
    description: 'Others that match as well: duplicates at the bank. Empty as a rule.',
  })
  otherMatches!: Client[];
}
