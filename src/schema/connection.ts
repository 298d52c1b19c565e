import { ArgsType, type ClassType, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from './scalars.js';

export enum SortDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'Which end of a list comes first.',
  valuesConfig: {
    ASC: { description: 'Oldest, or smallest, first.' },
    DESC: { description: 'Newest, or greatest, first.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'Where a page stands in its list. Cursors stay good after rows were added, changed or removed.',
})
export class PageInfo {
  @Field(() => Boolean, {
    description: 'More rows follow this page. Always false when paging backward without `before`.',
  })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: 'Rows come before this page. True behind every `after`; false on a first page read forward.',
  })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Hand it to `before` to read the page before. Null only when the page is empty.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Hand it to `after` to read the page after. Null only when the page is empty.',
  })
  endCursor!: string | null;
}

@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    nullable: true,
    description:
      'How many rows from the start, 1–500; 50 when neither `first` nor `last` is given. Give one of the two.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Start behind this cursor: an `endCursor`, or the `cursor` of any edge, of the same filter and order.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many rows from the end, 1–500. Give `first` or `last`, not both.',
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'End before this cursor: a `startCursor`, or the `cursor` of any edge, of the same filter and order.',
  })
  before?: string | null;
}

/**
 * A page of rows as the schema shows it. A row that could not be read is the error itself:
 * graphql-js then answers null at its place and reports the error there, so one bad row costs one row.
 */
export interface Page<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row | Error }[];
  readonly nodes: readonly (Row | Error)[];
  readonly pageInfo: PageInfo;
  /** Undefined when it was not selected. */
  readonly totalCount: number | null | undefined;
  /** Only syncable lists show it. */
  readonly checkpoint: string | null;
}

/** Makes `XConnection` and `XEdge` for a row type. `rows` is what descriptions call them: "bank accounts". */
export function connectionOf<Row extends object>(Row: ClassType<Row>, rows: string): ClassType<Page<Row>> {
  @ObjectType(`${Row.name}Edge`, { simpleResolvers: true, description: `A row of a page of ${rows}.` })
  class Edge {
    @Field(() => String, {
      description:
        'Stands for this row in `after` and `before`, for as long as filter and order stay the same.',
    })
    cursor!: string;

    @Field(() => Row, {
      nullable: true,
      description: 'The row. Null only when it could not be read; the reason is in `errors`.',
    })
    node!: Row | Error;
  }

  @ObjectType(`${Row.name}Connection`, { simpleResolvers: true, description: `A page of ${rows}.` })
  class Connection implements Page<Row> {
    @Field(() => [Edge], { description: 'The rows with their cursors.' })
    edges!: Edge[];

    @Field(() => [Row], {
      nullable: 'items',
      description: 'The rows alone. One is null only when it could not be read; the reason is in `errors`.',
    })
    nodes!: (Row | Error)[];

    @Field(() => PageInfo, { description: 'Where the page stands, and the cursors to go on.' })
    pageInfo!: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'How many there are on all pages together. Null when the bank does not say. Free on a first page; one small upstream request on later ones, and only if selected.',
    })
    totalCount!: number | null | undefined;

    checkpoint!: string | null;
  }
  return Connection;
}

/** Like {@link connectionOf}, for lists that a sync walks: with the moment to start the next sync from. */
export function syncableConnectionOf<Row extends object>(
  Row: ClassType<Row>,
  rows: string,
): ClassType<Page<Row>> {
  const Connection = connectionOf(Row, rows);
  Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When this walk began, by the clock of the bank: store it as the next `updatedAt.from`. Null until the last page, so that it cannot be stored too early.',
  })(Connection.prototype, 'checkpoint');
  return Connection;
}
