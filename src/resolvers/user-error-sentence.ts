import { codeWord } from '../datasources/qonto/index.js';
import type { UserErrorCode } from '../schema/user-error.js';

/**
 * What a person is told about a refusal, in our words.
 *
 * The bank's own sentence is never shown: it may repeat an IBAN, a name or a token, and it may end up in a log of the
 * client.
 */
export function sentenceFor(upstreamCode: string, code: keyof typeof UserErrorCode): string {
  return (Object.hasOwn(finer, upstreamCode) ? finer[upstreamCode] : undefined) ?? sentences[code];
}

/** The bank's code when it is a code word, so that no text or number passes for one; else null. */
export function shownCode(code: string | undefined): string | null {
  const word = codeWord(code);
  return word !== undefined && /^[a-z0-9_]{1,64}$/i.test(word) ? word : null;
}

const sentences: Readonly<Record<keyof typeof UserErrorCode, string>> = {
  REQUIRED: 'A value is missing.',
  INVALID: 'A value is not accepted by the bank.',
  TAKEN: 'This is taken already.',
  NOT_FOUND: 'There is no such object, or you may not see it.',
  INVALID_STATE: 'The state of the object does not allow this. Read it again.',
  LIMIT_REACHED: 'There is too much of it, or a quota of the bank is used up.',
  INSUFFICIENT_FUNDS: 'The account cannot cover the amount. Nothing was paid.',
  ATTACHMENT_REQUIRED: 'A transfer above 30,000 EUR needs at least one attachment.',
  PAYEE_MISMATCH: 'The payee check gave a result that was not accepted. Nothing was paid.',
  PAYEE_VERIFICATION_INVALID: 'The payee check no longer counts. Verify the payee again.',
  SCA_NOT_ENROLLED: 'Set up Strong Customer Authentication in the app of the bank first.',
  SCA_REJECTED: 'The confirmation does not count. Start over.',
  IDEMPOTENCY_KEY_REUSED: 'This key stands for another request. Take a new key for a new intent.',
  APPROVAL_REQUIRED: 'The organisation wants the approval of a second person first.',
  IN_PROGRESS: 'The same key is being worked on. Ask again in a second, with the same key.',
  OUTCOME_UNKNOWN: 'Nobody knows yet whether the bank did it. Look before you send it again.',
  PLAN_RESTRICTION: 'The plan or the role at the bank does not allow this.',
  UPSTREAM_FAILED: 'The bank failed on this. Send it again, with the same key.',
  UNRECOGNIZED: 'The bank refused this.',
};

/** Codes of the bank that say more than their kind. Source: docs.qonto.com, the answers of each write, read 2026-11-20. */
const finer: Readonly<Record<string, string>> = {
  not_in_list: 'This is none of the values that the bank takes here.',
  not_a_string: 'The bank takes text here.',
  invalid_format: 'The bank does not take this form.',
  too_short: 'This is too short for the bank.',
  invalid_iban: 'The bank does not accept this IBAN.',
  invalid_client_id: 'There is no such client.',
  invoice_number_already_exists: 'Another invoice has this number.',
  invoice_not_in_draft_status: 'The invoice is no draft any more.',
  forbidden_invoice_deletion: 'Only drafts can be deleted.',
  client_invoice_conflict: 'The status of the invoice does not allow this.',
  vop_proof_token_missing: 'The payee was not verified. Verify the payee first.',
  vop_proof_token_invalid:
    'The payee check is older than 23 hours, or was made for another payee. Verify the payee again.',
};
