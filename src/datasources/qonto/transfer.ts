import { z } from 'zod';
import { type Transfer, TransferDeclinedReason, TransferStatus } from '../../schema/transfer.js';
import { moneyOf } from './money.js';
import { withoutMarker } from './marker.js';
import type { Resource } from './resource.js';
import { rowReader } from './row.js';
import { maybe, openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';

// Qonto's collections, SEPA transfers, 2026-11-20.
const wireTransfer = z.object({
  id: z.string(),
  initiator_id: maybe(z.string()),
  bank_account_id: maybe(z.string()),
  beneficiary_id: maybe(z.string()),
  amount: z.number(),
  amount_cents: z.int(),
  amount_currency: z.string(),
  status: z.string(),
  reference: maybe(z.string()),
  note: maybe(z.string()),
  scheduled_date: maybe(z.string()),
  declined_reason: maybe(z.string()),
  processed_at: maybe(z.string()),
  completed_at: maybe(z.string()),
  transaction_id: maybe(z.string()),
  recurring_transfer_id: maybe(z.string()),
  created_at: maybe(z.string()),
  updated_at: maybe(z.string()),
});

export type WireTransfer = z.infer<typeof wireTransfer>;

const status = openEnum(TransferStatus);
const declinedReason = openEnum(TransferDeclinedReason);

const toTransfer = rowReader<WireTransfer, Transfer>({
  id: (wire) => wire.id,
  amount: (wire) => moneyOf(wire.amount, wire.amount_cents, wire.amount_currency),
  status: (wire) => status(wire.status),
  rawStatus: (wire) => wire.status,
  declinedReason: (wire) => (wire.declined_reason == null ? null : declinedReason(wire.declined_reason)),
  rawDeclinedReason: (wire) => wire.declined_reason ?? null,
  reference: (wire) => wire.reference ?? null,
  note: (wire) => (wire.note == null ? null : withoutMarker(wire.note)),
  scheduledDate: (wire) => wire.scheduled_date ?? null,
  createdAt: (wire) => wire.created_at ?? null,
  updatedAt: (wire) => wire.updated_at ?? null,
  processedAt: (wire) => wire.processed_at ?? null,
  completedAt: (wire) => wire.completed_at ?? null,
  recurringTransferId: (wire) => wire.recurring_transfer_id ?? null,
  beneficiaryId: (wire) => wire.beneficiary_id ?? null,
  bankAccountId: (wire) => wire.bank_account_id ?? null,
  initiatorId: (wire) => wire.initiator_id ?? null,
  transactionId: (wire) => wire.transaction_id ?? null,
});

export const transfers: Resource<WireTransfer, Transfer> = {
  path: '/v2/sepa/transfers',
  one: 'transfer',
  many: 'transfers',
  wire: wireReader(wireTransfer),
  toRow: toTransfer,
};
