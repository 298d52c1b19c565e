import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from './connection.js';

@ObjectType({
  simpleResolvers: true,
  description: 'An analytic label. Labels form a tree: one with a parent is a value of it.',
})
export class Label {
  @Field(() => ID, { description: 'The id at the bank. Opaque.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Name given by the organisation. Null only when it could not be read; the reason is in `errors`.',
  })
  name!: string;

  /** Resolvers turn it into `parent`. */
  parentId!: string | null;
}

export const LabelConnection = connectionOf(Label, 'labels');
