import type { Bank } from './bank.js';

/** What the control door can do to a resource. */
export interface Changeable {
  /** Moves `updated_at` to now; false when there is no such row. */
  touch(id: string): boolean;
  /** Adds a row made from the given fields and sensible others. */
  insert(fields: Readonly<Record<string, unknown>>): { readonly id: string };
}

/** Rows of one resource in the order of their creation, found by id. */
export class Table<Row extends { readonly id: string; updated_at?: string }> implements Changeable {
  readonly #bank: Bank;
  readonly #rows = new Map<string, Row>();
  readonly #blank: () => Row;
  readonly #announce: ((row: Row) => void) | undefined;

  /**
   * `blank` makes a complete row for an `insert` that names only some fields; `announce` is told of every row that is
   * added or changed.
   */
  constructor(
    bank: Bank,
    options: { rows: readonly Row[]; blank: () => Row; announce?: (row: Row) => void },
  ) {
    this.#bank = bank;
    this.#announce = options.announce;
    this.#blank = options.blank;
    for (const row of options.rows) this.#rows.set(row.id, row);
  }

  all(): Row[] {
    return [...this.#rows.values()];
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  add(row: Row): Row {
    this.#rows.set(row.id, row);
    this.#announce?.(row);
    return row;
  }

  remove(id: string): boolean {
    return this.#rows.delete(id);
  }

  /** Writes fields into a row and moves its `updated_at`. */
  change(row: Row, fields: Partial<Row>): Row {
    Object.assign(row, fields);
    if ('updated_at' in row) Object.assign(row, { updated_at: this.#bank.stamp() });
    this.#announce?.(row);
    return row;
  }

  touch(id: string): boolean {
    const row = this.#rows.get(id);
    if (row === undefined) return false;
    this.change(row, {});
    return true;
  }

  insert(fields: Readonly<Record<string, unknown>>): Row {
    return this.add({ ...this.#blank(), ...fields });
  }
}
