import { z } from 'zod';
import {
  type Beneficiary,
  type BeneficiaryFilter,
  type BeneficiaryOrder,
  BeneficiaryStatus,
} from '../../schema/beneficiary.js';
import { type Connection, gallop } from '../paging/index.js';
import { type Access, connectionRequest, type ConnectionWish } from './connection.js';
import { known, listed } from './filter.js';
import { type ListRow, pagedList, readOne, readPage, type Resource } from './resource.js';
import { rowReader, wholly } from './row.js';
import { type Confirmation, scaHeaders } from './sca.js';
import { maybe, openEnum, wordOf } from './wire.js';
import { wireReader } from './wire-reader.js';
import { make, type Made } from './write.js';

/** The account of a payee: beside its name as documented, or in an object of its own as the sandbox was seen to do. */
const account = { iban: maybe(z.string()), bic: maybe(z.string()), currency: maybe(z.string()) };

// Qonto's collections, SEPA beneficiaries, 2026-11-20.
const wireBeneficiary = z.object({
  id: z.string(),
  name: maybe(z.string()),
  ...account,
  bank_account: maybe(z.object(account)),
  status: z.string(),
  trusted: maybe(z.boolean()),
  email: maybe(z.string()),
  activity_tag: maybe(z.string()),
  created_at: maybe(z.string()),
  updated_at: maybe(z.string()),
});

type Wire = z.infer<typeof wireBeneficiary>;

const status = openEnum(BeneficiaryStatus);

const toBeneficiary = rowReader<Wire, Beneficiary>({
  id: (wire) => wire.id,
  name: (wire) => wire.name ?? null,
  iban: (wire) => wire.iban ?? wire.bank_account?.iban ?? null,
  bic: (wire) => wire.bic ?? wire.bank_account?.bic ?? null,
  email: (wire) => wire.email ?? null,
  activityTag: (wire) => wire.activity_tag ?? null,
  currency: (wire) => wire.currency ?? wire.bank_account?.currency ?? null,
  status: (wire) => status(wire.status),
  rawStatus: (wire) => wire.status,
  isTrusted: (wire) => wire.trusted ?? false,
  createdAt: (wire) => wire.created_at ?? null,
  updatedAt: (wire) => wire.updated_at ?? null,
});

const resource: Resource<Wire, Beneficiary> = {
  path: '/v2/sepa/beneficiaries',
  one: 'beneficiary',
  many: 'beneficiaries',
  wire: wireReader(wireBeneficiary),
  toRow: toBeneficiary,
};

/** The list can be bounded by `updated_at` only in a way that no page of the bank documents: it is galloped through. */
const sort = { by: 'updated_at', from: 'updated_at_from', to: 'updated_at_to' };

/** A payee as it is put on file. */
export interface NewBeneficiary {
  readonly name: string;
  readonly iban: string;
  readonly bic?: string | undefined;
  readonly email?: string | undefined;
  readonly activityTag?: string | undefined;
}

export interface BeneficiaryWish extends ConnectionWish {
  readonly filter: BeneficiaryFilter;
  readonly order: BeneficiaryOrder;
}

export class Beneficiaries {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<Beneficiary | null> {
    return readOne(this.access.session, resource, id);
  }

  /**
   * The payee on file with this IBAN; null when there is none. One request.
   *
   * @throws {GatewayError} also when any part of it cannot be read: it may be the answer to a payment's question.
   */
  async byIban(iban: string): Promise<Beneficiary | null> {
    const page = await readPage(this.access.session, resource, { 'iban[]': [iban], per_page: 1 });
    const node = page.rows[0]?.node ?? null;
    if (node instanceof Error) throw node;
    return wholly(node);
  }

  /**
   * Payees. One request per page; 25 would come without `per_page`.
   *
   * @throws {BadUserInput} naming the argument, before anything is asked of the bank.
   */
  async list({ filter, order, ...wish }: BeneficiaryWish): Promise<Connection<ListRow<Beneficiary>>> {
    const query = {
      'iban[]': listed('filter.ibans', filter.ibans),
      'status[]': known('filter.statuses', filter.statuses)?.map(wordOf),
      trusted: filter.isTrusted ?? undefined,
    };
    return gallop(pagedList(this.access.session, resource, query, sort), {
      ...connectionRequest(this.access, resource.path, wish),
      direction: order.direction,
      unit: 'second',
      fingerprint: JSON.stringify([resource.path, query, order]),
    });
  }

  /** Puts a payee on file. The bank keeps the answer under the key for 30 minutes and gives it again. */
  create(
    payee: NewBeneficiary,
    idempotencyKey: string,
    confirmation: Confirmation,
  ): Promise<Made<Beneficiary>> {
    return make(this.access.session, resource, {
      method: 'POST',
      path: resource.path,
      body: { beneficiary: wireOf(payee) },
      idempotencyKey,
      headers: scaHeaders(confirmation),
    });
  }
}

/** A payee in the spelling of the bank, as it also stands in a transfer. */
export function wireOf({ name, iban, bic, email, activityTag }: NewBeneficiary) {
  return { name, iban, bic, email, activity_tag: activityTag };
}
