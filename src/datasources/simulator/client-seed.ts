import { shelf, type Bank } from './bank.js';
import { inventCompany, inventPerson } from './invented-company.js';
import type { Random } from './random.js';
import { Table } from './table.js';

export interface Address {
  readonly street_address: string | null;
  readonly city: string | null;
  readonly zip_code: string | null;
  readonly province_code: string | null;
  readonly country_code: string | null;
}

/** A customer. Source: Qonto's Postman collections, clients, 2026; qontoctl (what may be null), live 2026. */
export interface Client {
  readonly id: string;
  /** Null for people; they have a first and a last name. */
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  readonly kind: 'company' | 'individual' | 'freelancer';
  email: string | null;
  extra_emails: string[];
  phone: { readonly country_code: string; readonly number: string } | null;
  currency: string | null;
  locale: string | null;
  e_invoicing_address: string | null;
  e_invoicing_reachable: boolean | null;
  vat_number: string | null;
  tax_identification_number: string | null;
  /** The five flat fields repeat the billing address. */
  address: string | null;
  city: string | null;
  zip_code: string | null;
  province_code: string | null;
  country_code: string | null;
  billing_address: Address | null;
  delivery_address: Address | null;
  recipient_code: string | null;
  readonly created_at: string;
  updated_at: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The guide's Acme Corp first, then companies and people. Source: Qonto's use-case guide, 2026-11-20. */
export const clients = shelf('clients', (bank: Bank) => {
  const random = bank.random('clients');
  const count = Math.max(1, bank.sizes.clients);
  const rows = Array.from({ length: count }, (_, index) => {
    const createdAtMs = bank.bornAt.getTime() - Math.ceil((400 * (count - index)) / count) * DAY_MS;
    return index === 0 ? acmeCorp(random, createdAtMs) : drawClient(random, createdAtMs, index);
  });
  return new Table<Client>(bank, {
    rows,
    blank: () => ({ ...drawClient(bank.random(bank.stamp()), bank.now().getTime(), 1), id: bank.newId() }),
  });
});

/** A client with nothing but what was given. */
export function plainClient(fields: Pick<Client, 'id' | 'kind' | 'created_at'> & Partial<Client>): Client {
  return {
    name: null,
    first_name: null,
    last_name: null,
    email: null,
    extra_emails: [],
    phone: null,
    currency: null,
    locale: null,
    e_invoicing_address: null,
    e_invoicing_reachable: null,
    vat_number: null,
    tax_identification_number: null,
    delivery_address: null,
    recipient_code: null,
    updated_at: fields.created_at,
    ...flatAddress(fields.billing_address ?? null),
    ...fields,
  };
}

/** The billing address and its copy in the flat fields. */
export function flatAddress(billing: Address | null) {
  return {
    billing_address: billing,
    address: billing?.street_address ?? null,
    city: billing?.city ?? null,
    zip_code: billing?.zip_code ?? null,
    province_code: billing?.province_code ?? null,
    country_code: billing?.country_code ?? null,
  };
}

function acmeCorp(random: Random, createdAtMs: number): Client {
  return plainClient({
    id: random.uuid(),
    kind: 'company',
    name: 'Acme Corp',
    email: 'contact@acmecorp.com',
    currency: 'EUR',
    locale: 'en',
    tax_identification_number: '123456789',
    billing_address: {
      street_address: '1 Market Street',
      city: 'Paris',
      zip_code: '75001',
      province_code: null,
      country_code: 'FR',
    },
    created_at: new Date(createdAtMs).toISOString(),
  });
}

function drawClient(random: Random, createdAtMs: number, index: number): Client {
  const company = inventCompany(random);
  const person = inventPerson(random);
  const isPerson = index % 9 === 5;
  const { street_address, city, zip_code } = company;
  // Live answers were seen with the country in lower case. Source: qontoctl, 2026.
  const country_code = random.chance(0.1) ? 'fr' : 'FR';
  return plainClient({
    id: random.uuidAt(createdAtMs),
    kind: isPerson ? 'individual' : 'company',
    ...(isPerson ? person : { name: company.name }),
    email: random.chance(0.9) ? company.email : null,
    extra_emails: random.chance(0.2) ? [`direction@${company.email.split('@')[1] ?? 'client.example'}`] : [],
    phone: random.chance(0.5) ? { country_code: '+33', number: `6${random.digits(8)}` } : null,
    currency: index % 17 === 8 ? null : 'EUR',
    locale: random.pick(['fr', 'fr', 'fr', 'en', 'de']),
    e_invoicing_address: !isPerson && random.chance(0.4) ? `0225:${company.siren}` : null,
    e_invoicing_reachable: isPerson ? null : random.chance(0.5),
    vat_number: isPerson ? null : company.vat_number,
    tax_identification_number: isPerson ? null : company.siren,
    billing_address: { street_address, city, zip_code, province_code: null, country_code },
    delivery_address: random.chance(0.2)
      ? { street_address: 'Quai de livraison B', city, zip_code, province_code: null, country_code }
      : null,
    created_at: new Date(createdAtMs + random.integer(0, DAY_MS - 1)).toISOString(),
    updated_at: new Date(createdAtMs + DAY_MS).toISOString(),
  });
}
