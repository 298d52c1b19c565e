import type { Gateway } from './gateway.js';
import {
  ContinueTransactionSyncDocument,
  StartTransactionSyncDocument,
  type TransactionPageFragment,
} from './graphql/graphql.js';
import { type Recipe, say, Stop } from './recipe.js';
import { present, type Source, type SourcePage, sync, syncNotes, syncOptions } from './sync.js';

/** Transactions of all accounts, walked account by account, which costs the bank the fewest requests. */
export const syncTransactions: Recipe = {
  name: 'sync-transactions',
  summary: 'Transactions of all accounts, with their files.',
  notes: syncNotes,
  options: syncOptions,
  run: (gateway, given) => sync('sync-transactions', new Transactions(gateway), gateway, given),
};

class Transactions implements Source {
  readonly rowsAre = 'transaction(s) across all accounts';

  constructor(private readonly gateway: Gateway) {}

  async begin(since: string): Promise<{ id: string; page: SourcePage }[]> {
    const { bankAccounts } = await this.gateway.read(StartTransactionSyncDocument, { since });
    const accounts = present(bankAccounts?.nodes);
    say(`Found ${accounts.length} bank account(s)`);
    return accounts.map(({ id, transactions }) => ({ id, page: pageOf(id, transactions) }));
  }

  async page(accountId: string, since: string, after: string | null): Promise<SourcePage> {
    const { transactions } = await this.gateway.read(ContinueTransactionSyncDocument, {
      accountId,
      since,
      after,
    });
    return pageOf(accountId, transactions);
  }
}

function pageOf(bankAccountId: string, page: TransactionPageFragment | null | undefined): SourcePage {
  if (page == null) throw new Stop('The gateway gave no list of transactions.');
  return {
    rows: present(page.nodes).map(({ attachments, ...row }) => ({
      row: { ...row, bankAccountId },
      files: present(attachments),
    })),
    pageInfo: page.pageInfo,
    checkpoint: page.checkpoint ?? null,
  };
}
