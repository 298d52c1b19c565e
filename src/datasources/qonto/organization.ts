import { z } from 'zod';
import type { Organization } from '../../schema/organization.js';
import { toBankAccount, wireBankAccount } from './bank-account.js';
import { callName } from './call.js';
import type { Access } from './connection.js';
import { plainText } from './money.js';
import { unwrap } from './resource.js';
import { each, rowReader } from './row.js';
import { maybe } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, retrieve the authenticated organization, read 2026-11-20; which fields may be null was seen live
// by other clients of the bank.
const wireOrganization = z.object({
  id: z.string(),
  slug: z.string(),
  name: maybe(z.string()),
  legal_name: maybe(z.string()),
  legal_number: maybe(z.string()),
  legal_country: maybe(z.string()),
  legal_registration_date: maybe(z.string()),
  legal_form: maybe(z.string()),
  legal_address: maybe(z.string()),
  legal_sector: maybe(z.string()),
  legal_share_capital: maybe(z.number()),
  locale: maybe(z.string()),
  contract_signed_at: maybe(z.string()),
  bank_accounts: maybe(z.array(wireBankAccount)),
});

const readWire = wireReader(wireOrganization);

const toOrganization = rowReader<z.infer<typeof wireOrganization>, Organization>({
  id: (wire) => wire.id,
  slug: (wire) => wire.slug,
  name: (wire) => wire.name ?? null,
  legalName: (wire) => wire.legal_name ?? null,
  legalNumber: (wire) => wire.legal_number ?? null,
  legalCountry: (wire) => wire.legal_country?.toUpperCase() ?? null,
  legalRegistrationDate: (wire) => wire.legal_registration_date ?? null,
  legalForm: (wire) => wire.legal_form ?? null,
  legalAddress: (wire) => wire.legal_address ?? null,
  legalSector: (wire) => wire.legal_sector ?? null,
  legalShareCapital: (wire) =>
    wire.legal_share_capital == null ? null : plainText(wire.legal_share_capital),
  locale: (wire) => wire.locale ?? null,
  contractSignedAt: (wire) => wire.contract_signed_at ?? null,
  embeddedBankAccounts: (wire) => each(wire.bank_accounts ?? [], toBankAccount),
});

const call = { method: 'GET', path: '/v2/organization' } as const;
const place = { call: callName(call), at: 'organization' };

export class Organizations {
  constructor(private readonly access: Access) {}

  /** The organisation behind the credential, with its accounts; those at other banks only when asked for. */
  async own({ includeExternal = false }: { includeExternal?: boolean } = {}): Promise<Organization> {
    const answer = await this.access.session.send({
      ...call,
      query: { include_external_accounts: includeExternal || undefined },
    });
    return toOrganization(readWire(unwrap(answer, 'organization', call), place));
  }
}
