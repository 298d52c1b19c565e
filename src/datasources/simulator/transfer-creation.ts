import { writeDownAccepted } from './accepted-transfer.js';
import { ok, type Answer } from './answer.js';
import { bankAccounts } from './bank-account.js';
import type { Bank } from './bank.js';
import { addBeneficiary, plainIban } from './beneficiary.js';
import { beneficiaries, type Beneficiary } from './beneficiary-seed.js';
import { isDay, isObject, objectOf, textOf, textOrNull } from './body.js';
import { memberOf } from './membership.js';
import { refuseProof } from './payee-proof.js';
import { checksWereFollowed } from './payee-verification.js';
import { refuse, Refused } from './refusal.js';
import type { Ask } from './routes.js';
import { askForApproval } from './sca.js';
import { storedFiles } from './stored-file.js';
import { startLife } from './transfer-life.js';
import { transfers, type Transfer } from './transfer-seed.js';

/** Above this a document is demanded, in cents. Source: Qonto's use-case guide, 2026-11-20. */
const ATTACHMENT_ABOVE_CENTS = 3_000_000;
const ATTACHMENT_LIMIT = 5;
const REFERENCE_LIMIT = 140;

/**
 * Creates a transfer: checks its fields, the payee proof, and, unless the payee is trusted, the user's approval.
 * Funds are looked at later: a transfer without cover is created and then declined.
 * Source: Qonto's use-case guide and Postman collections; qontoctl, live 2026.
 */
export function createTransfer(ask: Ask, bank: Bank): Answer {
  const body = objectOf(ask.json());
  const order = readOrder(objectOf(body['transfer']), bank);
  const payee = { iban: plainIban(textOf(order.payee['iban'])), name: textOf(order.payee['name']) };
  const refusal = refuseProof(bank, body['vop_proof_token'], [payee]);
  if (refusal) return refusal;
  const approval = order.isTrusted ? undefined : askForApproval(ask, bank, 'transfer.single.create');
  if (approval) return approval;

  const beneficiary = order.beneficiary ?? beneficiaryOf(order.payee, bank);
  const now = bank.stamp();
  const transfer: Transfer = {
    id: bank.newId(),
    initiator_id: memberOf(ask.caller, bank).id,
    bank_account_id: order.accountId,
    beneficiary_id: beneficiary.id,
    amount: order.cents / 100,
    amount_cents: order.cents,
    amount_currency: 'EUR',
    status: 'pending',
    reference: order.reference,
    note: order.note,
    scheduled_date: order.scheduledDate,
    declined_reason: null,
    processed_at: null,
    completed_at: null,
    transaction_id: null,
    recurring_transfer_id: null,
    created_at: now,
    updated_at: now,
  };
  bank.of(transfers).add(transfer);
  writeDownAccepted(bank, ask, {
    transfer_id: transfer.id,
    amount: (order.cents / 100).toFixed(2),
    amount_cents: order.cents,
    currency: 'EUR',
    bank_account_id: order.accountId,
    beneficiary_id: beneficiary.id,
    beneficiary_name: beneficiary.name,
    beneficiary_iban: beneficiary.iban,
    reference: order.reference,
    note: order.note,
    scheduled_date: order.scheduledDate,
  });
  startLife(bank, transfer);
  checksWereFollowed(bank);
  return ok({ transfer });
}

interface Order {
  readonly accountId: string;
  /** A known beneficiary; one written into the request is made or updated at the very end. */
  readonly beneficiary: Beneficiary | undefined;
  readonly payee: Readonly<Record<string, unknown>>;
  readonly isTrusted: boolean;
  readonly cents: number;
  readonly reference: string;
  readonly note: string | null;
  readonly scheduledDate: string;
}

