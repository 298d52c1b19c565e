import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { matchForm, type Qonto } from '../datasources/qonto/index.js';
import {
  type ClientMatchKey,
  CreateClientInput,
  FindOrCreateClientInput,
  UpdateClientInput,
} from '../schema/client-input.js';
import {
  CreateClientPayload,
  FindOrCreateClientPayload,
  UpdateClientPayload,
} from '../schema/client-payload.js';
import type { UserError } from '../schema/user-error.js';
import { matchFields, matchValue, problemsOfClientChange, problemsOfNewClient } from './client-check.js';
import { NeedsScope } from './scope.js';
import { type Renames, settled, settledOn, userError } from './user-errors.js';

/** Clients have no idempotency key at the bank: whatever is not certain must be looked up, not sent again. */
@Resolver()
export class ClientWriteResolver {
  @NeedsScope('client.write')
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

  @NeedsScope('client.read')
  @NeedsScope('client.write')
  @Mutation(() => FindOrCreateClientPayload, {
    nullable: true,
    description:
      'Finds a client by one value, letter case aside, in VAT and tax numbers also spaces, dots and hyphens aside, or else puts it on file. Equal calls at the same moment make one client, as long as they reach the same process. One upstream request when found, two when made; one more for a number with such signs that is not on file without them.',
  })
  async findOrCreateClient(
    @Ctx() { qonto, desk, principal }: Context,
    @Arg('input', () => FindOrCreateClientInput, { description: 'The client to find, or else to make.' })
    { matchBy, client: wanted }: FindOrCreateClientInput,
  ): Promise<FindOrCreateClientPayload> {
    const value = matchValue(matchBy, wanted);
    const problems = problemsOfNewClient(wanted, 'client');
    if (value === undefined) problems.push(nothingToMatch(matchFields[matchBy]));
    if (problems.length > 0 || value === undefined) return notMade(problems);
    const key = JSON.stringify([principal, matchBy, matchForm(matchBy, value)]);
    const { result, isShared } = await desk.clientsInFlight.run(key, () =>
      findOrCreate(qonto, matchBy, value, wanted),
    );
    return isShared ? { ...result, wasCreated: false } : result;
  }

  @NeedsScope('client.write')
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

async function findOrCreate(
  qonto: Qonto,
  matchBy: ClientMatchKey,
  value: string,
  wanted: CreateClientInput,
): Promise<FindOrCreateClientPayload> {
  const [client, ...otherMatches] = await qonto.clients.matching(matchBy, value);
  if (client) return { client, wasCreated: false, otherMatches, userErrors: [] };
  const { row, userErrors } = await settled(qonto.clients.create(wanted), renames);
  return row
    ? { client: row, wasCreated: true, otherMatches: [], userErrors }
    : notMade(userErrors.map(belowClient));
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
