import { shelf, type Bank } from './bank.js';
import { frenchIban } from './iban.js';
import type { Counterparty } from './transaction-shape.js';

/** One counterparty keeps one account. */
const counterparties = shelf('counterparties', () => new Map<string, Counterparty>());

/** The account of whoever bears this name; equal names have equal accounts. */
export function counterpartyOf(label: string, bank: Bank): Counterparty {
  const known = bank.of(counterparties).get(label);
  if (known !== undefined) return known;
  const counterparty = {
    counterparty_account_number: frenchIban('20041', '01005', bank.random('counterparty', label).digits(11)),
    counterparty_account_number_format: 'IBAN',
    counterparty_bank_identifier: 'PSSTFRPPPAR',
    counterparty_bank_identifier_format: 'SWIFT_BIC',
  };
  bank.of(counterparties).set(label, counterparty);
  return counterparty;
}