function readOrder(wanted: Readonly<Record<string, unknown>>, bank: Bank): Order {
  const cents = readAmount(wanted['amount']);
  const accountId = textOf(wanted['bank_account_id']);
  if (bank.of(bankAccounts).get(accountId)?.status !== 'active')
    throw invalid('bank_account_id', 'bank_account_id is not an active account');
  const reference = textOf(wanted['reference']);
  if (reference === '' || reference.length > REFERENCE_LIMIT)
    throw invalid('reference', `reference must have 1 to ${REFERENCE_LIMIT} characters`);
  const today = bank.now().toISOString().slice(0, 10);
  const scheduledDate = wanted['scheduled_date'] ?? today;
  if (!isDay(scheduledDate) || scheduledDate < today)
    throw invalid('scheduled_date', 'scheduled_date must be a date that is not past');
  checkAttachments(wanted['attachment_ids'] ?? [], cents, bank);
  return {
    accountId,
    ...readPayee(wanted, bank),
    cents,
    reference,
    note: textOrNull(wanted['note']),
    scheduledDate,
  };
}

/** Cents of a decimal text; a JSON number is refused. Source: qontoctl, live 2026. */
function readAmount(amount: unknown): number {
  if (typeof amount !== 'string') throw refused('not_a_string', 'amount', 'amount must be a string');
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount) || Number(amount) === 0)
    throw invalid('amount', 'amount must be a positive decimal with at most two places');
  return Math.round(Number(amount) * 100);
}

function readPayee(
  wanted: Readonly<Record<string, unknown>>,
  bank: Bank,
): Pick<Order, 'beneficiary' | 'payee' | 'isTrusted'> {
  const { beneficiary_id: id, beneficiary: inline } = wanted;
  if ((id === undefined) === (inline === undefined))
    throw invalid('beneficiary_id', 'Give either beneficiary_id or beneficiary');
  if (id === undefined) {
    if (!isObject(inline)) throw invalid('beneficiary', 'beneficiary must be an object');
    return { beneficiary: undefined, payee: inline, isTrusted: false };
  }
  const beneficiary = bank.of(beneficiaries).get(textOf(id));
  if (beneficiary === undefined)
    throw new Refused(
      refuse(404, 'not_found', 'Beneficiary not found', { pointer: '/transfer/beneficiary_id' }),
    );
  if (beneficiary.status !== 'validated') throw invalid('beneficiary_id', 'The beneficiary is not validated');
  const { iban, name, trusted } = beneficiary;
  return { beneficiary, payee: { iban, name }, isTrusted: trusted };
}

function checkAttachments(ids: unknown, cents: number, bank: Bank): void {
  if (!Array.isArray(ids) || ids.length > ATTACHMENT_LIMIT)
    throw invalid('attachment_ids', `attachment_ids must have at most ${ATTACHMENT_LIMIT} entries`);
  if (ids.some((id) => bank.of(storedFiles).get(textOf(id)) === undefined))
    throw invalid('attachment_ids', 'attachment_ids must exist');
  if (cents > ATTACHMENT_ABOVE_CENTS && ids.length === 0)
    throw refused('required', 'attachment_ids', 'A transfer above 30000 EUR needs an attachment');
}

/** A known IBAN updates its beneficiary and never makes it trusted. Source: docs.qonto.com, SEPA transfers, 2026-11-20. */
function beneficiaryOf(payee: Readonly<Record<string, unknown>>, bank: Bank): Beneficiary {
  const rows = bank.of(beneficiaries);
  const iban = plainIban(textOf(payee['iban']));
  const known = rows.all().find((row) => row.iban === iban);
  if (known) {
    const email = textOrNull(payee['email']) ?? known.email;
    return rows.change(known, { name: textOf(payee['name']) || known.name, email });
  }
  const added = addBeneficiary(bank, payee);
  if (!('id' in added)) throw new Refused(added);
  return added;
}

function invalid(field: string, detail: string): Refused {
  return refused('invalid', field, detail);
}

function refused(code: string, field: string, detail: string): Refused {
  return new Refused(refuse(400, code, detail, { pointer: `/transfer/${field}` }));
}
