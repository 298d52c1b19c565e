import { Field, InputType } from 'type-graphql';
import { DateScalar, DateTimeScalar } from './scalars.js';

@InputType({
  description: 'A window of time, handed to the bank as it is. Both ends are optional and belong to it.',
})
export class DateTimeRange {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before this moment.' })
  from?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Not after this moment. A sync leaves it out: rows that change meanwhile would leave the window.',
  })
  to?: string | null;
}

@InputType({
  description: 'A window of days, handed to the bank as it is. Both ends are optional and belong to it.',
})
export class DateRange {
  @Field(() => DateScalar, { nullable: true, description: 'Not before this day.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Not after this day.' })
  to?: string | null;
}
