import { ok } from './answer.js';
import { bankAccounts, shownAccount } from './bank-account.js';
import { COMPANY, organizationId } from './company.js';
import type { Resource } from './resource.js';

/** The one organization of the credential, with its accounts inside. */
export const organizationResource: Resource = {
  name: 'organizations',
  routes: {
    'GET /v2/organization': {
      scopes: ['organization.read'],
      handle: ({ caller }, bank) => {
        const accounts = bank.of(bankAccounts).all();
        const shown = accounts.map((account) => {
          const { organization_id: _known, id, ...fields } = shownAccount(account, caller);
          return { id, slug: account.slug, ...fields };
        });
        return ok({ organization: { id: organizationId(bank), ...COMPANY, bank_accounts: shown } });
      },
    },
  },
};
