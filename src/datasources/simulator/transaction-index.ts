import type { Moment, TransactionColumns } from './transaction-columns.js';

/**
 * The rows of one account in the order of one moment, ties by row number.
 * It is sorted once; a change moves one row.
 */
export class SortedRows {
  #rows: Uint32Array;
  #length: number;
  readonly #columns: TransactionColumns;
  readonly #moment: Moment;

  constructor(columns: TransactionColumns, moment: Moment, account: number) {
    this.#columns = columns;
    this.#moment = moment;
    const rows = new Uint32Array(columns.length);
    let count = 0;
    for (let row = 0; row < columns.length; row++) if (columns.account[row] === account) rows[count++] = row;
    const keys = columns.moment(moment);
    this.#rows = rows.slice(0, count).sort((one, other) => compare(keys, one, other));
    this.#length = count;
  }

  read(): Uint32Array {
    return this.#rows.subarray(0, this.#length);
  }

  /** Must be called while the row still has its old moment. */
  remove(row: number): void {
    const place = this.placeOf(row);
    if (this.#rows[place] !== row) return;
    this.#rows.copyWithin(place, place + 1, this.#length--);
  }

  insert(row: number): void {
    if (this.#length === this.#rows.length) {
      const larger = new Uint32Array(this.#length * 2 + 16);
      larger.set(this.#rows);
      this.#rows = larger;
    }
    const place = this.placeOf(row);
    this.#rows.copyWithin(place + 1, place, this.#length++);
    this.#rows[place] = row;
  }

  private placeOf(row: number): number {
    const keys = this.#columns.moment(this.#moment);
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(keys, this.#rows[middle] ?? 0, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The first place in sorted rows whose key is at least `bound`. */
export function firstAtLeast(rows: Uint32Array, keys: Float64Array, bound: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[rows[middle] ?? 0] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(keys: Float64Array, one: number, other: number): number {
  const first = keys[one] ?? 0;
  const second = keys[other] ?? 0;
  return first === second ? one - other : first < second ? -1 : 1;
}
