import { ok } from './answer.js';
import { bankAccounts, externalAccounts, shownAccount } from './bank-account.js';
import { COMPANY, organizationId } from './company.js';
import type { Resource } from './resource.js';

/** The one organization of the credential, with its accounts inside. */
export const organizationResource: Resource = {
  name: 'organizations',
  routes: {
    'GET /v2/organization': {
      scopes: ['organization.read'],
      handle: ({ caller, query }, bank) => {
        const external = query.get('include_external_accounts') === 'true' ? bank.of(externalAccounts) : [];
        const accounts = [...bank.of(bankAccounts).all(), ...external];
        const shown = accounts.map((account) => {
          const { organization_id: _known, id, ...fields } = shownAccount(account, caller);
          return { id, slug: account.slug, ...fields };
        });
        return ok({ organization: { id: organizationId(bank), ...COMPANY, bank_accounts: shown } });
      },
    },
  },
};
