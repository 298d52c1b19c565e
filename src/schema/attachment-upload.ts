import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { FileInput } from './file-input.js';
import { MutationPayload, Outcome } from './user-error.js';

@InputType({ description: 'One file to store.' })
export class UploadAttachmentInput {
  @Field(() => ID, {
    description:
      'Yours: new for every file, the same for every retry of it. A UUIDv7 is best; at most 255 printable characters.',
  })
  idempotencyKey!: string;

  @Field(() => FileInput, { description: 'PDF, JPEG or PNG, at most 10 MB.' })
  file!: FileInput;
}

@ObjectType({
  simpleResolvers: true,
  implements: MutationPayload,
  description: 'What became of the file.',
})
export class UploadAttachmentPayload extends MutationPayload {
  @Field(() => Outcome, {
    description:
      'What became of the request. REPLAYED: the gateway knows the file from an earlier answer to this key, and sent nothing.',
  })
  outcome!: Outcome;

  @Field(() => Int, {
    nullable: true,
    description:
      'Seconds to wait before asking again with the same input and key. Null unless UNKNOWN, and when that is of no use any more.',
  })
  retryAfterSeconds!: number | null;

  /** The resolver of `attachment` reads the rest when it is selected. */
  attachmentId!: string | null;
}
