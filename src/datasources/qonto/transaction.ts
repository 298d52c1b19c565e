import { z } from 'zod';
import type { Money } from '../../schema/money.js';
import type { Transaction } from '../../schema/transaction.js';
import type { TransactionLogo, VatSummary } from '../../schema/transaction-details.js';
import {
  TransactionOperationType,
  TransactionSide,
  TransactionStatus,
} from '../../schema/transaction-kind.js';
import { toAttachment, wireAttachment } from './attachment.js';
import { toLabel, wireLabel } from './label.js';
import { maybeMoneyOf, moneyOf, negated, rateOf } from './money.js';
import type { AnswerFacts, Resource } from './resource.js';
import { each, rowReader, unlessEmpty } from './row.js';
import { counterpartyOf, detailsOf, toVatItem, wireSubjects, wireVatItem } from './transaction-details.js';
import { maybe, openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, list transactions, read 2026-11-20. `amount` is positive whatever `side` says.
const wireTransaction = z.object({
  id: z.string(),
  transaction_id: maybe(z.string()),
  amount: z.number(),
  amount_cents: z.int(),
  currency: z.string(),
  local_amount: maybe(z.number()),
  local_amount_cents: maybe(z.int()),
  local_currency: maybe(z.string()),
  side: z.enum(['credit', 'debit']),
  status: z.string(),
  operation_type: z.string(),
  subject_type: maybe(z.string()),
  label: maybe(z.string()),
  clean_counterparty_name: maybe(z.string()),
  reference: maybe(z.string()),
  note: maybe(z.string()),
  emitted_at: maybe(z.string()),
  settled_at: maybe(z.string()),
  created_at: maybe(z.string()),
  updated_at: maybe(z.string()),
  settled_balance: maybe(z.number()),
  settled_balance_cents: maybe(z.int()),
  vat_amount: maybe(z.number()),
  vat_amount_cents: maybe(z.int()),
  vat_rate: maybe(z.number()),
  initiator_id: maybe(z.string()),
  bank_account_id: maybe(z.string()),
  card_last_digits: maybe(z.string()),
  category: maybe(z.string()),
  cashflow_category: maybe(z.object({ name: maybe(z.string()) })),
  cashflow_subcategory: maybe(z.object({ name: maybe(z.string()) })),
  logo: maybe(z.object({ small: maybe(z.string()), medium: maybe(z.string()) })),
  attachment_required: maybe(z.boolean()),
  attachment_lost: maybe(z.boolean()),
  is_external_transaction: maybe(z.boolean()),
  attachments: maybe(z.array(wireAttachment)),
  labels: maybe(z.array(wireLabel)),
  vat_details: maybe(z.object({ items: maybe(z.array(wireVatItem)) })),
  ...wireSubjects,
});

type Wire = z.infer<typeof wireTransaction>;

const status = openEnum(TransactionStatus);
const operationType = openEnum(TransactionOperationType);

const readLogo = rowReader<NonNullable<Wire['logo']>, TransactionLogo>({
  small: (wire) => wire.small ?? null,
  medium: (wire) => wire.medium ?? null,
});

const readVat = rowReader<Wire, VatSummary>({
  amount: (wire) => maybeMoneyOf(wire.vat_amount, wire.vat_amount_cents, wire.currency),
  rate: (wire) => rateOf(wire.vat_rate),
  embeddedItems: (wire) =>
    wire.vat_details ? each(wire.vat_details.items ?? [], (item) => toVatItem(item, wire)) : undefined,
  transactionId: (wire) => wire.id,
});

const toTransaction = rowReader<Wire, Transaction, AnswerFacts>({
  id: (wire) => wire.id,
  displayId: (wire) => wire.transaction_id ?? null,
  amount: amountOf,
  signedAmount: (wire) => (wire.side === 'debit' ? negated(amountOf(wire)) : amountOf(wire)),
  localAmount: (wire) => maybeMoneyOf(wire.local_amount, wire.local_amount_cents, wire.local_currency),
  side: (wire) => (wire.side === 'debit' ? TransactionSide.DEBIT : TransactionSide.CREDIT),
  status: (wire) => status(wire.status),
  rawStatus: (wire) => wire.status,
  operationType: (wire) => operationType(wire.operation_type),
  rawOperationType: (wire) => wire.operation_type,
  subjectType: (wire) => wire.subject_type ?? null,
  label: (wire) => wire.label ?? null,
  counterparty: (wire) => counterpartyOf(wire),
  details: (wire) => detailsOf(wire),
  reference: (wire) => wire.reference ?? null,
  note: (wire) => wire.note ?? null,
  emittedAt: (wire) => wire.emitted_at ?? null,
  settledAt: (wire) => wire.settled_at ?? null,
  createdAt: (wire) => wire.created_at ?? null,
  updatedAt: (wire) => wire.updated_at ?? null,
  settledBalance: (wire) => maybeMoneyOf(wire.settled_balance, wire.settled_balance_cents, wire.currency),
  cardLastDigits: (wire) => wire.card_last_digits ?? null,
  category: (wire) => wire.category ?? null,
  cashflowCategory: (wire) => wire.cashflow_category?.name ?? null,
  cashflowSubcategory: (wire) => wire.cashflow_subcategory?.name ?? null,
  logo: (wire) => (wire.logo ? readLogo(wire.logo) : null),
  isAttachmentRequired: (wire) => wire.attachment_required ?? false,
  isAttachmentLost: (wire) => wire.attachment_lost ?? false,
  isExternal: (wire) => wire.is_external_transaction ?? false,
  bankAccountId: (wire) => wire.bank_account_id ?? null,
  initiatorId: (wire) => wire.initiator_id ?? null,
  vat: (wire) => vatOf(wire),
  embeddedAttachments: (wire, facts) =>
    wire.attachments == null
      ? undefined
      : each(wire.attachments, (attachment) => toAttachment(attachment, facts)),
  embeddedLabels: (wire) => (wire.labels == null ? undefined : each(wire.labels, toLabel)),
});

export const transactions: Resource<Wire, Transaction> = {
  path: '/v2/transactions',
  one: 'transaction',
  many: 'transactions',
  wire: wireReader(wireTransaction),
  toRow: toTransaction,
};

function amountOf(wire: Wire): Money {
  return moneyOf(wire.amount, wire.amount_cents, wire.currency);
}

function vatOf(wire: Wire): VatSummary | null {
  return unlessEmpty(
    readVat(wire),
    ({ amount, rate, embeddedItems }) => amount === null && rate === null && !embeddedItems?.length,
  );
}
