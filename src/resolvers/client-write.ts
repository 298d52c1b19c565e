import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { CreateClientInput, FindOrCreateClientInput, UpdateClientInput } from '../schema/client-input.js';
import {
  CreateClientPayload,
  FindOrCreateClientPayload,
  UpdateClientPayload,
} from '../schema/client-payload.js';
import type { UserError } from '../schema/user-error.js';
import { matchFields, matchValue, problemsOfClientChange, problemsOfNewClient } from './client-check.js';
import { type Renames, settled, settledOn, userError } from './user-errors.js';

/** Clients have no idempotency key at the bank: whatever is not certain must be looked up, not sent again. */
@Resolver()
export class ClientWriteResolver {
  @Mutation(() => CreateClientPayload, {
    nullable: true,
    description:
      'Puts a client on file. The bank has no rule against duplicates: prefer `findOrCreateClient`. Never repeated by the gateway. One upstream request.',
  })
  async createClient(
    @Ctx() { qonto }: Context,
    @Arg('input', () => CreateClientInput, { description: 'The client to put on file.' })
    input: CreateClientInput,
  ): Promise<CreateClientPayload> {
    const problems = problemsOfNewClient(input);
    if (problems.length > 0) return { client: null, userErrors: problems };
    const { row, userErrors } = await settled(qonto.clients.create(input), renames);
    return { client: row, userErrors };
  }

  @Mutation(() => FindOrCreateClientPayload, {
    nullable: true,
    description:
      'Finds a client by one exact value, letter case aside, or else puts it on file. Two callers at the same moment can still make two. One upstream request when found, two when made.',
  })
  async findOrCreateClient(
    @Ctx() { qonto }: Context,
    @Arg('input', () => FindOrCreateClientInput, { description: 'The client to find, or else to make.' })
    { matchBy, client: wanted }: FindOrCreateClientInput,
  ): Promise<FindOrCreateClientPayload> {
    const value = matchValue(matchBy, wanted);
    const problems = problemsOfNewClient(wanted, 'client');
    if (value === undefined) problems.push(nothingToMatch(matchFields[matchBy]));
    if (problems.length > 0 || value === undefined) return notMade(problems);
    const [client, ...otherMatches] = await qonto.clients.matching(matchBy, value);
    if (client) return { client, wasCreated: false, otherMatches, userErrors: [] };
    const { row, userErrors } = await settled(qonto.clients.create(wanted), renames);
    return row
      ? { client: row, wasCreated: true, otherMatches: [], userErrors }
      : notMade(userErrors.map(belowClient));
  }

  @Mutation(() => UpdateClientPayload, {
    nullable: true,
    description:
      'Changes a client. Invoices that are finalized keep the old data. Never repeated by the gateway. One upstream request.',
  })
  async updateClient(
    @Ctx() { qonto, load }: Context,
    @Arg('input', () => UpdateClientInput, { description: 'What to change, and in which client.' })
    input: UpdateClientInput,
  ): Promise<UpdateClientPayload> {
    const problems = problemsOfClientChange(input);
    if (problems.length > 0) return { client: null, userErrors: problems };
    const { row, userErrors } = await settledOn(qonto.clients.update(input), renames);
    load.client.clear(input.id);
    return { client: row, userErrors };
  }
}

/** Addresses lie flat in some of the bank's pointers, framed in others. */
const renames: Renames = { street_address: ['street'], address: ['billingAddress', 'street'] };

/** The client is one step deeper in this input than in the bank's. */
function belowClient(error: UserError): UserError {
  return error.field === null ? error : { ...error, field: ['input', 'client', ...error.field.slice(1)] };
}

function nothingToMatch(field: string): UserError {
  return userError('REQUIRED', 'The value to look for is missing.', ['input', 'client', field]);
}

function notMade(userErrors: UserError[]): FindOrCreateClientPayload {
  return { client: null, wasCreated: false, otherMatches: [], userErrors };
}
