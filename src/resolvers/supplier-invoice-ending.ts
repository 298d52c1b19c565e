import { type BillOutcome, partOf } from '../datasources/qonto/index.js';
import type { Refusal, UpstreamFacts } from '../errors.js';
import type { SupplierInvoiceUpload } from '../schema/supplier-invoice-upload.js';
import { Outcome, type UserError } from '../schema/user-error.js';
import { userError, userErrorOf } from './user-errors.js';

/** What became of a bill, or why it was not sent. */
export type Ending = BillOutcome | { readonly kind: 'TOO_OLD' };

/** @param index Its place in the input. */
export function told(
  outcome: Ending,
  index: number,
): Pick<SupplierInvoiceUpload, 'outcome' | 'supplierInvoice' | 'userErrors'> {
  if (outcome.kind === 'MADE')
    return {
      outcome: outcome.isReplay ? Outcome.REPLAYED : Outcome.CREATED,
      supplierInvoice: outcome.invoice,
      userErrors: [],
    };
  if (outcome.kind === 'TOO_OLD') {
    const why = userError('OUTCOME_UNKNOWN', tooOld, null);
    return { outcome: Outcome.UNKNOWN, supplierInvoice: null, userErrors: [why] };
  }
  if (outcome.kind === 'UNKNOWN')
    return { outcome: Outcome.UNKNOWN, supplierInvoice: null, userErrors: whyUnknown(outcome) };
  const userErrors = outcome.refusals.map((refusal) => refusedBill(refusal, outcome.upstream, index));
  if (!isFailure(outcome)) return { outcome: Outcome.REJECTED, supplierInvoice: null, userErrors };
  const unknown = notKnown(
    'The bank failed on this bill, which may be taken all the same.',
    longWaitSeconds,
    outcome.upstream,
  );
  return { outcome: Outcome.UNKNOWN, supplierInvoice: null, userErrors: [...userErrors, unknown] };
}

/** What failed inside the bank may be done all the same, and will be done when it is asked again. */
export function isFailure({ refusals, upstream }: Extract<BillOutcome, { kind: 'REFUSED' }>): boolean {
  return refusals.some((refusal) => userErrorOf(refusal, upstream).code === 'UPSTREAM_FAILED');
}

function refusedBill(refusal: Refusal, upstream: UpstreamFacts, index: number): UserError {
  const part = partOf(refusal.pointer);
  return {
    ...userErrorOf(refusal, upstream),
    field: ['input', 'invoices', String(index), ...(part === undefined ? [] : fields[part])],
  };
}

const fields = {
  file: ['document', 'file'],
  attachment_id: ['document', 'attachmentId'],
  idempotency_key: ['idempotencyKey'],
} as const;

const tooOld =
  'This bill was sent more than 25 minutes ago and the answer was lost. The bank forgets keys after 30 minutes, so it was not sent again: look for it in the list, and send it under a new key when it is not there.';

/** A line that broke is likely back by then, and a request that is still running is over. */
const shortWaitSeconds = 5;
/** For a bank that fails or throttles, and does not say for how long. */
const longWaitSeconds = 60;

/** Always with one OUTCOME_UNKNOWN, which says when to ask again. */
function whyUnknown({
  why,
  upstream,
  retryAfterSeconds = longWaitSeconds,
}: Extract<BillOutcome, { kind: 'UNKNOWN' }>): UserError[] {
  switch (why) {
    case 'NOT_TAKEN':
      return [
        userError('UPSTREAM_FAILED', 'The bank was not ready for this part of the bills.', null, upstream),
        notKnown(
          'This bill was not taken now; one sent under its key before may be.',
          retryAfterSeconds,
          upstream,
        ),
      ];
    case 'LOST':
      return [notKnown('The answer was lost, so this bill may have been taken.', shortWaitSeconds, upstream)];
    case 'UNMATCHED':
      return [
        notKnown(
          'The answer does not tell what became of this bill: ask for it in a request of its own.',
          shortWaitSeconds,
          upstream,
        ),
      ];
  }
}

function notKnown(why: string, waitSeconds: number, upstream: UpstreamFacts = {}): UserError {
  const message = `${why} Send it again in ${inWords(waitSeconds)}, with the same key and document: it is not taken twice. More than 25 minutes after it was first sent, look for it in the list instead.`;
  return userError('OUTCOME_UNKNOWN', message, null, { traceId: upstream.traceId });
}

function inWords(seconds: number): string {
  if (seconds === 1) return 'a second';
  if (seconds === 60) return 'a minute';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
