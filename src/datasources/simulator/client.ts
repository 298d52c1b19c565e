import { empty, ok, type Answer } from './answer.js';
import type { Bank } from './bank.js';
import { isObject, objectOf, textOf, textOrNull } from './body.js';
import { clients, flatAddress, plainClient, type Address, type Client } from './client-seed.js';
import { page } from './pagination.js';
import { refuse, Refused, refuseVerbosely } from './refusal.js';
import type { Resource } from './resource.js';
import type { Ask, Routes } from './routes.js';
import { sorted } from './row-filter.js';

/** Clients. Source: Qonto's Postman collections and use-case guide, 2026-11-20. Creating one answers 200, not 201. */
const routes: Routes = {
  'GET /v2/clients': {
    scopes: ['client.read'],
    handle(ask, bank) {
      const rows = filtered(bank.of(clients).all(), ask.query);
      return page('clients', sorted(rows, ask.query, ['created_at', 'name'], 'created_at:desc'), ask, bank);
    },
  },

  'POST /v2/clients': {
    scopes: ['client.write'],
    handle(ask, bank) {
      const body = objectOf(ask.json());
      const { kind } = body;
      if (kind !== 'company' && kind !== 'individual' && kind !== 'freelancer')
        throw invalid('kind', 'kind must be one of: company, individual, freelancer');
      const given = readFields(body);
      const named = kind === 'company' ? given.name : given.first_name && given.last_name;
      if (!named) throw invalid(kind === 'company' ? 'name' : 'first_name', 'The name is missing');
      const client = plainClient({ id: bank.newId(), kind, created_at: bank.stamp(), ...given });
      return ok({ client: bank.of(clients).add(client) });
    },
  },

  'GET /v2/clients/:id': {
    scopes: ['client.read'],
    handle(ask, bank) {
      const client = find(ask, bank);
      return client ? ok({ client }) : unknown();
    },
  },

  'PATCH /v2/clients/:id': {
    scopes: ['client.write'],
    handle(ask, bank) {
      const client = find(ask, bank);
      if (!client) return unknown();
      return ok({ client: bank.of(clients).change(client, readFields(objectOf(ask.json()))) });
    },
  },

  'DELETE /v2/clients/:id': {
    scopes: ['client.write'],
    handle: (ask, bank) => (bank.of(clients).remove(ask.params['id'] ?? '') ? empty() : unknown()),
  },
};

export const clientResource: Resource = {
  name: 'clients',
  routes,
  shelf: clients,
  rows: (bank) => bank.of(clients),
};

/** Name: part of it, accents aside; the others: whole, in any case. Source: Qonto's Postman collections, 2026. */
function filtered(rows: Client[], query: URLSearchParams): Client[] {
  const name = query.get('filter[name]');
  if (name !== null && name.length < 2)
    throw new Refused(
      refuseVerbosely(422, 'too_short', 'name must have 2 characters at least', {
        parameter: 'filter[name]',
      }),
    );
  return rows
    .filter((row) => name === null || plain(fullName(row)).includes(plain(name)))
    .filter((row) =>
      (['email', 'vat_number', 'tax_identification_number'] as const).every((field) => {
        const wanted = query.get(`filter[${field}]`);
        return wanted === null || row[field]?.toLowerCase() === wanted.toLowerCase();
      }),
    );
}

/** The name of a company, or first and last name of a person. */
export function fullName(client: Client): string {
  return client.name ?? `${client.first_name ?? ''} ${client.last_name ?? ''}`.trim();
}

const TEXTS = {
  name: 250,
  first_name: 60,
  last_name: 60,
  email: 250,
  currency: 3,
  locale: 5,
  e_invoicing_address: 250,
  vat_number: 20,
  tax_identification_number: 30,
  recipient_code: 10,
} as const;

/** The fields present in a body. Source of the lengths: Qonto's Postman collections, 2026. */
function readFields(body: Readonly<Record<string, unknown>>): Partial<Client> {
  const fields: Partial<Client> = {};
  for (const [field, limit] of Object.entries(TEXTS) as [keyof typeof TEXTS, number][]) {
    if (!(field in body)) continue;
    const value = textOrNull(body[field]);
    if (value !== null && value.length > limit)
      throw invalid(field, `${field} must have ${limit} characters at most`);
    fields[field] = value;
  }
  if ('email' in fields && fields.email !== null && !/^[^@\s]+@[^@\s]+$/.test(fields.email ?? ''))
    throw invalid('email', 'email is invalid');
  if (Array.isArray(body['extra_emails'])) fields.extra_emails = body['extra_emails'].map(textOf);
  if (isObject(body['phone']))
    fields.phone = {
      country_code: textOf(body['phone']['country_code']),
      number: textOf(body['phone']['number']),
    };
  if ('billing_address' in body) Object.assign(fields, flatAddress(addressOf(body['billing_address'])));
  if ('delivery_address' in body) fields.delivery_address = addressOf(body['delivery_address']);
  return fields;
}

function addressOf(value: unknown): Address | null {
  if (!isObject(value)) return null;
  return {
    street_address: textOrNull(value['street_address']),
    city: textOrNull(value['city']),
    zip_code: textOrNull(value['zip_code']),
    province_code: textOrNull(value['province_code']),
    country_code: textOrNull(value['country_code']),
  };
}

function find(ask: Ask, bank: Bank): Client | undefined {
  return bank.of(clients).get(ask.params['id'] ?? '');
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
}

function invalid(field: string, detail: string): Refused {
  return new Refused(refuse(400, 'invalid', detail, { pointer: `/${field}` }));
}

function unknown(): Answer {
  return refuse(404, 'not_found', 'Client not found', { parameter: 'id' });
}
