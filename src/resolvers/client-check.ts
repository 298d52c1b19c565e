import type { AddressInput } from '../schema/address.js';
import type { ClientMatchKey, CreateClientInput, UpdateClientInput } from '../schema/client-input.js';
import type { UserError } from '../schema/user-error.js';
import { Problems } from './problems.js';

/** What is wrong with a client to put on file; `field` paths start behind `input` with `at`. */
export function problemsOfNewClient(input: CreateClientInput, ...at: readonly string[]): UserError[] {
  const problems = new Problems();
  if (input.kind === 'COMPANY') problems.required(input.name, ...at, 'name');
  if (input.kind === 'INDIVIDUAL' || input.kind === 'FREELANCER') {
    problems.required(input.firstName, ...at, 'firstName');
    problems.required(input.lastName, ...at, 'lastName');
  }
  checkDetails(problems, input, at);
  return problems.found;
}

/** What is wrong with a change to a client. */
export function problemsOfClientChange(input: UpdateClientInput): UserError[] {
  const problems = new Problems();
  problems.id(input.id, 'id');
  if (input.kind === null) problems.add('REQUIRED', 'The kind of a client cannot be emptied.', 'kind');
  if (Object.keys(input).every((name) => name === 'id' || given(input, name) === undefined))
    problems.add('REQUIRED', 'Name at least one thing to change.');
  checkDetails(problems, input, []);
  return problems.found;
}

/** The value to look for; undefined when `client` does not have it. */
export function matchValue(key: ClientMatchKey, client: CreateClientInput): string | undefined {
  return client[matchFields[key]]?.trim() || undefined;
}

/** Which field of the client each key is about. */
export const matchFields = {
  EMAIL: 'email',
  VAT_NUMBER: 'vatNumber',
  TAX_IDENTIFICATION_NUMBER: 'taxIdentificationNumber',
} as const;

/** Source of the lengths: docs.qonto.com, create a client, read 2026-11-20. */
const longest = {
  name: 250,
  firstName: 60,
  lastName: 60,
  vatNumber: 20,
  taxIdentificationNumber: 30,
} as const;

const mostExtraEmails = 100;

function checkDetails(
  problems: Problems,
  input: CreateClientInput | UpdateClientInput,
  at: readonly string[],
): void {
  problems.known(input.kind, ...at, 'kind');
  for (const name of Object.keys(longest) as (keyof typeof longest)[])
    problems.atMost(longest[name], input[name], ...at, name);
  if ((input.extraEmails?.length ?? 0) > mostExtraEmails)
    problems.add('LIMIT_REACHED', `At most ${mostExtraEmails} addresses.`, ...at, 'extraEmails');
  if (input.phone) {
    if (!/^\+\d{1,4}$/.test(input.phone.countryCode))
      problems.add('INVALID', 'A calling code such as +33.', ...at, 'phone', 'countryCode');
    problems.required(input.phone.number, ...at, 'phone', 'number');
  }
  checkAddress(problems, input.billingAddress, ...at, 'billingAddress');
  checkAddress(problems, input.deliveryAddress, ...at, 'deliveryAddress');
}

/** An address replaces the one there is as a whole, so a half one would lose the other half. */
function checkAddress(
  problems: Problems,
  address: AddressInput | null | undefined,
  ...at: readonly string[]
): void {
  if (address == null) return;
  for (const name of ['street', 'city', 'zipCode', 'countryCode'] as const)
    problems.required(address[name], ...at, name);
}

function given(input: object, name: string): unknown {
  return (input as Record<string, unknown>)[name];
}
