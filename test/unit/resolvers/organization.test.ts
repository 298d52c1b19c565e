import { OrganizationResolver } from '../../../src/resolvers/organization.js';
import type { BankAccount } from '../../../src/schema/bank-account.js';
import type { Organization } from '../../../src/schema/organization.js';

const account = (isMain: boolean) => ({ isMain }) as BankAccount;
const unreadable = new Error('cannot be read');
const mainOf = (...embeddedBankAccounts: (BankAccount | Error)[]) =>
  new OrganizationResolver().mainBankAccount({
    embeddedBankAccounts,
  } as Partial<Organization> as Organization);

it('finds the main account beside one that cannot be read', () => {
  const main = account(true);
  expect(mainOf(unreadable, account(false), main)).toBe(main);
});

it('tells why there is no main account when one that cannot be read may be it', () => {
  expect(mainOf(account(false), unreadable)).toBe(unreadable);
});

it('has none when the bank marks none', () => {
  expect(mainOf(account(false), account(false))).toBeNull();
});
