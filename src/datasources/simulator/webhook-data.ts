import { bankAccounts } from './bank-account.js';
import type { Bank } from './bank.js';
import type { Transaction } from './transaction-shape.js';

/**
 * A transaction as a webhook tells it: without cents, with its account inside, and with the formats of account numbers
 * in lower case. Source: docs.qonto.com, webhooks, read 2026-11-20.
 */
export function transactionData(bank: Bank, event: 'created' | 'updated', transaction: Transaction): object {
  const { bank_account_id, ...fields } = transaction;
  const account = bank.of(bankAccounts).get(bank_account_id);
  const shown = Object.entries(fields).filter(([name]) => !name.endsWith('_cents'));
  return {
    event,
    ...(Object.fromEntries(shown.map(([name, value]) => [name, lowerFormats(value)])) as object),
    bank_account: account && { id: account.id, iban: account.iban, bic: account.bic, name: account.name },
  };
}

function lowerFormats(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => [
      name,
      name.endsWith('_format') && typeof text === 'string' ? shortFormat(text) : text,
    ]),
  );
}

function shortFormat(format: string): string {
  return format === 'SWIFT_BIC' ? 'bic' : format.toLowerCase();
}
