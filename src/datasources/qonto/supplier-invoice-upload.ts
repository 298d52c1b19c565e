import { GatewayError, OutcomeUnknown, type Refusal, Rejection, type UpstreamFacts } from '../../errors.js';
import type { SupplierInvoice } from '../../schema/supplier-invoice.js';
import { type Answer, type Call, callName } from './call.js';
import type { QontoSession } from './session.js';
import { readAnswer } from './supplier-invoice-answer.js';
import { type Bill, formOf, inRequests, type Sent } from './supplier-invoice-form.js';
import { wholly } from './row.js';
import { supplierInvoices } from './supplier-invoice.js';

/** What became of one bill. */
export type BillOutcome =
  /** `isReplay`: made earlier under the same key. */
  | { readonly kind: 'MADE'; readonly invoice: SupplierInvoice; readonly isReplay: boolean }
  | { readonly kind: 'REFUSED'; readonly refusals: readonly Refusal[]; readonly upstream: UpstreamFacts }
  /**
   * Not known, and safe to send again under its key. `LOST`: the answer was. `UNMATCHED`: the answer does not tell
   * which row is which. `NOT_TAKEN`: the bank was not ready for this request, so nothing was done.
   */
  | {
      readonly kind: 'UNKNOWN';
      readonly why: 'LOST' | 'UNMATCHED' | 'NOT_TAKEN';
      readonly upstream: UpstreamFacts;
      readonly retryAfterSeconds?: number | undefined;
    };

/**
 * Sends in bills, one request after the other, none of them twice. The outcomes are in the order of the bills.
 *
 * A lost answer costs the bills of its request only. When the bank cannot be asked at all (throttled, away, login
 * refused) no further request is sent: the rest is `NOT_TAKEN`.
 *
 * @throws {GatewayError} when the very first request was not taken: nothing was done.
 */
export async function bulkUpload(
  session: QontoSession,
  bills: readonly Bill[],
  skipAttachmentMatcher: boolean,
): Promise<readonly BillOutcome[]> {
  const outcomes: BillOutcome[] = [];
  let failure: GatewayError | undefined;
  for (const [place, request] of inRequests(bills).entries()) {
    if (failure === undefined) {
      try {
        const form = formOf(request, skipAttachmentMatcher);
        for (const [{ index }, outcome] of await send(session, request, form)) outcomes[index] = outcome;
        continue;
      } catch (error) {
        if (!(error instanceof GatewayError) || place === 0) throw error;
        failure = error;
      }
    }
    for (const { index } of request) outcomes[index] = notTaken(failure);
  }
  return outcomes;
}

const bulk = { method: 'POST', path: '/v2/supplier_invoices/bulk' } as const;
const place = { call: callName(bulk), at: supplierInvoices.many };

async function send(
  session: QontoSession,
  bills: readonly Sent[],
  form: FormData,
): Promise<(readonly [Sent, BillOutcome])[]> {
  const call: Call = { ...bulk, form };
  const beganMs = session.now();
  try {
    const answer = await session.send(call);
    const said = readAnswer(answer.body, bills);
    return bills.map((bill) => [bill, outcomeOf(said.get(bill), answer, session.now() - beganMs)]);
  } catch (error) {
    const outcome = outcomeOfFailure(error);
    return bills.map((bill) => [bill, outcome]);
  }
}

function outcomeOf(
  said: ReturnType<ReturnType<typeof readAnswer>['get']>,
  answer: Answer,
  tookMs: number,
): BillOutcome {
  const upstream = { status: answer.status };
  if (said?.kind === 'REFUSED') return { kind: 'REFUSED', refusals: said.refusals, upstream };
  if (said?.kind !== 'MADE') return { kind: 'UNKNOWN', why: 'UNMATCHED', upstream };
  const invoice = invoiceOf(said.row, answer);
  if (invoice === undefined) return { kind: 'UNKNOWN', why: 'LOST', upstream };
  return { kind: 'MADE', invoice, isReplay: isOlder(invoice, answer, tookMs) };
}

/** The invoice that a row of the answer shows; undefined when any part of it cannot be read. */
function invoiceOf(raw: unknown, { readAt = '' }: Answer): SupplierInvoice | undefined {
  try {
    return wholly(supplierInvoices.toRow(supplierInvoices.wire(raw, place), { readAt }));
  } catch {
    return undefined;
  }
}

/**
 * Whether an invoice was there before the request was sent, by the bank's own clock.
 * The header `Date` has whole seconds, so one more is allowed for.
 */
function isOlder({ createdAt }: SupplierInvoice, { readAt }: Answer, tookMs: number): boolean {
  if (createdAt === null || readAt === undefined) return false;
  return Date.parse(createdAt) < Date.parse(readAt) - tookMs - 1000;
}

/** @throws the error itself, when it says that nothing was done. */
function outcomeOfFailure(error: unknown): BillOutcome {
  if (error instanceof Rejection)
    return { kind: 'REFUSED', refusals: error.refusals, upstream: error.upstream };
  if (error instanceof OutcomeUnknown) return { kind: 'UNKNOWN', why: 'LOST', upstream: error.upstream };
  throw error;
}

function notTaken({ details }: GatewayError): BillOutcome {
  return {
    kind: 'UNKNOWN',
    why: 'NOT_TAKEN',
    upstream: details.upstream ?? {},
    retryAfterSeconds: details.retryAfterSeconds,
  };
}
