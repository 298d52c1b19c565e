import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { CreateInvoiceInput, SendInvoiceInput, UpdateInvoiceInput } from '../schema/client-invoice-input.js';
import {
  CreateInvoicePayload,
  SendInvoicePayload,
  UpdateInvoicePayload,
} from '../schema/client-invoice-payload.js';
import { ClientInvoice } from '../schema/client-invoice.js';
import { problemsOfDraft, problemsOfDraftChange, problemsOfMessage } from './client-invoice-check.js';
import { NeedsScope } from './scope.js';
import { type Renames, settled, settledOn } from './user-errors.js';

/** Making, changing and sending invoices. The bank has no idempotency key for these: none is ever repeated. */
@Resolver()
export class ClientInvoiceWriteResolver {
  @NeedsScope('client_invoice.write')
  @Mutation(() => CreateInvoicePayload, {
    nullable: true,
    description: 'Makes a draft of a client invoice. Never repeated by the gateway. One upstream request.',
  })
  async createInvoice(
    @Ctx() { qonto }: Context,
    @Arg('input', () => CreateInvoiceInput, { description: 'The draft to make.' }) input: CreateInvoiceInput,
  ): Promise<CreateInvoicePayload> {
    const problems = problemsOfDraft(input);
    if (problems.length > 0) return { clientInvoice: null, userErrors: problems };
    const { row, userErrors } = await settled(qonto.clientInvoices.create(input), renames);
    return { clientInvoice: row, userErrors };
  }

  @NeedsScope('client_invoice.write')
  @Mutation(() => UpdateInvoicePayload, {
    nullable: true,
    description: 'Changes a draft. Never repeated by the gateway. One upstream request.',
  })
  async updateInvoice(
    @Ctx() { qonto, load }: Context,
    @Arg('input', () => UpdateInvoiceInput, { description: 'What to change, and in which draft.' })
    input: UpdateInvoiceInput,
  ): Promise<UpdateInvoicePayload> {
    const problems = problemsOfDraftChange(input);
    if (problems.length > 0) return { clientInvoice: null, userErrors: problems };
    const { row, userErrors } = await settledOn(qonto.clientInvoices.update(input), renames);
    load.clientInvoice.clear(input.id);
    return { clientInvoice: row, userErrors };
  }

  @NeedsScope('client_invoice.write')
  @Mutation(() => SendInvoicePayload, {
    nullable: true,
    description:
      'Sends a finalized invoice by e-mail, at every call. Never repeated by the gateway. One upstream request.',
  })
  async sendInvoice(
    @Ctx() { qonto }: Context,
    @Arg('input', () => SendInvoiceInput, { description: 'The e-mail, and the invoice that goes with it.' })
    input: SendInvoiceInput,
  ): Promise<SendInvoicePayload> {
    const problems = problemsOfMessage(input);
    if (problems.length > 0) return { sentId: null, userErrors: problems };
    const sending = qonto.clientInvoices.send(input).then(() => input.id);
    const { row, userErrors } = await settledOn(sending, {
      send_to: ['to'],
      email_title: ['subject'],
      email_body: ['body'],
    });
    return { sentId: row, userErrors };
  }
}

/** The bank answers a sending with nothing, so the invoice is read when it is asked for. */
@Resolver(() => SendInvoicePayload)
export class SendInvoicePayloadResolver {
  @FieldResolver(() => ClientInvoice, {
    nullable: true,
    description: 'The invoice. Null when it was not sent. One upstream request.',
  })
  clientInvoice(
    @Root() { sentId }: SendInvoicePayload,
    @Ctx() { load }: Context,
  ): Promise<ClientInvoice | null> | null {
    return sentId === null ? null : load.clientInvoice.clear(sentId).load(sentId);
  }
}

/** Where the bank's names for the parts of a draft lead in our input. What is wrong with a client is wrong with `clientId`. */
export const renames: Renames = {
  client: ['clientId'],
  address: [],
  tax_identification_number: [],
  payment_methods: ['paymentIban'],
  iban: [],
  performance_start_date: ['performancePeriodStart'],
  performance_end_date: ['performancePeriodEnd'],
  settings: [],
  paid_at: ['paidOn'],
};
