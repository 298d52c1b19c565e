import type { Moment, TransactionColumns } from './transaction-columns.js';
import { firstAtLeast, SortedRows } from './transaction-index.js';
import type { TransactionQuery } from './transaction-query.js';

/** What the filters ask of a row beside its columns. */
export interface Kind {
  readonly side: string;
  readonly operationType: string;
}

/** Finds rows by account, filters and moments, without sorting or reading them all at each request. */
export class TransactionSearch {
  readonly #columns: TransactionColumns;
  readonly #kindOf: (row: number) => Kind;
  /** By moment and account, sorted when first asked for. */
  readonly #indexes = new Map<string, SortedRows>();
  /** Results without bounds, for as long as nothing changes. */
  #selected = new Map<string, Uint32Array>();

  constructor(columns: TransactionColumns, kindOf: (row: number) => Kind) {
    this.#columns = columns;
    this.#kindOf = kindOf;
  }

  /** The numbers of the rows that fit, ascending by the moment they are sorted by. */
  find(query: TransactionQuery): Uint32Array {
    const sorting = query.spans.find(({ moment }) => moment === query.sortBy);
    let rows = this.select(query);
    if (sorting !== undefined) {
      const keys = this.#columns.moment(sorting.moment);
      // Moments are whole milliseconds, so "above" is "at least one more".
      const above = sorting.toMs === Number.MAX_VALUE ? sorting.toMs : Math.floor(sorting.toMs) + 1;
      rows = rows.subarray(firstAtLeast(rows, keys, sorting.fromMs), firstAtLeast(rows, keys, above));
    }
    const others = query.spans.filter((span) => span !== sorting);
    if (others.length > 0)
      rows = rows.filter((row) =>
        others.every(({ moment, fromMs, toMs }) => {
          const key = this.#columns.moment(moment)[row] ?? 0;
          return fromMs <= key && key <= toMs;
        }),
      );
    return rows;
  }

  /** All rows of an account in the order of a moment. */
  sorted(moment: Moment, account: number): SortedRows {
    const key = `${moment} ${account}`;
    let index = this.#indexes.get(key);
    if (index === undefined) this.#indexes.set(key, (index = new SortedRows(this.#columns, moment, account)));
    return index;
  }

  /** Takes in a new row. */
  add(row: number): void {
    const account = ` ${this.#columns.account[row]}`;
    for (const [key, index] of this.#indexes) if (key.endsWith(account)) index.insert(row);
  }

  /** Gives a row another moment and its place in the order. */
  move(row: number, moment: 'updated_at' | 'settled_at', toMs: number): void {
    const index = this.#indexes.get(`${moment} ${this.#columns.account[row]}`);
    index?.remove(row);
    this.#columns[moment][row] = toMs;
    index?.insert(row);
  }

  /** Must follow every change of a row. */
  forget(): void {
    this.#selected = new Map();
  }

  /** Rows of an account that pass every filter but the bounds. */
  private select(query: TransactionQuery): Uint32Array {
    const { account, statuses, side, operationTypes, withAttachments, sortBy } = query;
    const key = JSON.stringify([account, statuses, side, operationTypes, withAttachments, sortBy]);
    let rows = this.#selected.get(key);
    if (rows === undefined) {
      const { status, attached } = this.#columns;
      rows = this.sorted(sortBy, account)
        .read()
        .filter((row) => {
          if (!statuses.includes(status[row] ?? 0)) return false;
          if (withAttachments !== undefined && withAttachments !== (attached[row] ?? 0) > 0) return false;
          if (side === undefined && operationTypes.length === 0) return true;
          const kind = this.#kindOf(row);
          if (side !== undefined && kind.side !== side) return false;
          return operationTypes.length === 0 || operationTypes.includes(kind.operationType);
        });
      if (this.#selected.size > 200) this.#selected.clear();
      this.#selected.set(key, rows);
    }
    return rows;
  }
}
