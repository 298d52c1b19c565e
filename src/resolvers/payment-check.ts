import type { NewBeneficiaryInput } from '../schema/beneficiary-input.js';
import type { MoneyInput } from '../schema/money.js';
import { PayeeMatch } from '../schema/payee-verification.js';
import { type ScaInput, ScaMethod } from '../schema/sca.js';
import type { CreateTransferInput, PayBeneficiaryInput, PaymentInput } from '../schema/transfer-input.js';
import type { UserError, UserErrorCode } from '../schema/user-error.js';
import { userError } from './user-errors.js';

/**
 * What can be said against a payment before anybody is asked. All problems at once; empty when there is none.
 *
 * @param nowMs For the day: one that is over by more than a time zone is refused.
 */
export function paymentProblems(input: PaymentInput, nowMs: number): UserError[] {
  const attachments = input.attachmentIds ?? [];
  return [
    ...keyProblems(input.idempotencyKey),
    ...idProblems(['bankAccountId'], input.bankAccountId),
    ...amountProblems(input.amount, attachments.length),
    ...textProblems(['reference'], input.reference),
    ...dayProblems(input.scheduledDate ?? null, nowMs),
    ...(attachments.length > mostAttachments
      ? [problem('LIMIT_REACHED', ['attachmentIds'], `At most ${mostAttachments} files.`)]
      : []),
    ...attachments.flatMap((id, index) => idProblems(['attachmentIds', String(index)], id)),
    ...scaProblems(input.sca ?? null),
  ];
}

export function createTransferProblems(input: CreateTransferInput, nowMs: number): UserError[] {
  const { beneficiaryId, newBeneficiary } = input.payee;
  const isEuro = input.amount.currency === 'EUR';
  return [
    ...paymentProblems(input, nowMs),
    ...(isEuro ? [] : [problem('INVALID', ['amount', 'currency'], 'SEPA transfers are made in EUR.')]),
    ...tokenProblems(['proofToken'], input.proofToken),
    ...oneOfProblems(['payee'], beneficiaryId, newBeneficiary),
    ...(beneficiaryId == null ? [] : idProblems(['payee', 'beneficiaryId'], beneficiaryId)),
    ...(newBeneficiary == null ? [] : payeeProblems(['payee', 'newBeneficiary'], newBeneficiary)),
  ];
}

export function payBeneficiaryProblems(input: PayBeneficiaryInput, nowMs: number): UserError[] {
  return [
    ...paymentProblems(input, nowMs),
    ...idProblems(['beneficiaryId'], input.beneficiaryId),
    ...matchProblems(input.acceptMatches),
  ];
}

/** 1 to 140 characters are taken as a name. Source: docs.qonto.com, verify a payee, read 2026-11-20. */
export function payeeProblems(
  field: readonly string[],
  { name }: Pick<NewBeneficiaryInput, 'name'>,
): UserError[] {
  return textProblems([...field, 'name'], name);
}

export function keyProblems(key: string): UserError[] {
  const isKey = /^[\x20-\x7e]{1,255}$/.test(key) && key.trim() !== '';
  return isKey
    ? []
    : [problem('INVALID', ['idempotencyKey'], 'A key has 1 to 255 printable ASCII characters.')];
}

/** Something that can stand in an address of the bank; its ids are opaque otherwise. */
export function idProblems(field: readonly string[], id: string): UserError[] {
  if (id === '') return [problem('REQUIRED', field, 'An id is missing.')];
  return /^[\w:-]{1,200}$/.test(id) ? [] : [problem('INVALID', field, 'This is not an id of the bank.')];
}

export function oneOfProblems(field: readonly string[], one: unknown, other: unknown): UserError[] {
  return (one == null) === (other == null) ? [problem('INVALID', field, 'Give exactly one of the two.')] : [];
}

