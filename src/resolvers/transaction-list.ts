import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import type { AccountScope } from '../datasources/qonto/index.js';
import { BadUserInput } from '../errors.js';
import { BankAccount } from '../schema/bank-account.js';
import { ConnectionArgs, type Page, SortDirection } from '../schema/connection.js';
import { type Transaction, TransactionConnection } from '../schema/transaction.js';
import { TransactionFilter, TransactionOrder, TransactionOrderField } from '../schema/transaction-filter.js';
import { pageOf, rowsSelect, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';
import { includesFor } from './transaction.js';

const newestFirst: TransactionOrder = {
  field: TransactionOrderField.EMITTED_AT,
  direction: SortDirection.DESC,
};

/** The two lists of transactions: of all accounts, and of one. */
@Resolver(() => BankAccount)
export class TransactionListResolver {
  @NeedsScope('organization.read')
  @Query(() => TransactionConnection, {
    nullable: true,
    description:
      'Transactions of all accounts in one list. One upstream request per page and account, and one for the accounts.',
  })
  async transactions(
    @Ctx() context: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => TransactionFilter, {
      nullable: true,
      description: 'Which ones; only COMPLETED unless `statuses` says otherwise.',
    })
    filter?: TransactionFilter | null,
    @Arg('orderBy', () => TransactionOrder, {
      nullable: true,
      defaultValue: newestFirst,
      description: 'In which order; newest first unless you say otherwise.',
    })
    order?: TransactionOrder | null,
  ): Promise<Page<Transaction>> {
    return list(
      context,
      page,
      info,
      filter ?? {},
      order ?? newestFirst,
      accountsNamedBy(filter ?? {}, page, context),
    );
  }

  @FieldResolver(() => TransactionConnection, {
    name: 'transactions',
    nullable: true,
    description:
      'Transactions of this account. One upstream request per page; attachments, labels and VAT lines ride along when selected.',
  })
  async transactionsOfAccount(
    @Root() account: BankAccount,
    @Ctx() context: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => TransactionFilter, {
      nullable: true,
      description:
        'Which ones; only COMPLETED unless `statuses` says otherwise. `bankAccountIds` and `ibans` are refused here.',
    })
    filter?: TransactionFilter | null,
    @Arg('orderBy', () => TransactionOrder, {
      nullable: true,
      defaultValue: newestFirst,
      description: 'In which order; newest first unless you say otherwise.',
    })
    order?: TransactionOrder | null,
  ): Promise<Page<Transaction>> {
    const named =
      filter?.bankAccountIds != null ? 'bankAccountIds' : filter?.ibans != null ? 'ibans' : undefined;
    if (named !== undefined)
      throw new BadUserInput(
        `filter.${named}`,
        `\`filter.${named}\` has no place below an account: it names the account itself.`,
      );
    const accounts = { named: [account.id], ids: async () => [account.id] };
    return list(context, page, info, filter ?? {}, order ?? newestFirst, accounts);
  }
}

async function list(
  { qonto }: Context,
  page: ConnectionArgs,
  info: GraphQLResolveInfo,
  filter: TransactionFilter,
  order: TransactionOrder,
  accounts: AccountScope,
): Promise<Page<Transaction>> {
  const includes = includesFor(rowsSelect(info));
  return pageOf(await qonto.transactions.list({ ...wishOf(page, info), accounts, filter, order, includes }));
}

/**
 * The accounts that a filter names, looked up among the caller's own: the bank does not say whether it takes an
 * unknown account for an error or for an empty one, and an empty list would be the wrong answer. A cursor is bound to
 * the ids it was given for, which were looked up then, so behind a cursor they are not looked up again.
 */
function accountsNamedBy(
  { bankAccountIds, ibans }: TransactionFilter,
  { after, before }: ConnectionArgs,
  { load }: Context,
): AccountScope {
  if (bankAccountIds != null && ibans != null)
    throw new BadUserInput(
      'filter.ibans',
      'Give either `filter.bankAccountIds` or `filter.ibans`, not both of them.',
    );
  const [argument, named] =
    ibans == null ? (['filter.bankAccountIds', bankAccountIds] as const) : (['filter.ibans', ibans] as const);
  if (named?.length === 0)
    throw new BadUserInput(argument, `\`${argument}\` is empty: name at least one account, or leave it out.`);
  const wereLookedUp = bankAccountIds != null && (after ?? before) != null;
  const ids = async () => {
    if (wereLookedUp) return [...new Set(bankAccountIds)];
    const accounts = await load.bankAccounts.load('all');
    const own = new Map(accounts.map((account) => [ibans == null ? account.id : account.iban, account.id]));
    const found = (named ?? [...own.keys()]).map((name) => own.get(name));
    if (found.includes(undefined))
      throw new BadUserInput(
        argument,
        `\`${argument}\` names an account that this organisation does not have.`,
      );
    return [...new Set(found as string[])];
  };
  return { named: named ?? 'all', ids };
}
