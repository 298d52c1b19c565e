import { z } from 'zod';
import { GatewayError } from '../../errors.js';
import type { Client, ClientFilter, ClientOrder, Phone } from '../../schema/client.js';
import type { ClientMatchKey, CreateClientInput, UpdateClientInput } from '../../schema/client-input.js';
import { type Connection, gallop } from '../paging/index.js';
import { clientBody, clientQuery, matchOf } from './client-spelling.js';
import { type Access, connectionRequest, type ConnectionWish } from './connection.js';
import { clientKind } from './invoice-party.js';
import { toAddress, toBillingAddress, wireAddress, wireFlatAddress } from './postal-address.js';
import { type ListRow, pagedList, readOne, type Resource } from './resource.js';
import { each, rowReader } from './row.js';
import { maybe } from './wire.js';
import { wireReader } from './wire-reader.js';
import { write } from './write.js';

// docs.qonto.com, list clients, read 2026-11-20. Everything but `id` and `kind` may be missing.
const wireClient = z.object({
  id: z.string(),
  kind: z.string(),
  name: maybe(z.string()),
  first_name: maybe(z.string()),
  last_name: maybe(z.string()),
  email: maybe(z.string()),
  extra_emails: maybe(z.array(z.string())),
  phone: maybe(z.object({ country_code: maybe(z.string()), number: maybe(z.string()) })),
  vat_number: maybe(z.string()),
  tax_identification_number: maybe(z.string()),
  e_invoicing_address: maybe(z.string()),
  e_invoicing_reachable: maybe(z.boolean()),
  recipient_code: maybe(z.string()),
  currency: maybe(z.string()),
  locale: maybe(z.string()),
  billing_address: maybe(wireAddress),
  delivery_address: maybe(wireAddress),
  created_at: maybe(z.string()),
  updated_at: maybe(z.string()),
  ...wireFlatAddress,
});

type Wire = z.infer<typeof wireClient>;

const readPhone = rowReader<NonNullable<Wire['phone']>, Phone>({
  countryCode: (wire) => wire.country_code ?? null,
  number: (wire) => wire.number ?? null,
});

const toClient = rowReader<Wire, Client>({
  id: (wire) => wire.id,
  kind: (wire) => clientKind(wire.kind),
  rawKind: (wire) => wire.kind,
  displayName: (wire) => wire.name || [wire.first_name, wire.last_name].filter(Boolean).join(' ') || null,
  name: (wire) => wire.name ?? null,
  firstName: (wire) => wire.first_name ?? null,
  lastName: (wire) => wire.last_name ?? null,
  email: (wire) => wire.email ?? null,
  extraEmails: (wire) => each(wire.extra_emails ?? [], (email) => email),
  phone: (wire) => (wire.phone ? readPhone(wire.phone) : null),
  vatNumber: (wire) => wire.vat_number ?? null,
  taxIdentificationNumber: (wire) => wire.tax_identification_number ?? null,
  eInvoicingAddress: (wire) => wire.e_invoicing_address ?? null,
  isEInvoicingReachable: (wire) => wire.e_invoicing_reachable ?? null,
  recipientCode: (wire) => wire.recipient_code ?? null,
  currency: (wire) => wire.currency ?? null,
  locale: (wire) => wire.locale ?? null,
  billingAddress: (wire) => toBillingAddress(wire),
  deliveryAddress: (wire) => toAddress(wire.delivery_address),
  createdAt: (wire) => wire.created_at ?? null,
  updatedAt: (wire) => wire.updated_at ?? null,
});

const clients: Resource<Wire, Client> = {
  path: '/v2/clients',
  one: 'client',
  many: 'clients',
  wire: wireReader(wireClient),
  toRow: toClient,
};

export class Clients {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<Client | null> {
    return readOne(this.access.session, clients, id);
  }

  /** @throws {BadUserInput} naming the part of the filter that cannot be meant. */
  list(filter: ClientFilter, order: ClientOrder, wish: ConnectionWish): Promise<Connection<ListRow<Client>>> {
    const query = clientQuery(filter);
    const isByName = order.field === 'NAME';
    // There is no filter by date, and the order of names is the bank's own.
    const sort = { by: isByName ? 'name' : 'created_at', opaque: isByName };
    return gallop(pagedList(this.access.session, clients, query, sort), {
      ...connectionRequest(this.access, clients.path, wish),
      direction: order.direction,
      unit: 'millisecond',
      fingerprint: JSON.stringify([clients.path, query, order]),
    });
  }

  /**
   * Clients that have this value, letter case aside, and in VAT and tax numbers spaces, dots and hyphens aside; oldest
   * first. One request as a rule: a page without a match is no proof while there is another one. A number with such signs
   * costs one more when nobody has it without them.
   *
   * @throws {GatewayError} also when a row cannot be read: it could be the one that is looked for.
   */
  async matching(key: ClientMatchKey, value: string): Promise<readonly Client[]> {
    const { queries, has } = matchOf(key, value);
    for (const query of queries) {
      const list = pagedList(this.access.session, clients, query, { by: 'created_at' });
      for (let page: number | null | undefined = 1; page != null;) {
        const { rows, nextPage } = await list.read({ direction: 'ASC', page, perPage: 100 });
        const matches = rows.map(readable).filter(has);
        if (matches.length > 0) return matches;
        page = nextPage == null ? null : page + 1;
      }
    }
    return [];
  }

  /** Not to be repeated: the bank takes the same client twice. Source: docs.qonto.com, create a client, read 2026-11-20. */
  create(input: CreateClientInput): Promise<Client> {
    return write(this.access.session, clients, {
      method: 'POST',
      path: clients.path,
      body: clientBody(input),
    });
  }

  update({ id, ...changes }: UpdateClientInput): Promise<Client> {
    return write(this.access.session, clients, {
      method: 'PATCH',
      path: `${clients.path}/{id}`,
      params: { id },
      body: clientBody(changes),
    });
  }
}

function readable({ node }: ListRow<Client>): Client {
  if (node instanceof GatewayError) throw node;
  return node;
}
