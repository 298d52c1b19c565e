import { createHash } from 'node:crypto';
import { shelf, type Bank } from './bank.js';
import type { Ask } from './routes.js';

/** A transfer the bank has accepted, written down once and never changed: what a test of money asks. */
export interface AcceptedTransfer {
  readonly transfer_id: string;
  readonly accepted_at: string;
  readonly amount: string;
  readonly amount_cents: number;
  readonly currency: string;
  readonly bank_account_id: string;
  readonly beneficiary_id: string;
  readonly beneficiary_name: string;
  readonly beneficiary_iban: string;
  readonly reference: string;
  readonly note: string | null;
  readonly scheduled_date: string;
  readonly idempotency_key: string;
  readonly body_sha256: string;
}

/** The list in order of acceptance, read at `GET /_simulator/transfers`. Cancelling a transfer does not shorten it. */
export const acceptedTransfers = shelf('accepted_transfers', () => [] as AcceptedTransfer[]);

type FromAsk = 'accepted_at' | 'idempotency_key' | 'body_sha256';

export function writeDownAccepted(bank: Bank, ask: Ask, accepted: Omit<AcceptedTransfer, FromAsk>): void {
  const key = ask.headers['x-qonto-idempotency-key'];
  bank.of(acceptedTransfers).push(
    Object.freeze({
      ...accepted,
      accepted_at: bank.now().toISOString(),
      idempotency_key: typeof key === 'string' ? key : '',
      body_sha256: createHash('sha256').update(ask.body).digest('hex'),
    }),
  );
}
