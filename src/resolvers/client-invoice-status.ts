import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
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
import type { ClientInvoice } from '../schema/client-invoice.js';
import type { UserError } from '../schema/user-error.js';
import { problemsOfId } from './client-invoice-check.js';
import { renames } from './client-invoice-write.js';
import { settledOn } from './user-errors.js';

/** The steps of an invoice from draft to paid or cancelled. None is ever repeated by the gateway. */
@Resolver()
export class ClientInvoiceStatusResolver {
  @Mutation(() => FinalizeInvoicePayload, {
    nullable: true,
    description:
      'Numbers and locks a draft, and starts the making of its Factur-X PDF: select `clientInvoice { pdf(waitSeconds: 20) { … } }` to get it in the same request. One upstream request.',
  })
  finalizeInvoice(
    @Ctx() context: Context,
    @Arg('input', () => FinalizeInvoiceInput, { description: 'The draft to finalize.' })
    input: FinalizeInvoiceInput,
  ): Promise<FinalizeInvoicePayload> {
    return step(context, input, ({ qonto }, id) => qonto.clientInvoices.finalize(id));
  }

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

  @Mutation(() => MarkInvoiceAsPaidPayload, {
    nullable: true,
    description: 'Records that an invoice was paid. Moves no money. One upstream request.',
  })
  markInvoiceAsPaid(
    @Ctx() context: Context,
    @Arg('input', () => MarkInvoiceAsPaidInput, { description: 'The invoice, and the day of its payment.' })
    input: MarkInvoiceAsPaidInput,
  ): Promise<MarkInvoiceAsPaidPayload> {
    return step(context, input, ({ qonto }, id) => qonto.clientInvoices.markAsPaid(id, input.paidOn));
  }

  @Mutation(() => UnmarkInvoiceAsPaidPayload, {
    nullable: true,
    description: 'Takes back that an invoice was paid. Moves no money. One upstream request.',
  })
  unmarkInvoiceAsPaid(
    @Ctx() context: Context,
    @Arg('input', () => UnmarkInvoiceAsPaidInput, { description: 'The invoice.' })
    input: UnmarkInvoiceAsPaidInput,
  ): Promise<UnmarkInvoiceAsPaidPayload> {
    return step(context, input, ({ qonto }, id) => qonto.clientInvoices.unmarkAsPaid(id));
  }

  @Mutation(() => CancelInvoicePayload, {
    nullable: true,
    description: 'Cancels an invoice that is UNPAID. Cannot be taken back. One upstream request.',
  })
  cancelInvoice(
    @Ctx() context: Context,
    @Arg('input', () => CancelInvoiceInput, { description: 'The invoice.' }) input: CancelInvoiceInput,
  ): Promise<CancelInvoicePayload> {
    return step(context, input, ({ qonto }, id) => qonto.clientInvoices.cancel(id));
  }
}

async function step(
  context: Context,
  { id }: { readonly id: string },
  work: (context: Context, id: string) => Promise<ClientInvoice>,
): Promise<{ clientInvoice: ClientInvoice | null; userErrors: UserError[] }> {
  const problems = problemsOfId({ id });
  if (problems.length > 0) return { clientInvoice: null, userErrors: problems };
  const { row, userErrors } = await settledOn(work(context, id), renames);
  context.load.clientInvoice.clear(id);
  return { clientInvoice: row, userErrors };
}
