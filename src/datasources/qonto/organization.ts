import { z } from 'zod';
import type { BankAccount } from '../../schema/bank-account.js';
import type { Organization } from '../../schema/organization.js';
import { toBankAccount, wireBankAccount } from './bank-account.js';
import { callName } from './call.js';
import type { Access } from './connection.js';
import { plainText } from './money.js';
import { contractBroken, maybe, pathOf } from './wire.js';

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
  bank_accounts: maybe(z.array(z.unknown())),
});

const call = { method: 'GET', path: '/v2/organization' } as const;

export class Organizations {
  constructor(private readonly access: Access) {}

  /** The organisation behind the credential, with its accounts; those at other banks only when asked for. */
  async own({ includeExternal = false }: { includeExternal?: boolean } = {}): Promise<Organization> {
    const answer = await this.access.session.send({
      ...call,
      query: { include_external_accounts: includeExternal || undefined },
    });
    const envelope = z.object({ organization: wireOrganization }).safeParse(answer.body);
    if (!envelope.success) throw contractBroken(callName(call), pathOf(envelope.error, 'answer'));
    const wire = envelope.data.organization;
    return {
      id: wire.id,
      slug: wire.slug,
      name: wire.name ?? null,
      legalName: wire.legal_name ?? null,
      legalNumber: wire.legal_number ?? null,
      legalCountry: wire.legal_country?.toUpperCase() ?? null,
      legalRegistrationDate: wire.legal_registration_date ?? null,
      legalForm: wire.legal_form ?? null,
      legalAddress: wire.legal_address ?? null,
      legalSector: wire.legal_sector ?? null,
      legalShareCapital: wire.legal_share_capital == null ? null : plainText(wire.legal_share_capital),
      locale: wire.locale ?? null,
      contractSignedAt: wire.contract_signed_at ?? null,
      embeddedBankAccounts: (wire.bank_accounts ?? []).map(embeddedAccount),
    };
  }
}

function embeddedAccount(raw: unknown, index: number): BankAccount | Error {
  const place = `organization.bank_accounts[${index}]`;
  const parsed = wireBankAccount.safeParse(raw);
  if (!parsed.success) return contractBroken(callName(call), pathOf(parsed.error, place));
  try {
    return toBankAccount(parsed.data);
  } catch {
    return contractBroken(callName(call), place);
  }
}
