import { ok } from './answer.js';
import { shelf } from './bank.js';
import { organizationId, QONTO_BIC } from './company.js';
import type { Caller } from './credential.js';
import { frenchIban } from './iban.js';
import { planPage } from './pagination.js';
import { refuse } from './refusal.js';
import type { Resource } from './resource.js';
import type { Routes } from './routes.js';
import { Table } from './table.js';

/** An account; its balances are written by `transaction-ledger.ts`. */
export interface BankAccount {
  readonly id: string;
  readonly slug: string;
  name: string;
  readonly organization_id: string;
  readonly status: 'active' | 'closed';
  readonly main: boolean;
  readonly iban: string;
  readonly bic: string;
  readonly currency: string;
  balance_cents: number;
  authorized_balance_cents: number;
  updated_at: string;
  readonly is_external_account: boolean;
  readonly account_number: string | null;
}

/** The company's accounts: the first is the main one, the last one was closed half a year ago. */
const NAMES = [
  'Compte principal',
  'Salaires et charges',
  'TVA et impôts',
  'Épargne projet',
  'Agence de Lyon',
  'Ancien compte associé',
] as const;

/** Where the parts of the company's life are booked; positions in the list of accounts. */
export const ACCOUNT = { main: 0, salaries: 1, taxes: 2, savings: 3, branch: 4, closed: 5 } as const;

export const bankAccounts = shelf('bank_accounts', (bank) => {
  const random = bank.random('bank_accounts');
  const make = (name: string, position: number): BankAccount => ({
    id: random.uuidAt(Date.UTC(2019, 1, 4 + position * 97, 9, 30)),
    slug: `ateliers-lumignon-bank-account-${position + 1}`,
    name,
    organization_id: organizationId(bank),
    status: position === ACCOUNT.closed ? 'closed' : 'active',
    main: position === ACCOUNT.main,
    iban: frenchIban('16958', '00001', random.digits(11)),
    bic: QONTO_BIC,
    currency: 'EUR',
    balance_cents: 0,
    authorized_balance_cents: 0,
    updated_at: bank.bornAt.toISOString(),
    is_external_account: false,
    account_number: null,
  });
  return new Table<BankAccount>(bank, {
    rows: NAMES.map(make),
    blank: () => ({ ...make('Nouveau compte', 99), id: bank.newId() }),
  });
});

/** An account at another bank that the company connected: only the organization shows it, and only when asked to. */
export const externalAccounts = shelf('external_accounts', (bank): readonly BankAccount[] => {
  const random = bank.random('external_accounts');
  return [
    {
      id: random.uuidAt(Date.UTC(2023, 4, 2, 8, 0)),
      slug: 'ateliers-lumignon-external-account-1',
      name: 'Compte Banque des Docks',
      organization_id: organizationId(bank),
      status: 'active',
      main: false,
      iban: frenchIban('30004', '00823', random.digits(11)),
      bic: 'BDOKFRPPXXX',
      currency: 'EUR',
      balance_cents: 1_840_227,
      authorized_balance_cents: 1_840_227,
      updated_at: bank.bornAt.toISOString(),
      is_external_account: true,
      account_number: null,
    },
  ];
});

/** An account as `/v2/bank_accounts` shows it; without the right to see money, most fields are missing. */
export function shownAccount(account: BankAccount, caller: Caller): Record<string, unknown> {
  const { id, name, organization_id, status, main } = account;
  const plain = { id, name, organization_id, status, main };
  if (!['owner', 'admin', 'accountant'].includes(caller.role)) return plain;
  return {
    ...plain,
    iban: account.iban,
    bic: account.bic,
    currency: account.currency,
    balance: account.balance_cents / 100,
    balance_cents: account.balance_cents,
    authorized_balance: account.authorized_balance_cents / 100,
    authorized_balance_cents: account.authorized_balance_cents,
    updated_at: account.updated_at,
    is_external_account: account.is_external_account,
    account_number: account.account_number,
  };
}

const routes: Routes = {
  // Paged, but no `meta` is documented. Source: Qonto's Postman collections, 2026.
  'GET /v2/bank_accounts': {
    scopes: ['organization.read'],
    handle: ({ query, caller }, bank) => {
      const all = bank.of(bankAccounts).all();
      const plan = planPage(query, bank.settings, all.length, 100);
      if ('refusal' in plan) return plan.refusal;
      const shown = all.slice(plan.from, plan.to).map((account) => shownAccount(account, caller));
      return ok({ bank_accounts: shown });
    },
  },
  'GET /v2/bank_accounts/:id': {
    scopes: ['organization.read'],
    handle: ({ params, caller }, bank) => {
      const account = bank.of(bankAccounts).get(params['id'] ?? '');
      return account === undefined
        ? refuse(404, 'not_found', 'Bank account not found', { parameter: 'id' })
        : ok({ bank_account: shownAccount(account, caller) });
    },
  },
};

export const bankAccountResource: Resource = {
  name: 'bank_accounts',
  routes,
  shelf: bankAccounts,
  rows: (bank) => bank.of(bankAccounts),
};
