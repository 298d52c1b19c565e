import type { Status } from './transaction-columns.js';

/** The account on the other side, where the bank knows it. */
export interface Counterparty {
  readonly counterparty_account_number: string;
  readonly counterparty_account_number_format: string;
  readonly counterparty_bank_identifier: string;
  readonly counterparty_bank_identifier_format: string;
}

/** A transaction as the bank shows it, without what `includes[]` adds. Amounts are positive; `side` has the direction. */
export interface Transaction {
  readonly id: string;
  readonly transaction_id: string;
  readonly amount: number;
  readonly amount_cents: number;
  readonly settled_balance: number | null;
  readonly settled_balance_cents: number | null;
  readonly attachment_ids: readonly string[];
  readonly logo: { readonly small: string; readonly medium: string } | null;
  readonly local_amount: number;
  readonly local_amount_cents: number;
  readonly side: 'credit' | 'debit';
  readonly operation_type: string;
  readonly currency: string;
  readonly local_currency: string;
  readonly label: string;
  readonly clean_counterparty_name: string | null;
  readonly settled_at: string | null;
  readonly emitted_at: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly status: Status;
  readonly note: string | null;
  readonly reference: string | null;
  readonly vat_amount: number | null;
  readonly vat_amount_cents: number | null;
  /** Percent; -1 when several rates apply. */
  readonly vat_rate: number | null;
  readonly initiator_id: string | null;
  readonly label_ids: readonly string[];
  readonly attachment_lost: boolean;
  readonly attachment_required: boolean;
  readonly card_last_digits: string | null;
  readonly category: string;
  readonly cashflow_category: { readonly name: string } | null;
  readonly cashflow_subcategory: { readonly name: string } | null;
  readonly subject_type: string;
  readonly bank_account_id: string;
  readonly is_external_transaction: boolean;
  /** The one that fits the operation is there, the others are absent. */
  readonly transfer?: Counterparty;
  readonly income?: Counterparty;
  readonly swift_income?: Counterparty;
  readonly direct_debit?: Counterparty;
  readonly direct_debit_collection?: Counterparty;
  readonly check?: { readonly check_number: string; readonly check_key: string };
  readonly financing_installment?: {
    readonly total_installments_number: number;
    readonly current_installment_number: number;
  };
}

/** What the columns hold must not be written over: it changes. */
export function withoutColumns(given: Partial<Transaction>): Partial<Transaction> {
  const {
    amount: _amount,
    amount_cents: _cents,
    settled_balance: _balance,
    settled_balance_cents: _balanceCents,
    emitted_at: _emittedAt,
    created_at: _createdAt,
    settled_at: _settledAt,
    updated_at: _updatedAt,
    status: _status,
    bank_account_id: _account,
    ...kept
  } = given;
  return kept;
}
