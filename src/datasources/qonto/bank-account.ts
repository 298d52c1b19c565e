import { z } from 'zod';
import { type BankAccount, BankAccountStatus } from '../../schema/bank-account.js';
import type { Connection } from '../paging/index.js';
import { type Access, type ConnectionWish, wholeList } from './connection.js';
import { maybeMoneyOf } from './money.js';
import { type ListRow, readAll, readOne, type Resource } from './resource.js';
import { rowReader } from './row.js';
import { maybe, openEnum } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, list business accounts, read 2026-11-20. A member without the right to see a field gets the
// object without it, so everything but id, name, status and main may be missing.
export const wireBankAccount = z.object({
  id: z.string(),
  name: maybe(z.string()),
  status: z.string(),
  main: z.boolean(),
  slug: maybe(z.string()),
  iban: maybe(z.string()),
  bic: maybe(z.string()),
  account_number: maybe(z.string()),
  currency: maybe(z.string()),
  balance: maybe(z.number()),
  balance_cents: maybe(z.int()),
  authorized_balance: maybe(z.number()),
  authorized_balance_cents: maybe(z.int()),
  updated_at: maybe(z.string()),
  is_external_account: maybe(z.boolean()),
});

const status = openEnum(BankAccountStatus);

export const toBankAccount = rowReader<z.infer<typeof wireBankAccount>, BankAccount>({
  id: (wire) => wire.id,
  name: (wire) => wire.name ?? null,
  slug: (wire) => wire.slug ?? null,
  iban: (wire) => wire.iban ?? null,
  bic: (wire) => wire.bic ?? null,
  accountNumber: (wire) => wire.account_number ?? null,
  currency: (wire) => wire.currency ?? null,
  balance: (wire) => maybeMoneyOf(wire.balance, wire.balance_cents, wire.currency),
  authorizedBalance: (wire) =>
    maybeMoneyOf(wire.authorized_balance, wire.authorized_balance_cents, wire.currency),
  status: (wire) => status(wire.status),
  rawStatus: (wire) => wire.status,
  isMain: (wire) => wire.main,
  isExternal: (wire) => wire.is_external_account ?? false,
  updatedAt: (wire) => wire.updated_at ?? null,
});

const resource: Resource<z.infer<typeof wireBankAccount>, BankAccount> = {
  path: '/v2/bank_accounts',
  one: 'bank_account',
  many: 'bank_accounts',
  wire: wireReader(wireBankAccount),
  toRow: toBankAccount,
};

export class BankAccounts {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<BankAccount | null> {
    return readOne(this.access.session, resource, id);
  }

  /** All accounts, closed ones included; a row that could not be read throws. One request per 100. */
  all(): Promise<readonly BankAccount[]> {
    return readAll(this.access.session, resource);
  }

  list(wish: ConnectionWish): Promise<Connection<ListRow<BankAccount>>> {
    return wholeList(this.access, resource, wish);
  }
}
