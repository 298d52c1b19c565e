import type { GraphQLResolveInfo } from 'graphql';
import type { Connection } from '../datasources/paging/index.js';
import type { ConnectionWish, ListRow } from '../datasources/qonto/index.js';
import type { ConnectionArgs, Page } from '../schema/connection.js';
import { Selection } from './selection.js';

/** What a connection field was asked for: its four arguments, and whether rows or the total are selected at all. */
export function wishOf(page: ConnectionArgs, info: GraphQLResolveInfo): ConnectionWish {
  const selected = Selection.of(info);
  return {
    arguments: page,
    want: {
      rows: selected.has('edges', 'nodes', 'pageInfo', 'checkpoint'),
      totalCount: selected.has('totalCount'),
    },
  };
}

/** Whether a field of the rows is selected, in `nodes` or in `edges`. */
export function rowsSelect(info: GraphQLResolveInfo): (field: string) => boolean {
  const selected = Selection.of(info);
  const rows = [selected.under('nodes'), selected.under('edges').under('node')];
  return (field) => rows.some((row) => row.has(field));
}

/** A connection of the bank's rows as the schema shows it. */
export function pageOf<Row>(connection: Connection<ListRow<Row>>): Page<Row> {
  return {
    get edges() {
      return connection.edges.map((edge) => ({
        get cursor() {
          return edge.cursor;
        },
        node: edge.row.node,
      }));
    },
    get nodes() {
      return connection.edges.map((edge) => edge.row.node);
    },
    pageInfo: connection.pageInfo,
    totalCount: connection.totalCount,
    checkpoint: connection.checkpoint,
  };
}
