import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import type { Payments, Receipt } from '../datasources/payments/index.js';
import { type Bill, type BillOutcome, documentOf } from '../datasources/qonto/index.js';
import {
  BulkUploadSupplierInvoicesInput,
  BulkUploadSupplierInvoicesPayload,
  type SupplierInvoiceUpload,
  type SupplierInvoiceUploadInput,
} from '../schema/supplier-invoice-upload.js';
import type { SupplierInvoice } from '../schema/supplier-invoice.js';
import { Outcome, type UserError } from '../schema/user-error.js';
import { Problems } from './problems.js';
import { NeedsScope } from './scope.js';
import { type Ending, isFailure, told } from './supplier-invoice-ending.js';
import { checkedFile, checkKey } from './upload-check.js';

/** 1000 stored files are 50 requests, of the 120 that an operation may make. */
const maxBills = 1000;

@Resolver()
export class SupplierInvoiceUploadResolver {
  @NeedsScope('supplier_invoice.write')
  @NeedsScope('organization.read')
  @Mutation(() => BulkUploadSupplierInvoicesPayload, {
    nullable: true,
    description:
      'Sends in bills. One bad bill does not stop the others: read each result. Bills found bad before anything was sent are not sent. One upstream request per 20 bills or 15 MB.',
  })
  async bulkUploadSupplierInvoices(
    @Ctx() { qonto, payments }: Context,
    @Arg('input', () => BulkUploadSupplierInvoicesInput, { description: 'Bills to send in.' })
    { invoices, skipAttachmentMatcher }: BulkUploadSupplierInvoicesInput,
  ): Promise<BulkUploadSupplierInvoicesPayload> {
    const whole = new Problems();
    if (invoices.length === 0) whole.add('REQUIRED', 'Name at least one bill.', 'invoices');
    if (invoices.length > maxBills) whole.add('LIMIT_REACHED', `At most ${maxBills} bills.`, 'invoices');
    if (whole.found.length > 0) return payloadOf([], whole.found);

    const checked = checkedBills(invoices);
    const good = checked.flatMap((item, index) => ('document' in item ? [{ index, ...item }] : []));
    const outcomes = await sendIn(good, payments, (bills) =>
      qonto.supplierInvoices.upload(bills, skipAttachmentMatcher),
    );
    const outcomeAt = new Map(good.map(({ index }, place) => [index, outcomes[place]!]));
    const results = checked.map((item, index): SupplierInvoiceUpload => {
      const head = { index, idempotencyKey: invoices[index]!.idempotencyKey };
      if ('document' in item) return { ...head, ...told(outcomeAt.get(index)!, index) };
      return { ...head, outcome: Outcome.REJECTED, supplierInvoice: null, userErrors: item.problems };
    });
    return payloadOf(results, []);
  }
}

interface CheckedBill {
  readonly clientKey: string;
  readonly document: Bill['document'];
}

type Checked = CheckedBill | { readonly problems: UserError[] };

/** Sends in the bills that are not known yet; what became of them is kept. */
async function sendIn(
  bills: readonly CheckedBill[],
  payments: Payments,
  upload: (bills: readonly Bill[]) => Promise<readonly BillOutcome[]>,
): Promise<readonly Ending[]> {
  const receipts = await payments.receipts<SupplierInvoice>(
    bills.map(({ clientKey, document }) => {
      return { operation: 'bulkUploadSupplierInvoices', clientKey, document: documentOf(document) };
    }),
  );
  const open = receipts.flatMap((receipt, index) =>
    receipt.known.kind === 'NEW' ? [{ receipt, document: bills[index]!.document }] : [],
  );
  const sent = open.map(({ receipt, document }) => ({ key: receipt.upstreamKey, document }));
  const outcomes = await upload(sent).catch(async (error: unknown) => {
    await Promise.all(open.map(({ receipt }) => receipt.refused()));
    throw error;
  });
  await Promise.all(outcomes.map((outcome, place) => keep(open[place]!.receipt, outcome)));
  const outcomeOf = new Map(open.map(({ receipt }, place) => [receipt, outcomes[place]!]));
  return receipts.map((receipt): Ending => {
    const { known } = receipt;
    if (known.kind === 'MADE') return { kind: 'MADE', invoice: known.made, isReplay: true };
    return known.kind === 'TOO_OLD' ? known : outcomeOf.get(receipt)!;
  });
}

async function keep(receipt: Receipt<SupplierInvoice>, outcome: BillOutcome): Promise<void> {
  if (outcome.kind === 'MADE') return receipt.made(outcome.invoice);
  const isNothingDone = outcome.kind === 'UNKNOWN' ? outcome.why === 'NOT_TAKEN' : !isFailure(outcome);
  if (isNothingDone) return receipt.refused();
}

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
    return { clientKey: idempotencyKey, document: checked };
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
