import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, UrlScalar } from './scalars.js';

export enum ProbativeStatus {
  AVAILABLE = 'AVAILABLE',
  PENDING = 'PENDING',
  UNAVAILABLE = 'UNAVAILABLE',
  CORRUPTED = 'CORRUPTED',
  UNRECOGNIZED = 'UNRECOGNIZED',
}
registerEnumType(ProbativeStatus, {
  name: 'ProbativeStatus',
  description: 'Whether the sealed twin of a file can be had.',
  valuesConfig: {
    AVAILABLE: { description: 'Ready to download.' },
    PENDING: { description: 'Being made: ask again in a minute.' },
    UNAVAILABLE: { description: 'There is none, and none is coming.' },
    CORRUPTED: { description: 'The original could not be sealed.' },
    UNRECOGNIZED: { description: 'A value this gateway does not know yet; see `rawStatus`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'The sealed twin of a file. In lists the bank embeds only `status`: any other field costs one upstream request per file.',
})
export class ProbativeAttachment {
  @Field(() => ProbativeStatus, {
    nullable: true,
    description: 'Whether it can be had. Null only when it could not be read; the reason is in `errors`.',
  })
  status!: ProbativeStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'The word of the bank for `status`. Null only when it could not be read; the reason is in `errors`.',
  })
  rawStatus!: string;

  @Field(() => String, { nullable: true, description: 'Name with extension. Null unless AVAILABLE.' })
  fileName!: string | null;

  @Field(() => Int, { nullable: true, description: 'Bytes. Null unless AVAILABLE.' })
  fileSize!: number | null;

  @Field(() => String, { nullable: true, description: 'Media type. Null unless AVAILABLE.' })
  contentType!: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description: 'Download link, good for 30 minutes: never store it. Null unless AVAILABLE.',
  })
  url!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A stored file: a receipt, the PDF of an invoice (a Factur-X when the bank made it), a proof.',
})
export class Attachment {
  @Field(() => ID, {
    description: 'The id at the bank, good for as long as the file is kept: store this, not `url`.',
  })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name with extension. Null while the file is being made.',
  })
  fileName!: string | null;

  @Field(() => Int, { nullable: true, description: 'Bytes. Null while the file is being made.' })
  fileSize!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Media type, e.g. `application/pdf`. Null while the file is being made.',
  })
  contentType!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was stored. Null when the bank does not say.',
  })
  createdAt!: string | null;

  @Field(() => UrlScalar, {
    nullable: true,
    description:
      'Download link, good for 30 minutes and without a login: never store or log it, ask again instead. Null while the file is being made.',
  })
  url!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When `url` stops working, counted from the moment the gateway read it. Null with it.',
  })
  urlExpiresAt!: string | null;

  /** What the bank sent of the sealed twin; the resolver of `probative` asks for the rest when it is selected. */
  embeddedProbative!: ProbativeAttachment | null;
}
