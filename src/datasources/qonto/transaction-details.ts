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
import { rowReader, unlessEmpty } from './row.js';
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
type Subject<Name extends keyof Subjects> = NonNullable<Subjects[Name]>;

type Named = Subjects & { clean_counterparty_name?: string | null | undefined };

const readCounterparty = rowReader<Named, Counterparty>({
  name: (wire) => wire.clean_counterparty_name ?? null,
  accountNumber: (wire) => accountOf(wire)?.counterparty_account_number ?? null,
  accountNumberFormat: (wire) => accountOf(wire)?.counterparty_account_number_format ?? null,
  bankIdentifier: (wire) => accountOf(wire)?.counterparty_bank_identifier ?? null,
  bankIdentifierFormat: (wire) => accountOf(wire)?.counterparty_bank_identifier_format ?? null,
});

/** Null when the bank tells nothing of the other side. */
export function counterpartyOf(wire: Named): Counterparty | null {
  return unlessEmpty(readCounterparty(wire));
}

function accountOf(wire: Subjects) {
  return (
    wire.transfer ?? wire.income ?? wire.swift_income ?? wire.direct_debit ?? wire.direct_debit_collection
  );
}

// Of classes: a union of the schema tells its members apart by their class.
const readCheck = rowReader<Subject<'check'>, CheckDetails>(
  {
    number: (wire) => wire.check_number ?? null,
    key: (wire) => wire.check_key ?? null,
  },
  CheckDetails,
);
const readInstallment = rowReader<Subject<'financing_installment'>, FinancingInstallmentDetails>(
  {
    currentInstallment: (wire) => wire.current_installment_number ?? null,
    totalInstallments: (wire) => wire.total_installments_number ?? null,
  },
  FinancingInstallmentDetails,
);
const readPagopa = rowReader<Subject<'pagopa_payment'>, PagopaDetails>(
  {
    noticeNumber: (wire) => wire.notice_number ?? null,
    creditorFiscalCode: (wire) => wire.creditor_fiscal_code ?? null,
    iuv: (wire) => wire.iuv ?? null,
  },
  PagopaDetails,
);
const readHold = rowReader<Subject<'direct_debit_hold'>, DirectDebitHoldDetails>(
  { guardingRate: (wire) => wire.guarding_rate ?? null },
  DirectDebitHoldDetails,
);

export function detailsOf(wire: Subjects): TransactionDetails | null {
  if (wire.check) return readCheck(wire.check);
  if (wire.financing_installment) return readInstallment(wire.financing_installment);
  if (wire.pagopa_payment) return readPagopa(wire.pagopa_payment);
  return wire.direct_debit_hold ? readHold(wire.direct_debit_hold) : null;
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

export const toVatItem = rowReader<z.infer<typeof wireVatItem>, VatItem, Priced>({
  amount: (wire, priced) => textMoney(wire.amount, priced),
  amountExcludingVat: (wire, priced) => textMoney(wire.amount_excluding_vat, priced),
  rate: (wire) => (wire.rate == null ? null : rateOf(Number(wire.rate))),
});

/** What VAT lines belong to: it alone says in which currency they are. */
interface Priced {
  readonly currency: string;
}

function textMoney(value: string | null | undefined, priced: Priced): Money | null {
  return value == null ? null : { value, currency: priced.currency };
}
