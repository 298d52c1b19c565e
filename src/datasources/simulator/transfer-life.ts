import { bankAccounts } from './bank-account.js';
import type { Bank } from './bank.js';
import { beneficiaries } from './beneficiary-seed.js';
import { ledger } from './transaction-ledger.js';
import { transfers, type Transfer } from './transfer-seed.js';

/** Times the bank takes; it publishes none. */
const SECONDS_TO_PROCESSING = 10;
const SECONDS_TO_SETTLEMENT = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Up to here a transfer is instant; above, it silently becomes a standard one. In cents, per transfer and per 24 h.
 * Source: Qonto's use-case guide (trusted), docs.qonto.com, instant transfers (others), both 2026-11-20.
 */
const INSTANT_LIMITS = {
  trusted: { single: 1_000_000, day: 5_000_000 },
  untrusted: { single: 500_000, day: 2_000_000 },
};

/**
 * Sends a pending transfer on its way: processing some seconds later, or in the morning of its date; then settled,
 * within seconds or on the next banking day, or declined for want of funds. Every step moves `updated_at`.
 */
export function startLife(bank: Bank, transfer: Transfer): void {
  const nowMs = bank.now().getTime();
  const morningMs = Date.parse(`${transfer.scheduled_date}T06:00:00Z`);
  bank.later(Math.max(SECONDS_TO_PROCESSING, (morningMs - nowMs) / 1000), () => beginWork(bank, transfer));
}

/** Ends a transfer that is still pending. */
export function cancel(bank: Bank, transfer: Transfer): void {
  bank.of(transfers).change(transfer, { status: 'canceled' });
}

function beginWork(bank: Bank, transfer: Transfer): void {
  if (transfer.status !== 'pending') return;
  const account = bank.of(bankAccounts).get(transfer.bank_account_id);
  const processed_at = bank.now().toISOString();
  if (account === undefined || account.authorized_balance_cents < transfer.amount_cents) {
    const declined_reason = 'debit_account_insufficient_funds';
    bank.of(transfers).change(transfer, { status: 'declined', declined_reason, processed_at });
    return;
  }
  account.authorized_balance_cents -= transfer.amount_cents;
  const isInstant = fitsInstant(bank, transfer);
  bank.of(transfers).change(transfer, { status: 'processing', processed_at });
  bank.later(isInstant ? SECONDS_TO_SETTLEMENT : secondsToBankingDay(bank.now()), () => {
    // Booking the transaction takes the amount from both balances, and one of them has given it already.
    account.authorized_balance_cents += transfer.amount_cents;
    settle(bank, transfer);
  });
}

function settle(bank: Bank, transfer: Transfer): void {
  const payee = bank.of(beneficiaries).get(transfer.beneficiary_id);
  const booked = bank.of(ledger).insert({
    bank_account_id: transfer.bank_account_id,
    amount: transfer.amount,
    amount_cents: transfer.amount_cents,
    local_amount: transfer.amount,
    local_amount_cents: transfer.amount_cents,
    side: 'debit',
    operation_type: 'transfer',
    subject_type: 'Transfer',
    label: payee?.name ?? '',
    clean_counterparty_name: payee?.name ?? null,
    reference: transfer.reference,
    note: transfer.note,
    initiator_id: transfer.initiator_id,
    emitted_at: transfer.created_at,
  });
  const completed_at = bank.now().toISOString();
  bank.of(transfers).change(transfer, { status: 'settled', completed_at, transaction_id: booked.id });
}

function fitsInstant(bank: Bank, transfer: Transfer): boolean {
  const trusted = bank.of(beneficiaries).get(transfer.beneficiary_id)?.trusted === true;
  const limits = trusted ? INSTANT_LIMITS.trusted : INSTANT_LIMITS.untrusted;
  const since = new Date(bank.now().getTime() - DAY_MS).toISOString();
  const today = bank
    .of(transfers)
    .all()
    .filter((row) => row.processed_at !== null && row.processed_at > since && row.status !== 'declined')
    .reduce((sum, row) => sum + row.amount_cents, 0);
  return transfer.amount_cents <= limits.single && today + transfer.amount_cents <= limits.day;
}

/** To ten o'clock (UTC) of the next day that is no weekend; holidays of the payment system are left out. */
function secondsToBankingDay(now: Date): number {
  const day = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS + DAY_MS + 10 * 3_600_000);
  while (day.getUTCDay() % 6 === 0) day.setTime(day.getTime() + DAY_MS);
  return (day.getTime() - now.getTime()) / 1000;
}
