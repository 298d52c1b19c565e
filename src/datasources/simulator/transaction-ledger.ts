import { book, openAccounts } from './account-balance.js';
import { bankAccounts, type BankAccount } from './bank-account.js';
import { shelf, type Bank } from './bank.js';
import { drawColumns, NO_STORY, STATUSES, type TransactionColumns } from './transaction-columns.js';
import { rowOfId } from './transaction-id.js';
import type { TransactionQuery } from './transaction-query.js';
import { renderRow } from './transaction-row.js';
import { TransactionSearch, type Kind } from './transaction-search.js';
import { type Transaction, withoutColumns } from './transaction-shape.js';
import { STORIES } from './transaction-story.js';
import { transactionData } from './webhook-data.js';
import { webhooks } from './webhook.js';

/** Rows kept ready; beyond that they are forgotten and worked out anew. */
const ROWS_KEPT = 20_000;

/** All transactions of the bank, and the balances that follow from them. */
export class TransactionLedger {
  /** What ids are worked out from. */
  readonly columns: TransactionColumns;
  readonly #bank: Bank;
  readonly #search: TransactionSearch;
  /** What later changes wrote over the drawn rows, and the whole of rows booked later. */
  readonly #written = new Map<number, Partial<Transaction>>();
  readonly #givenIds = new Map<string, number>();
  readonly #rows = new Map<number, Transaction>();
  readonly #texts = new Map<number, string>();
  /** After each drawn row, in cents. */
  readonly #balances: Float64Array;
  /** After each row booked or settled later. */
  readonly #laterBalances = new Map<number, number>();

