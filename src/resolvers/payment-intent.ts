import type { Context } from '../context.js';
import type { Intent } from '../datasources/payments/index.js';
import {
  type Confirmation,
  type NewBeneficiary,
  type PaymentOrder,
  withMarker,
} from '../datasources/qonto/index.js';
import type { NewBeneficiaryInput } from '../schema/beneficiary-input.js';
import type { PayeeVerification } from '../schema/payee-verification.js';
import { type ScaInput, ScaMethod } from '../schema/sca.js';
import type { PaymentInput } from '../schema/transfer-input.js';
import type { Transfer } from '../schema/transfer.js';
import { centsOf } from './payment-check.js';

/** What goes to the bank, with the check that stands behind it when the gateway made it. */
export interface CheckedOrder {
  readonly order: PaymentOrder;
  readonly verification: PayeeVerification | null;
}

/** What the two ways to pay differ in. */
export type PreparePayment = () => Promise<CheckedOrder>;

/**
 * A payment as an intent. Both ways to pay share their keys, so that no key pays twice by another way; the proof of
 * the payee check is a permission and no part of what is meant.
 */
export function paymentIntent(
  { qonto, desk }: Pick<Context, 'qonto' | 'desk'>,
  input: PaymentInput,
  payee: PaymentOrder['payee'],
  prepare: PreparePayment,
): Intent<CheckedOrder, Transfer> {
  const { proofToken: _, ...meant } = orderOf(input, payee, '');
  return {
    operation: 'transfer',
    key: input.idempotencyKey,
    wish: meant,
    confirmation: confirmationOf(input.sca),
    waitSeconds: input.sca?.waitSeconds ?? 0,
    prepare: async (marker) => {
      const { order, verification } = await prepare();
      const note = desk.reconcileMarker === 'note' ? withMarker(order.note, marker) : order.note;
      return { order: { ...order, note }, verification };
    },
    send: ({ order }, upstreamKey, confirmation) => qonto.transfers.create(order, upstreamKey, confirmation),
    isAnswer: (transfer, isNew) => isTransferOf(transfer, meant, isNew),
    find: (mark, span) =>
      qonto.transfers.find({ mark, isLike: (transfer) => isTransferOf(transfer, meant, true) }, span),
  };
}

export function orderOf(input: PaymentInput, payee: PaymentOrder['payee'], proofToken: string): PaymentOrder {
  const cents = String(centsOf(input.amount.value) ?? 0).padStart(3, '0');
  return {
    proofToken,
    bankAccountId: input.bankAccountId,
    payee,
    amount: `${cents.slice(0, -2)}.${cents.slice(-2)}`,
    reference: input.reference,
    note: input.note ?? undefined,
    scheduledDate: input.scheduledDate ?? undefined,
    attachmentIds: input.attachmentIds ?? [],
  };
}

export function payeeOf(payee: NewBeneficiaryInput): NewBeneficiary {
  return {
    name: payee.name,
    iban: payee.iban,
    bic: payee.bic ?? undefined,
    email: payee.email ?? undefined,
    activityTag: payee.activityTag ?? undefined,
  };
}

export function confirmationOf(sca: ScaInput | null | undefined): Confirmation {
  return {
    method: sca?.method ?? ScaMethod.PAIRED_DEVICE,
    ...(sca?.sessionToken != null && { sessionToken: sca.sessionToken }),
    ...(sca?.smsCode != null && { smsCode: sca.smsCode }),
  };
}

/** Whether two texts are one: banks spell names and references in capitals, without accents, or cut short. */
export function isSameText(one: string, other: string): boolean {
  const [left, right] = [plain(one), plain(other)];
  return left.startsWith(right) || right.startsWith(left);
}

/**
 * Whether the bank's answer is about this order. The bank tells the first answer of a key again, even when the body
 * is another one (docs.qonto.com, idempotent requests, read 2026-11-20); what it leaves out proves nothing. A day may be
 * moved to one on which banks work, so of a new transfer it proves nothing either.
 */
function isTransferOf(transfer: Transfer, order: Omit<PaymentOrder, 'proofToken'>, isNew: boolean): boolean {
  const { payee } = order;
  return (
    centsOf(transfer.amount.value) === centsOf(order.amount) &&
    isSame(transfer.bankAccountId, order.bankAccountId) &&
    isSame(transfer.beneficiaryId, 'beneficiaryId' in payee ? payee.beneficiaryId : undefined) &&
    (isNew || isSame(transfer.scheduledDate, order.scheduledDate)) &&
    (transfer.reference === null || isSameText(transfer.reference, order.reference))
  );
}

function isSame(told: string | null, ordered: string | undefined): boolean {
  return told === null || ordered === undefined || told === ordered;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{Letter}\p{Number}]/gu, '')
    .toLowerCase();
}
