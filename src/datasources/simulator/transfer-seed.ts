import { bankAccounts } from './bank-account.js';
import { shelf, type Bank } from './bank.js';
import { beneficiaries } from './beneficiary-seed.js';
import { memberships } from './membership.js';
import type { Random } from './random.js';
import { Table } from './table.js';

/** A SEPA transfer. Source: Qonto's Postman collections, 2026; qontoctl (nullability), live 2026. */
export interface Transfer {
  readonly id: string;
  readonly initiator_id: string;
  readonly bank_account_id: string;
  readonly beneficiary_id: string;
  readonly amount: number;
  readonly amount_cents: number;
  readonly amount_currency: string;
  status: 'pending' | 'processing' | 'canceled' | 'declined' | 'settled';
  readonly reference: string;
  readonly note: string | null;
  /** `YYYY-MM-DD`. */
  readonly scheduled_date: string;
  declined_reason: string | null;
  processed_at: string | null;
  completed_at: string | null;
  transaction_id: string | null;
  readonly recurring_transfer_id: string | null;
  readonly created_at: string;
  updated_at: string;
}

const COUNT = 120;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The transfers of the last four months; none of them is still on its way. */
export const transfers = shelf('transfers', (bank: Bank) => {
  const random = bank.random('transfers');
  const rows = Array.from({ length: COUNT }, (_, index) => pastTransfer(bank, random, COUNT - index));
  return new Table<Transfer>(bank, { rows, blank: () => pastTransfer(bank, bank.random(bank.stamp()), 0) });
});

function pastTransfer(bank: Bank, random: Random, daysAgo: number): Transfer {
  const account = bank.of(bankAccounts).all()[0];
  const payees = bank.of(beneficiaries).all();
  const createdAtMs =
    bank.bornAt.getTime() - daysAgo * DAY_MS + random.integer(8 * 3_600_000, 18 * 3_600_000);
  const at = (seconds: number) => new Date(createdAtMs + seconds * 1000).toISOString();
  const status = random.pick(['settled', 'settled', 'settled', 'settled', 'declined', 'canceled'] as const);
  const cents = random.integer(900, 950_000);
  return {
    id: random.uuidAt(createdAtMs),
    initiator_id: random.pick(bank.of(memberships).all()).id,
    bank_account_id: account?.id ?? '',
    beneficiary_id: random.pick(payees).id,
    amount: cents / 100,
    amount_cents: cents,
    amount_currency: 'EUR',
    status,
    reference: `Facture ${random.integer(100, 999)}-${random.digits(4)}`,
    note: random.chance(0.2) ? 'Validé par la comptabilité' : null,
    scheduled_date: at(0).slice(0, 10),
    declined_reason:
      status === 'declined'
        ? random.pick(['debit_account_insufficient_funds', 'beneficiary_bic_invalid'])
        : null,
    processed_at: status === 'canceled' ? null : at(10),
    completed_at: status === 'settled' ? at(15) : null,
    transaction_id: null,
    recurring_transfer_id: null,
    created_at: at(0),
    updated_at: at(status === 'canceled' ? 5 : 15),
  };
}