export function scaProblems(sca: ScaInput | null): UserError[] {
  if (sca === null) return [];
  const { method, sessionToken, smsCode, waitSeconds } = sca;
  const problems: UserError[] = [];
  if (sessionToken != null) problems.push(...tokenProblems(['sca', 'sessionToken'], sessionToken));
  if (smsCode != null && method !== ScaMethod.SMS_OTP)
    problems.push(problem('INVALID', ['sca', 'smsCode'], 'A code belongs to the method SMS_OTP.'));
  else if (smsCode != null && !/^\d{4,10}$/.test(smsCode))
    problems.push(problem('INVALID', ['sca', 'smsCode'], 'The code has digits only.'));
  if (smsCode != null && sessionToken == null)
    problems.push(
      problem('REQUIRED', ['sca', 'sessionToken'], 'A code needs the token of the challenge beside it.'),
    );
  if (smsCode == null && sessionToken != null && method === ScaMethod.SMS_OTP)
    problems.push(problem('REQUIRED', ['sca', 'smsCode'], 'The code of the text message is missing.'));
  if (waitSeconds < 0 || waitSeconds > 25)
    problems.push(problem('INVALID', ['sca', 'waitSeconds'], 'Wait 0 to 25 seconds.'));
  return problems;
}

/**
 * Cents of an amount; undefined when it has more than two decimals, is nothing, or is more than a SEPA transfer
 * carries. Source: EPC SEPA Credit Transfer rulebook: 0.01 to 999,999,999.99.
 */
export function centsOf(value: string): number | undefined {
  const match = /^0*(\d{1,9})(?:\.(\d{1,2}))?$/.exec(value);
  const cents = match && Number(match[1]! + (match[2] ?? '').padEnd(2, '0'));
  return cents === null || cents === 0 ? undefined : cents;
}

/** Above this the bank wants a file. Source: Qonto's use-case guide, "How to send a SEPA transfer", 2026-11-20. */
const attachmentAboveCents = 3_000_000;

/** Source: seen at another client of the bank, 2026-11-20. */
const mostAttachments = 5;

function amountProblems({ value }: MoneyInput, attachments: number): UserError[] {
  const cents = centsOf(value);
  if (cents === undefined)
    return [
      problem(
        'INVALID',
        ['amount', 'value'],
        'An amount is more than nothing, at most 999999999.99, and has at most two decimals.',
      ),
    ];
  return cents > attachmentAboveCents && attachments === 0
    ? [
        problem(
          'ATTACHMENT_REQUIRED',
          ['attachmentIds'],
          'Above 30,000 EUR the bank wants at least one file: `uploadAttachment` first.',
        ),
      ]
    : [];
}

function matchProblems(accepted: readonly PayeeMatch[]): UserError[] {
  const field = ['acceptMatches'];
  if (accepted.length === 0) return [problem('REQUIRED', field, 'Accept at least one result.')];
  return accepted.includes(PayeeMatch.UNRECOGNIZED)
    ? [problem('INVALID', field, 'A result that nobody knows cannot be accepted beforehand.')]
    : [];
}

/** Text that the bank prints: 1 to 140 characters on one line. */
function textProblems(field: readonly string[], text: string): UserError[] {
  if (text.trim() === '') return [problem('REQUIRED', field, 'This must not be empty.')];
  if ([...text].length > 140) return [problem('INVALID', field, 'At most 140 characters.')];
  return /\p{Cc}/u.test(text) ? [problem('INVALID', field, 'One line without control characters.')] : [];
}

function tokenProblems(field: readonly string[], token: string): UserError[] {
  if (token === '') return [problem('REQUIRED', field, 'The token is missing.')];
  return /^[\x21-\x7e]{1,4096}$/.test(token)
    ? []
    : [problem('INVALID', field, 'This is not a token of the bank.')];
}

/** The bank's day may be another one than ours, so yesterday passes. */
function dayProblems(day: string | null, nowMs: number): UserError[] {
  const yesterday = new Date(nowMs - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  return day === null || day >= yesterday ? [] : [problem('INVALID', ['scheduledDate'], 'This day is over.')];
}

function problem(code: keyof typeof UserErrorCode, field: readonly string[], message: string): UserError {
  return userError(code, message, ['input', ...field]);
}
