import { Field, InputType } from 'type-graphql';
import { Base64Scalar } from './scalars.js';

@InputType({ description: 'A file, sent inline.' })
export class FileInput {
  @Field(() => String, {
    description:
      'Name with an extension that fits the content: `.pdf`, `.jpg` or `.jpeg`, `.png`, in any letter case. Folders in it are dropped; a name without extension gets the one that fits; another extension is refused.',
  })
  fileName!: string;

  @Field(() => String, {
    description: '`application/pdf`, `image/jpeg` or `image/png`; must agree with the content.',
  })
  contentType!: string;

  @Field(() => Base64Scalar, { description: 'The bytes.' })
  content!: string;
}
