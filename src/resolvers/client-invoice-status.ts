import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { wholly } from '../datasources/qonto/index.js';
import {
  CancelInvoiceInput,
  DeleteInvoiceInput,
  FinalizeInvoiceInput,
  MarkInvoiceAsPaidInput,
  UnmarkInvoiceAsPaidInput,
} from '../schema/client-invoice-input.js';
import {
  CancelInvoicePayload,
  DeleteInvoicePayload,
  FinalizeInvoicePayload,
  MarkInvoiceAsPaidPayload,
  UnmarkInvoiceAsPaidPayload,
} from '../schema/client-invoice-payload.js';
import { ClientInvoiceStatus } from '../schema/client-invoice-kind.js';
import type { ClientInvoice } from '../schema/client-invoice.js';
import type { UserError } from '../schema/user-error.js';
import { problemsOfId } from './client-invoice-check.js';
import { renames } from './client-invoice-write.js';
import { NeedsScope } from './scope.js';
import { settledOn } from './user-errors.js';

/** The steps of an invoice from draft to paid or cancelled. None is ever repeated by the gateway. */
@Resolver()
export class ClientInvoiceStatusResolver {
  @NeedsScope('client_invoice.write')
  @NeedsScope('client_invoices.read')
  @Mutation(() => FinalizeInvoicePayload, {
    nullable: true,
    description:
      'Numbers and locks a draft, and starts the making of its Factur-X PDF: select `clientInvoice { pdf(waitSeconds: 20) { … } }` to get it in the same request. One upstream request, two when its answer is lost or the state does not allow it.',
  })
  finalizeInvoice(
    @Ctx() context: Context,
    @Arg('input', () => FinalizeInvoiceInput, { description: 'The draft to finalize.' })
    input: FinalizeInvoiceInput,
  ): Promise<FinalizeInvoicePayload> {
    return step(
      context,
      input,
      ({ qonto }, id) => qonto.clientInvoices.finalize(id),
      has(ClientInvoiceStatus.UNPAID),
    );
  }

  @NeedsScope('client_invoice.write')
  @Mutation(() => DeleteInvoicePayload, {
    nullable: true,
    description: 'Throws a draft away, for good. One upstream request.',
  })
  async deleteInvoice(
    @Ctx() context: Context,
    @Arg('input', () => DeleteInvoiceInput, { description: 'The draft to throw away.' })
    input: DeleteInvoiceInput,
  ): Promise<DeleteInvoicePayload> {
    const problems = problemsOfId(input);
    if (problems.length > 0) return { deletedId: null, userErrors: problems };
    const deleting = context.qonto.clientInvoices.delete(input.id).then(() => input.id);
    const { row, userErrors } = await settledOn(deleting, renames);
    context.load.clientInvoice.clear(input.id);
    return { deletedId: row, userErrors };
  }

  @NeedsScope('client_invoice.write')
  @NeedsScope('client_invoices.read')
  @Mutation(() => MarkInvoiceAsPaidPayload, {
    nullable: true,
    description:
      'Records that an invoice was paid. Moves no money. One upstream request, two when its answer is lost or the state does not allow it.',
  })
  markInvoiceAsPaid(
    @Ctx() context: Context,
    @Arg('input', () => MarkInvoiceAsPaidInput, { description: 'The invoice, and the day of its payment.' })
    input: MarkInvoiceAsPaidInput,
  ): Promise<MarkInvoiceAsPaidPayload> {
    return step(
      context,
      input,
      ({ qonto }, id) => qonto.clientInvoices.markAsPaid(id, input.paidOn),
      isPaidOn(input.paidOn),
    );
  }

  @NeedsScope('client_invoice.write')
  @NeedsScope('client_invoices.read')
  @Mutation(() => UnmarkInvoiceAsPaidPayload, {
    nullable: true,
    description:
      'Takes back that an invoice was paid. Moves no money. One upstream request, two when its answer is lost or the state does not allow it.',
  })
  unmarkInvoiceAsPaid(
    @Ctx() context: Context,
    @Arg('input', () => UnmarkInvoiceAsPaidInput, { description: 'The invoice.' })
    input: UnmarkInvoiceAsPaidInput,
  ): Promise<UnmarkInvoiceAsPaidPayload> {
    return step(
      context,
      input,
      ({ qonto }, id) => qonto.clientInvoices.unmarkAsPaid(id),
      has(ClientInvoiceStatus.UNPAID),
    );
  }

  @NeedsScope('client_invoice.write')
  @NeedsScope('client_invoices.read')
  @Mutation(() => CancelInvoicePayload, {
    nullable: true,
    description:
      'Cancels an invoice that is UNPAID. Cannot be taken back. One upstream request, two when its answer is lost or the state does not allow it.',
  })
  cancelInvoice(
    @Ctx() context: Context,
    @Arg('input', () => CancelInvoiceInput, { description: 'The invoice.' }) input: CancelInvoiceInput,
  ): Promise<CancelInvoicePayload> {
    return step(
      context,
      input,
      ({ qonto }, id) => qonto.clientInvoices.cancel(id),
      has(ClientInvoiceStatus.CANCELED),
    );
  }
}

/** Which invoices are where a step leads to. */
type Arrival = (invoice: ClientInvoice) => boolean;

function has(status: ClientInvoiceStatus): Arrival {
  return (invoice) => invoice.status === status;
}

/** A payment on another day is another payment. */
function isPaidOn(day: string | null | undefined): Arrival {
  return ({ status, paidAt }) =>
    status === ClientInvoiceStatus.PAID && (day == null || paidAt?.slice(0, day.length) === day);
}

/**
 * Takes one step. After a lost answer, and when the state does not allow the step, it looks once where the invoice is:
 * the step may have been taken, now or by an earlier try.
 */
async function step(
  context: Context,
  { id }: { readonly id: string },
  work: (context: Context, id: string) => Promise<ClientInvoice>,
  hasArrived: Arrival,
): Promise<{ clientInvoice: ClientInvoice | null; userErrors: UserError[] }> {
  const problems = problemsOfId({ id });
  if (problems.length > 0) return { clientInvoice: null, userErrors: problems };
  const { row, userErrors } = await settledOn(work(context, id), renames);
  context.load.clientInvoice.clear(id);
  const isLost = userErrors.some(({ code }) => code === 'OUTCOME_UNKNOWN');
  const isRefused = userErrors.some(({ code }) => code === 'INVALID_STATE');
  if (!isLost && !isRefused) return { clientInvoice: row, userErrors };
  // The answer to the step stands, even when the look fails.
  const seen = await context.qonto.clientInvoices
    .byId(id)
    .then(wholly)
    .catch(() => null);
  if (isRefused) return { clientInvoice: seen, userErrors: userErrors.map(aboutTheInvoice) };
  return seen !== null && hasArrived(seen)
    ? { clientInvoice: seen, userErrors: [] }
    : { clientInvoice: null, userErrors };
}

function aboutTheInvoice(error: UserError): UserError {
  return error.code === 'INVALID_STATE' ? { ...error, field: ['input', 'id'] } : error;
}
