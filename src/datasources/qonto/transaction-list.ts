import type { Transaction } from '../../schema/transaction.js';
import type { TransactionFilter, TransactionOrder } from '../../schema/transaction-filter.js';
import { type Connection, seek } from '../paging/index.js';
import { type Access, connectionRequest, type ConnectionWish } from './connection.js';
import { type ListRow, pagedList, readOne } from './resource.js';
import { transactions } from './transaction.js';
import { type Include, transactionQuery } from './transaction-query.js';

/** Which accounts a list of transactions is about. */
export interface AccountScope {
  /** As the caller named them: a cursor stays good for the same words, even when an account is opened meanwhile. */
  readonly named: 'all' | readonly string[];
  /** Their ids, without doubles; asked for once the arguments are known to be good. */
  readonly ids: () => Promise<readonly string[]>;
}

export interface TransactionWish extends ConnectionWish {
  readonly accounts: AccountScope;
  readonly filter: TransactionFilter;
  readonly order: TransactionOrder;
  readonly includes: readonly Include[];
}

export class Transactions {
  constructor(private readonly access: Access) {}

  byId(id: string, includes: readonly Include[]): Promise<Transaction | null> {
    return readOne(this.access.session, transactions, id, { 'includes[]': includes });
  }

  /**
   * Transactions of some accounts, merged into one list. One request per account and page.
   *
   * @throws {BadUserInput} naming the argument, before anything is asked of the bank.
   */
  async list({
    accounts,
    filter,
    order,
    includes,
    ...wish
  }: TransactionWish): Promise<Connection<ListRow<Transaction>>> {
    const { query, sort, bounds } = transactionQuery(filter, order);
    const { named, ids } = accounts;
    const ofAccount = (id: string) =>
      pagedList(
        this.access.session,
        transactions,
        { bank_account_id: id, ...query, 'includes[]': includes },
        sort,
      );
    return seek(async () => (await ids()).map(ofAccount), {
      ...connectionRequest(this.access, transactions.path, wish),
      ...bounds,
      direction: order.direction,
      unit: 'millisecond',
      fingerprint: JSON.stringify([
        transactions.path,
        named === 'all' ? named : [...named].sort(),
        query,
        bounds,
        order,
      ]),
    });
  }
}
