import { GatewayError, OutcomeUnknown, type Refusal, Rejection, type UpstreamFacts } from '../errors.js';
import { UserError, UserErrorCode } from '../schema/user-error.js';
import { fieldOf, type Renames } from './user-error-field.js';
import { sentenceFor, shownCode } from './user-error-sentence.js';

export type { Renames } from './user-error-field.js';

/** What became of a write, sorted by what the caller can do. */
export interface Settled<Row> {
  /** What the bank made or changed; null unless it said yes. */
  readonly row: Row | null;
  readonly userErrors: UserError[];
}

/**
 * Waits for a write without an idempotency key and turns the bank's no into user errors.
 *
 * A lost answer is one of them too, OUTCOME_UNKNOWN: such a write must not be sent again blindly, because the
 * bank would do it twice. System failures stay errors.
 */
export async function settled<Row>(work: Promise<Row>, renames: Renames = {}): Promise<Settled<Row>> {
  try {
    return { row: await work, userErrors: [] };
  } catch (error) {
    if (error instanceof Rejection) return { row: null, userErrors: userErrorsOf(error, renames) };
    if (error instanceof OutcomeUnknown) return { row: null, userErrors: [unknownOutcome(error)] };
    if (error instanceof GatewayError && error.code === 'NOT_FOUND')
      return {
        row: null,
        userErrors: [userError('NOT_FOUND', 'There is nothing with this id.', ['input', 'id'])],
      };
    throw error;
  }
}

/** The same for a write on one object: a "not found" that names nothing is about the object of `input.id`. */
export async function settledOn<Row>(work: Promise<Row>, renames: Renames = {}): Promise<Settled<Row>> {
  const { row, userErrors } = await settled(work, renames);
  const named = userErrors.map((error) =>
    error.code === UserErrorCode.NOT_FOUND && error.field === null
      ? { ...error, field: ['input', 'id'] }
      : error,
  );
  return { row, userErrors: named };
}

/** One problem in our own words. Of the bank's answer it takes a code and a trace id, never its text. */
export function userError(
  code: keyof typeof UserErrorCode,
  message: string,
  field: readonly string[] | null = null,
  upstream: { readonly code?: string | undefined; readonly traceId?: string | undefined } = {},
): UserError {
  return {
    code: UserErrorCode[code],
    message,
    field: field && [...field],
    upstreamCode: shownCode(upstream.code),
    traceId: upstream.traceId ?? null,
  };
}

export function userErrorsOf({ refusals, upstream }: Rejection, renames: Renames = {}): UserError[] {
  return refusals.map((refusal) => userErrorOf(refusal, upstream, renames));
}

export function userErrorOf(refusal: Refusal, upstream: UpstreamFacts, renames: Renames = {}): UserError {
  const code = codeOf(refusal, upstream);
  const field = refusal.pointer === undefined ? null : fieldOf(refusal.pointer, renames);
  const message = sentenceFor(refusal.code, code);
  return userError(code, message, field, { code: refusal.code, traceId: upstream.traceId });
}

function unknownOutcome({ upstream }: OutcomeUnknown): UserError {
  return userError(
    'OUTCOME_UNKNOWN',
    'The answer of the bank was lost, so it may have been done. Look before you send it again.',
    null,
    { traceId: upstream.traceId },
  );
}

/**
 * The kind of a refusal: by the bank's code, then by its status; two sentences of the bank say more than their codes.
 * Source: docs.qonto.com, errors, and the answers of each write, read 2026-11-20.
 */
function codeOf({ code, detail = '' }: Refusal, { status }: UpstreamFacts): keyof typeof UserErrorCode {
  // These two come under a code as broad as `invalid`, or without any.
  if (/insufficient funds/i.test(detail)) return 'INSUFFICIENT_FUNDS';
  if (/already been taken/i.test(detail)) return 'TAKEN';
  const known = codes.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  return (status !== undefined && codeByStatus[status]) || 'UNRECOGNIZED';
}

const codes: readonly (readonly [RegExp, keyof typeof UserErrorCode])[] = [
  [/^(required|missing|blank)$|_missing$(?<!proof_token_missing)(?<!approver_missing)/, 'REQUIRED'],
  [/^vop_proof_token_/, 'PAYEE_VERIFICATION_INVALID'],
  [/^payment_policy_/, 'APPROVAL_REQUIRED'],
  [/^sca_not_enrolled$/, 'SCA_NOT_ENROLLED'],
  [/^sca_/, 'SCA_REJECTED'],
  [/^client_invoice_conflict$/, 'INVALID_STATE'],
  [/already_exists$|^taken$|_conflict$/, 'TAKEN'],
  [/^insufficient_funds$|_insufficient_funds$/, 'INSUFFICIENT_FUNDS'],
  [/not_in_draft_status$|^forbidden_invoice_deletion$|^invalid_(status|state)/, 'INVALID_STATE'],
  [/^limit_reached$/, 'LIMIT_REACHED'],
  [/^not_found$/, 'NOT_FOUND'],
  [/^(invalid|not_a_|not_in_list)/, 'INVALID'],
  [/^internal_server_error$/, 'UPSTREAM_FAILED'],
];

const codeByStatus: Readonly<Record<number, keyof typeof UserErrorCode>> = {
  400: 'INVALID',
  403: 'PLAN_RESTRICTION',
  404: 'NOT_FOUND',
  409: 'TAKEN',
  412: 'INVALID_STATE',
  422: 'INVALID',
};
