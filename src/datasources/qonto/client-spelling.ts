import { BadUserInput } from '../../errors.js';
import type { Client, ClientFilter } from '../../schema/client.js';
import type { ClientMatchKey, CreateClientInput, UpdateClientInput } from '../../schema/client-input.js';
import { addressBody } from './postal-address.js';
import type { Query } from './resource.js';
import { wordOf } from './wire.js';

/**
 * Spells a filter as `GET /v2/clients` wants it. Source: docs.qonto.com, list clients, read 2026-11-20.
 *
 * @throws {BadUserInput} when a value has less than the two characters that the bank asks for.
 */
export function clientQuery(filter: ClientFilter): Query {
  return {
    'filter[name]': longEnough('filter.name', filter.name),
    'filter[email]': longEnough('filter.email', filter.email),
    'filter[vat_number]': longEnough('filter.vatNumber', filter.vatNumber),
    'filter[tax_identification_number]': longEnough(
      'filter.taxIdentificationNumber',
      filter.taxIdentificationNumber,
    ),
  };
}

/** How the bank is asked for one value, and which clients have it. */
export interface Match {
  /** One after the other, until there is a client. */
  readonly queries: readonly Query[];
  readonly has: (client: Client) => boolean;
}

/**
 * Letter case makes no difference. In VAT and tax numbers neither do spaces, dots and hyphens; the bank compares the
 * text as a whole, so it is asked for the compact form, then for the one given.
 */
export function matchOf(key: ClientMatchKey, value: string): Match {
  const { parameter, valueOf } = matchers[key];
  const forms = new Set(key === 'EMAIL' ? [value.trim()] : [compact(value), value.trim()]);
  const wanted = matchForm(key, value);
  return {
    queries: [...forms].map((form) => ({ [parameter]: form })),
    has(client) {
      const onFile = valueOf(client);
      return onFile !== null && matchForm(key, onFile) === wanted;
    },
  };
}

/** The form in which two equal values are the same text. */
export function matchForm(key: ClientMatchKey, value: string): string {
  return (key === 'EMAIL' ? value.trim() : compact(value)).toLowerCase();
}

/** Of a number that has nothing else, the signs are kept. */
function compact(number: string): string {
  return number.replace(/[\s.\p{Pd}]/gu, '') || number.trim();
}

const matchers: Readonly<
  Record<ClientMatchKey, { parameter: string; valueOf: (client: Client) => string | null }>
> = {
  EMAIL: { parameter: 'filter[email]', valueOf: ({ email }) => email },
  VAT_NUMBER: { parameter: 'filter[vat_number]', valueOf: ({ vatNumber }) => vatNumber },
  TAX_IDENTIFICATION_NUMBER: {
    parameter: 'filter[tax_identification_number]',
    valueOf: ({ taxIdentificationNumber }) => taxIdentificationNumber,
  },
};

/**
 * A client as the bank takes it: flat, and without what was not given. Null empties a value.
 * Source: docs.qonto.com, create a client, read 2026-11-20.
 */
export function clientBody(input: CreateClientInput | Omit<UpdateClientInput, 'id'>) {
  return {
    kind: input.kind == null ? undefined : wordOf(input.kind),
    name: input.name,
    first_name: input.firstName,
    last_name: input.lastName,
    email: input.email,
    extra_emails: input.extraEmails,
    phone: input.phone && { country_code: input.phone.countryCode, number: input.phone.number },
    vat_number: input.vatNumber,
    tax_identification_number: input.taxIdentificationNumber,
    e_invoicing_address: input.eInvoicingAddress,
    recipient_code: input.recipientCode,
    currency: input.currency,
    locale: input.locale,
    billing_address: addressBody(input.billingAddress),
    delivery_address: addressBody(input.deliveryAddress),
  };
}

function longEnough(argument: string, value: string | null | undefined): string | undefined {
  if (value == null) return undefined;
  const text = value.trim();
  if (text.length < 2)
    throw new BadUserInput(argument, `\`${argument}\` needs at least two characters, or is left out.`);
  return text;
}