  constructor(bank: Bank) {
    this.#bank = bank;
    this.columns = drawColumns(bank);
    this.#search = new TransactionSearch(this.columns, (row) => this.kindOf(row));
    this.#balances = openAccounts(
      bank.of(bankAccounts).all(),
      this.columns,
      (position) => this.#search.sorted('settled_at', position).read(),
      (row) => this.kindOf(row).side === 'credit',
    );
  }

  /** Lets pending transactions end as the days go by: most are settled, a few declined. */
  schedulePending(): void {
    const random = this.#bank.random('pending');
    for (let row = 0; row < this.columns.length; row++) {
      if (STATUSES[this.columns.status[row] ?? 0] !== 'pending') continue;
      const status = random.chance(0.1) ? 'declined' : 'completed';
      this.#bank.later(random.integer(1, 3 * 86_400), () => this.settle(row, status));
    }
  }

  /** The numbers of the rows that fit, ascending. */
  find(query: TransactionQuery): Uint32Array {
    return this.#search.find(query);
  }

  /** The number of the row with this id. */
  rowOf(id: string): number | undefined {
    const row = this.#givenIds.get(id) ?? rowOfId(id, this.#bank, this.columns);
    return row !== undefined && this.read(row).id === id ? row : undefined;
  }

  read(row: number): Transaction {
    let transaction = this.#rows.get(row);
    if (transaction === undefined) {
      const balance = this.#laterBalances.get(row) ?? this.#balances[row] ?? 0;
      const drawn = renderRow(this.#bank, this.columns, row, balance);
      transaction = { ...drawn, ...this.#written.get(row) };
      if (this.#rows.size >= ROWS_KEPT) this.#rows.clear();
      this.#rows.set(row, transaction);
    }
    return transaction;
  }

  /** The row as JSON. */
  readText(row: number): string {
    let text = this.#texts.get(row);
    if (text === undefined) {
      text = JSON.stringify(this.read(row));
      if (this.#texts.size >= ROWS_KEPT) this.#texts.clear();
      this.#texts.set(row, text);
    }
    return text;
  }

  /** Writes fields into a row; `updated_at` moves to now. */
  change(row: number, fields: Partial<Transaction>): void {
    this.#search.move(row, 'updated_at', Date.parse(this.#bank.stamp()));
    this.#written.set(row, { ...this.#written.get(row), ...fields });
    if (fields.attachment_ids !== undefined) this.columns.attached[row] = fields.attachment_ids.length;
    this.forget(row);
    this.announce('updated', row);
  }

  touch(id: string): boolean {
    const row = this.rowOf(id);
    if (row !== undefined) this.change(row, {});
    return row !== undefined;
  }

  /**
   * Books a transaction now: on the main account, completed, a debit of 1.00, unless the fields say otherwise.
   * A completed one moves the balance.
   */
  insert(fields: Readonly<Record<string, unknown>>): Transaction {
    const given = fields as Partial<Transaction>;
    const accounts = this.#bank.of(bankAccounts).all();
    const { columns } = this;
    const nowMs = Date.parse(this.#bank.stamp());
    const status = STATUSES.findIndex((known) => known === (given.status ?? 'completed'));
    const row = columns.grow();
    const account = accounts.findIndex(({ id }) => id === given.bank_account_id);
    columns.account[row] = Math.max(0, account);
    columns.status[row] = Math.max(0, status);
    columns.story[row] = NO_STORY;
    columns.cents[row] =
      given.amount_cents ?? (given.amount === undefined ? 100 : Math.round(given.amount * 100));
    columns.emitted_at[row] = momentOf(given.emitted_at) ?? nowMs;
    columns.settled_at[row] = status === 0 ? (momentOf(given.settled_at) ?? nowMs) : Infinity;
    columns.updated_at[row] = momentOf(given.updated_at) ?? nowMs;
    columns.attached[row] = given.attachment_ids?.length ?? 0;
    this.weigh(row, given.side ?? 'debit');
    this.#written.set(row, withoutColumns(given));
    this.#search.add(row);
    this.forget(row);
    const booked = this.read(row);
    this.#givenIds.set(booked.id, row);
    this.announce('created', row);
    return booked;
  }

  /** Ends a pending transaction. */
  private settle(row: number, status: 'completed' | 'declined'): void {
    const pending = this.read(row);
    const account = this.accountOf(row);
    // What weighed on the authorized balance does so no more.
    if (account !== undefined && pending.side === 'debit')
      account.authorized_balance_cents += pending.amount_cents;
    this.columns.status[row] = STATUSES.indexOf(status);
    if (status === 'completed') {
      this.#search.move(row, 'settled_at', this.#bank.now().getTime());
      this.weigh(row, pending.side);
    }
    this.change(row, {});
  }

  private kindOf(row: number): Kind {
    const story = STORIES[this.columns.story[row] ?? NO_STORY];
    if (story !== undefined) return story;
    const { side, operation_type } = this.read(row);
    return { side, operationType: operation_type };
  }

  private announce(event: 'created' | 'updated', row: number): void {
    const data = () => transactionData(this.#bank, event, this.read(row));
    this.#bank.of(webhooks).announce('v1/transactions', data);
  }

  private forget(row: number): void {
    this.#rows.delete(row);
    this.#texts.delete(row);
    this.#search.forget();
  }

  /** Lets a new row move its account's balances, and remembers the balance after it. */
  private weigh(row: number, side: string): void {
    const account = this.accountOf(row);
    if (account === undefined) return;
    const change = (side === 'credit' ? 1 : -1) * (this.columns.cents[row] ?? 0);
    book(account, change, this.columns.status[row] ?? 0);
    account.updated_at = this.#bank.stamp();
    this.#laterBalances.set(row, account.balance_cents);
  }

  private accountOf(row: number): BankAccount | undefined {
    return this.#bank.of(bankAccounts).all()[this.columns.account[row] ?? 0];
  }
}

export const ledger = shelf('transactions', (bank) => {
  const made = new TransactionLedger(bank);
  made.schedulePending();
  return made;
});

function momentOf(text: string | null | undefined): number | undefined {
  return text == null ? undefined : Date.parse(text);
}
