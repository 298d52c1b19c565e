import { Field, InputType } from 'type-graphql';
import { Base64Scalar } from './scalars.js';

@InputType({ description: 'A file, sent inline.' })
export class FileInput {
  @Field(() => String, { description: 'Name with extension, e.g. `invoice.pdf`. Folders in it are dropped.' })
  fileName!: string;

  @Field(() => String, {
    description: '`application/pdf`, `image/jpeg` or `image/png`; must agree with the content.',
  })
  contentType!: string;

  @Field(() => Base64Scalar, { description: 'The bytes.' })
  content!: string;
}
