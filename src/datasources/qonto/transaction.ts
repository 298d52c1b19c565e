import { z } from 'zod';
import type { Transaction } from '../../schema/transaction.js';
import {
  TransactionOperationType,
  TransactionSide,
  TransactionStatus,
} from '../../schema/transaction-kind.js';
import { toAttachment, wireAttachment } from './attachment.js';
import { toLabel, wireLabel } from './label.js';
import { maybeMoneyOf, moneyOf, negated, rateOf } from './money.js';
import type { AnswerFacts, Resource } from './resource.js';
import { counterpartyOf, detailsOf, toVatItem, wireSubjects, wireVatItem } from './transaction-details.js';
import { maybe, openEnum } from './wire.js';

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

function toTransaction(wire: Wire, facts: AnswerFacts): Transaction {
  const amount = moneyOf(wire.amount, wire.amount_cents, wire.currency);
  return {
    id: wire.id,
    displayId: wire.transaction_id ?? null,
    amount,
    signedAmount: wire.side === 'debit' ? negated(amount) : amount,
    localAmount: maybeMoneyOf(wire.local_amount, wire.local_amount_cents, wire.local_currency),
    side: wire.side === 'debit' ? TransactionSide.DEBIT : TransactionSide.CREDIT,
    status: status(wire.status),
    rawStatus: wire.status,
    operationType: operationType(wire.operation_type),
    rawOperationType: wire.operation_type,
    subjectType: wire.subject_type ?? null,
    label: wire.label ?? null,
    counterparty: counterpartyOf(wire.clean_counterparty_name, wire),
    details: detailsOf(wire),
    reference: wire.reference ?? null,
    note: wire.note ?? null,
    emittedAt: wire.emitted_at ?? null,
    settledAt: wire.settled_at ?? null,
    createdAt: wire.created_at ?? null,
    updatedAt: wire.updated_at ?? null,
    settledBalance: maybeMoneyOf(wire.settled_balance, wire.settled_balance_cents, wire.currency),
    cardLastDigits: wire.card_last_digits ?? null,
    category: wire.category ?? null,
    cashflowCategory: wire.cashflow_category?.name ?? null,
    cashflowSubcategory: wire.cashflow_subcategory?.name ?? null,
    logo: wire.logo ? { small: wire.logo.small ?? null, medium: wire.logo.medium ?? null } : null,
    isAttachmentRequired: wire.attachment_required ?? false,
    isAttachmentLost: wire.attachment_lost ?? false,
    isExternal: wire.is_external_transaction ?? false,
    bankAccountId: wire.bank_account_id ?? null,
    initiatorId: wire.initiator_id ?? null,
    vat: vatOf(wire),
    embeddedAttachments: wire.attachments?.map((attachment) => toAttachment(attachment, facts)),
    embeddedLabels: wire.labels?.map(toLabel),
  };
}

export const transactions: Resource<Wire, Transaction> = {
  path: '/v2/transactions',
  one: 'transaction',
  many: 'transactions',
  wire: wireTransaction,
  toRow: toTransaction,
};

function vatOf(wire: Wire): Transaction['vat'] {
  const amount = maybeMoneyOf(wire.vat_amount, wire.vat_amount_cents, wire.currency);
  const rate = rateOf(wire.vat_rate);
  const embeddedItems = wire.vat_details
    ? (wire.vat_details.items ?? []).map((item) => toVatItem(item, wire.currency))
    : undefined;
  if (amount === null && rate === null && !embeddedItems?.length) return null;
  return { amount, rate, embeddedItems, transactionId: wire.id };
}
