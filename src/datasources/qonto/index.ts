import type { Attachment } from '../../schema/attachment.js';
import type { BankAccount } from '../../schema/bank-account.js';
import type { Label } from '../../schema/label.js';
import type { Membership } from '../../schema/membership.js';
import type { Organization } from '../../schema/organization.js';
import type { Transaction, TransactionFilter, TransactionOrder } from '../../schema/transaction.js';
import {
  type Connection,
  type ConnectionArguments,
  materialise,
  type PageCap,
  seek,
} from '../paging/index.js';
import { attachments } from './attachment.js';
import { bankAccounts } from './bank-account.js';
import type { QontoSession } from './client.js';
import { labels } from './label.js';
import { memberships, readOwnMembership } from './membership.js';
import { readOrganization } from './organization.js';
import { type ListRow, pagedList, readAll, readOne, type Resource } from './resource.js';
import { transactions } from './transaction.js';
import { type Include, transactionQuery } from './transaction-query.js';

export type { Meter } from './call.js';
export type { QontoSession } from './client.js';
export { apiKey, bearerToken, type Credential, passThrough } from './credential.js';
export type { ListRow } from './resource.js';
export type { Include } from './transaction-query.js';
export { QontoTransport, type TransportOptions } from './transport.js';

/** What outlives an operation: the largest pages the bank was seen to serve, and the key of the cursors. */
export interface QontoSettings {
  /** Key of the cursors' MAC. Instances that serve the same callers share it. */
  readonly cursorSecret: string;
  readonly caps: Map<string, PageCap>;
}

/** Which part of a connection was asked for. */
export interface ConnectionWish {
  readonly arguments: ConnectionArguments;
  readonly want: { readonly rows: boolean; readonly totalCount: boolean };
}

/** Which accounts a list of transactions is about. */
export interface AccountScope {
  /** As the caller named them: a cursor stays good for the same words, even when an account is opened meanwhile. */
  readonly named: 'all' | readonly string[];
  /** Their ids, without doubles; asked for once the arguments are known to be good. */
  readonly ids: () => Promise<readonly string[]>;
}

/** The bank, as resolvers see it: one per operation, in our words, with one row per object. */
export class Qonto {
  constructor(
    private readonly session: QontoSession,
    private readonly settings: QontoSettings,
  ) {}

  /** The organisation behind the credential. One request. */
  organization(options: { includeExternal?: boolean } = {}): Promise<Organization> {
    return readOrganization(this.session, options);
  }

  /** The member behind the credential. One request. */
  me(): Promise<Membership> {
    return readOwnMembership(this.session);
  }

  bankAccount(id: string): Promise<BankAccount | null> {
    return readOne(this.session, bankAccounts, id);
  }

  /** All accounts, closed ones included; a row that could not be read throws. One request per 100. */
  allBankAccounts(): Promise<readonly BankAccount[]> {
    return readAll(this.session, bankAccounts);
  }

  bankAccountList(wish: ConnectionWish): Promise<Connection<ListRow<BankAccount>>> {
    return this.#unsorted(bankAccounts, wish);
  }

  allLabels(): Promise<readonly Label[]> {
    return readAll(this.session, labels);
  }

  label(id: string): Promise<Label | null> {
    return readOne(this.session, labels, id);
  }

  labelList(wish: ConnectionWish): Promise<Connection<ListRow<Label>>> {
    return this.#unsorted(labels, wish);
  }

  allMemberships(): Promise<readonly Membership[]> {
    return readAll(this.session, memberships);
  }

  membershipList(wish: ConnectionWish): Promise<Connection<ListRow<Membership>>> {
    return this.#unsorted(memberships, wish);
  }

  /** A file with a fresh link, good for 30 minutes. One request: the bank has no look-up of several. */
  attachment(id: string): Promise<Attachment | null> {
    return readOne(this.session, attachments, id);
  }

  transaction(id: string, includes: readonly Include[]): Promise<Transaction | null> {
    return readOne(this.session, transactions, id, { 'includes[]': includes });
  }

  /**
   * Transactions of some accounts, merged into one list. One request per account and page.
   *
   * @throws {BadUserInput} naming the argument, before anything is asked of the bank.
   */
  transactionList(
    wish: ConnectionWish & {
      readonly accounts: AccountScope;
      readonly filter: TransactionFilter;
      readonly order: TransactionOrder;
      readonly includes: readonly Include[];
    },
  ): Promise<Connection<ListRow<Transaction>>> {
    const { query, sort, bounds } = transactionQuery(wish.filter, wish.order);
    const ofAccount = (id: string) =>
      pagedList(
        this.session,
        transactions,
        { bank_account_id: id, ...query, 'includes[]': wish.includes },
        sort,
      );
    const { named, ids } = wish.accounts;
    return seek(async () => (await ids()).map(ofAccount), {
      ...this.#request(transactions.path, wish),
      ...bounds,
      direction: wish.order.direction,
      unit: 'millisecond',
      fingerprint: JSON.stringify([
        transactions.path,
        named === 'all' ? named : [...named].sort(),
        query,
        bounds,
        wish.order,
      ]),
    });
  }

  #unsorted<Wire extends { id: string }, Row>(
    resource: Resource<Wire, Row>,
    wish: ConnectionWish,
  ): Promise<Connection<ListRow<Row>>> {
    return materialise(pagedList(this.session, resource, {}), {
      ...this.#request(resource.path, wish),
      direction: 'ASC',
      unit: 'millisecond',
      fingerprint: resource.path,
    });
  }

  #request(path: string, { arguments: connectionArguments, want }: ConnectionWish) {
    const cap = this.settings.caps.get(path) ?? { perPage: 100 };
    this.settings.caps.set(path, cap);
    return { arguments: connectionArguments, want, cap, secret: this.settings.cursorSecret };
  }
}
