import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { type Bill, keyedBill, type BillOutcome, partOf } from '../datasources/qonto/index.js';
import type { Refusal, UpstreamFacts } from '../errors.js';
import {
  BulkUploadSupplierInvoicesInput,
  BulkUploadSupplierInvoicesPayload,
  type SupplierInvoiceUpload,
  type SupplierInvoiceUploadInput,
} from '../schema/supplier-invoice-upload.js';
import { Outcome, type UserError } from '../schema/user-error.js';
import { Problems } from './problems.js';
import { checkedFile, checkKey } from './upload-check.js';
import { userError, userErrorOf } from './user-errors.js';

/** 1000 stored files are 50 requests, of the 120 that an operation may make. */
const maxBills = 1000;

@Resolver()
export class SupplierInvoiceUploadResolver {
  @Mutation(() => BulkUploadSupplierInvoicesPayload, {
    nullable: true,
    description:
      'Sends in bills. One bad bill does not stop the others: read each result. Bills found bad before anything was sent are not sent. One upstream request per 20 bills or 15 MB.',
  })
  async bulkUploadSupplierInvoices(
    @Ctx() { qonto }: Context,
    @Arg('input', () => BulkUploadSupplierInvoicesInput, { description: 'Bills to send in.' })
    { invoices, skipAttachmentMatcher }: BulkUploadSupplierInvoicesInput,
  ): Promise<BulkUploadSupplierInvoicesPayload> {
    const whole = new Problems();
    if (invoices.length === 0) whole.add('REQUIRED', 'Name at least one bill.', 'invoices');
    if (invoices.length > maxBills) whole.add('LIMIT_REACHED', `At most ${maxBills} bills.`, 'invoices');
    if (whole.found.length > 0) return payloadOf([], whole.found);

    const checked = checkedBills(invoices);
    const good = checked.flatMap((item, index) => ('bill' in item ? [{ index, bill: item.bill }] : []));
    const outcomes = await qonto.supplierInvoices.upload(
      good.map(({ bill }) => bill),
      skipAttachmentMatcher,
    );
    const outcomeAt = new Map(good.map(({ index }, place) => [index, outcomes[place]!]));
    const results = checked.map((item, index): SupplierInvoiceUpload => {
      const head = { index, idempotencyKey: invoices[index]!.idempotencyKey };
      if ('bill' in item) return { ...head, ...told(outcomeAt.get(index)!, index) };
      return { ...head, outcome: Outcome.REJECTED, supplierInvoice: null, userErrors: item.problems };
    });
    return payloadOf(results, []);
  }
}

type Checked = { readonly bill: Bill } | { readonly problems: UserError[] };

function checkedBills(invoices: readonly SupplierInvoiceUploadInput[]): Checked[] {
  const uses = new Map<string, number>();
  for (const { idempotencyKey } of invoices) uses.set(idempotencyKey, (uses.get(idempotencyKey) ?? 0) + 1);
  return invoices.map(({ idempotencyKey, document }, index) => {
    const problems = new Problems();
    const place = ['invoices', String(index)];
    checkKey(idempotencyKey, problems, ...place, 'idempotencyKey');
    if (uses.get(idempotencyKey) !== 1)
      problems.add('INVALID', 'Several bills have this key: give each its own.', ...place, 'idempotencyKey');
    const checked = checkedDocument(document, problems, ...place, 'document');
    if (checked === undefined || problems.found.length > 0) return { problems: problems.found };
    return { bill: keyedBill(idempotencyKey, checked) };
  });
}

function checkedDocument(
  { file, attachmentId }: SupplierInvoiceUploadInput['document'],
  problems: Problems,
  ...field: readonly string[]
): Bill['document'] | undefined {
  if ((file == null) === (attachmentId == null)) {
    problems.add('INVALID', 'Give either `file` or `attachmentId`.', ...field);
    return undefined;
  }
  if (file != null) {
    const checked = checkedFile(file, problems, ...field, 'file');
    return checked && { file: checked };
  }
  problems.required(attachmentId, ...field, 'attachmentId');
  problems.id(attachmentId, ...field, 'attachmentId');
  return { attachmentId: attachmentId! };
}

function told(
  outcome: BillOutcome,
  index: number,
): Pick<SupplierInvoiceUpload, 'outcome' | 'supplierInvoice' | 'userErrors'> {
  if (outcome.kind === 'MADE')
    return {
      outcome: outcome.isReplay ? Outcome.REPLAYED : Outcome.CREATED,
      supplierInvoice: outcome.invoice,
      userErrors: [],
    };
  if (outcome.kind === 'UNKNOWN')
    return { outcome: Outcome.UNKNOWN, supplierInvoice: null, userErrors: whyUnknown(outcome) };
  const userErrors = outcome.refusals.map((refusal) => refusedBill(refusal, outcome.upstream, index));
  // What failed inside the bank may be done all the same, and will be done when it is asked again.
  const isFailure = userErrors.some(({ code }) => code === 'UPSTREAM_FAILED');
  if (!isFailure) return { outcome: Outcome.REJECTED, supplierInvoice: null, userErrors };
  const unknown = notKnown(
    'The bank failed on this bill, which may be taken all the same.',
    longWaitSeconds,
    outcome.upstream,
  );
  return { outcome: Outcome.UNKNOWN, supplierInvoice: null, userErrors: [...userErrors, unknown] };
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

function payloadOf(
  results: SupplierInvoiceUpload[],
  userErrors: UserError[],
): BulkUploadSupplierInvoicesPayload {
  const count = (...outcomes: Outcome[]) =>
    results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    results,
    succeededCount: count(Outcome.CREATED, Outcome.REPLAYED),
    failedCount: count(Outcome.REJECTED),
    userErrors,
  };
}
