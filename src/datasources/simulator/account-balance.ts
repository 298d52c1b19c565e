import type { BankAccount } from './bank-account.js';
import type { TransactionColumns } from './transaction-columns.js';

const COMPLETED = 0;
const PENDING = 1;

/**
 * Works out the balance after each drawn transaction, in cents, and leaves the last ones in the accounts.
 * Every account begins with enough never to be overdrawn; a closed one has been emptied.
 */
export function openAccounts(
  accounts: readonly BankAccount[],
  columns: TransactionColumns,
  settledRows: (position: number) => Uint32Array,
  isCredit: (row: number) => boolean,
): Float64Array {
  const { cents, status, length } = columns;
  const balances = new Float64Array(length);
  const signed = (row: number): number => (isCredit(row) ? 1 : -1) * (cents[row] ?? 0);
  for (const [position, account] of accounts.entries()) {
    const rows = settledRows(position);
    let total = 0;
    let lowest = 0;
    for (const row of rows) if (status[row] === COMPLETED) lowest = Math.min(lowest, (total += signed(row)));

    account.balance_cents = account.status === 'closed' ? -total : 2_500_000 - lowest;
    account.authorized_balance_cents = account.balance_cents;
    for (const row of rows) {
      book(account, signed(row), status[row] ?? COMPLETED);
      balances[row] = account.balance_cents;
    }
  }
  return balances;
}

/** Completed moves both balances, a pending debit weighs on the authorized one only, declined moves nothing. */
export function book(account: BankAccount, changeCents: number, status: number): void {
  if (status === COMPLETED) account.balance_cents += changeCents;
  if (status === COMPLETED || (status === PENDING && changeCents < 0))
    account.authorized_balance_cents += changeCents;
}
