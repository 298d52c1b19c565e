import { z } from 'zod';
import type { Money } from '../../schema/money.js';
import {
  CheckDetails,
  type Counterparty,
  DirectDebitHoldDetails,
  FinancingInstallmentDetails,
  PagopaDetails,
  type TransactionDetails,
  type VatItem,
} from '../../schema/transaction-details.js';
import { rateOf } from './money.js';
import { maybe } from './wire.js';

const wireAccount = maybe(
  z.object({
    counterparty_account_number: maybe(z.string()),
    counterparty_account_number_format: maybe(z.string()),
    counterparty_bank_identifier: maybe(z.string()),
    counterparty_bank_identifier_format: maybe(z.string()),
  }),
);

/**
 * The objects of which the bank fills the one that matches the subject; the others are null or missing.
 * Source: docs.qonto.com, list transactions, read 2026-11-20.
 */
export const wireSubjects = {
  transfer: wireAccount,
  income: wireAccount,
  swift_income: wireAccount,
  direct_debit: wireAccount,
  direct_debit_collection: wireAccount,
  check: maybe(z.object({ check_number: maybe(z.string()), check_key: maybe(z.string()) })),
  financing_installment: maybe(
    z.object({
      total_installments_number: maybe(z.int()),
      current_installment_number: maybe(z.int()),
    }),
  ),
  pagopa_payment: maybe(
    z.object({
      notice_number: maybe(z.string()),
      creditor_fiscal_code: maybe(z.string()),
      iuv: maybe(z.string()),
    }),
  ),
  direct_debit_hold: maybe(z.object({ guarding_rate: maybe(z.string()) })),
};

const wireSubjectsObject = z.object(wireSubjects);
type Subjects = z.infer<typeof wireSubjectsObject>;

export function counterpartyOf(name: string | null | undefined, wire: Subjects): Counterparty | null {
  const account =
    wire.transfer ?? wire.income ?? wire.swift_income ?? wire.direct_debit ?? wire.direct_debit_collection;
  if (name == null && !account) return null;
  return {
    name: name ?? null,
    accountNumber: account?.counterparty_account_number ?? null,
    accountNumberFormat: account?.counterparty_account_number_format ?? null,
    bankIdentifier: account?.counterparty_bank_identifier ?? null,
    bankIdentifierFormat: account?.counterparty_bank_identifier_format ?? null,
  };
}

/** Instances, not literals: a union of the schema tells its members apart by their class. */
export function detailsOf(wire: Subjects): TransactionDetails | null {
  if (wire.check) {
    return Object.assign(new CheckDetails(), {
      number: wire.check.check_number ?? null,
      key: wire.check.check_key ?? null,
    });
  }
  if (wire.financing_installment) {
    return Object.assign(new FinancingInstallmentDetails(), {
      currentInstallment: wire.financing_installment.current_installment_number ?? null,
      totalInstallments: wire.financing_installment.total_installments_number ?? null,
    });
  }
  if (wire.pagopa_payment) {
    return Object.assign(new PagopaDetails(), {
      noticeNumber: wire.pagopa_payment.notice_number ?? null,
      creditorFiscalCode: wire.pagopa_payment.creditor_fiscal_code ?? null,
      iuv: wire.pagopa_payment.iuv ?? null,
    });
  }
  if (wire.direct_debit_hold) {
    return Object.assign(new DirectDebitHoldDetails(), {
      guardingRate: wire.direct_debit_hold.guarding_rate ?? null,
    });
  }
  return null;
}

const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/);

/**
 * One VAT line of a transaction: every part is text. The rate is read as percent, like `vat_rate` beside it;
 * the reference gives no sample. Source: docs.qonto.com, list transactions, read 2026-11-20.
 */
export const wireVatItem = z.object({
  amount: maybe(decimalText),
  amount_excluding_vat: maybe(decimalText),
  rate: maybe(decimalText),
});

export function toVatItem(wire: z.infer<typeof wireVatItem>, currency: string): VatItem {
  return {
    amount: textMoney(wire.amount, currency),
    amountExcludingVat: textMoney(wire.amount_excluding_vat, currency),
    rate: wire.rate == null ? null : rateOf(Number(wire.rate)),
  };
}

function textMoney(value: string | null | undefined, currency: string): Money | null {
  return value == null ? null : { value, currency };
}
