import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Resolver, Subscription } from 'type-graphql';
import type { Context } from '../context.js';
import { Transaction } from '../schema/transaction.js';
import { follow, howItIsTold } from './follow.js';
import { NeedsScope } from './scope.js';
import { Selection } from './selection.js';
import { includesFor } from './transaction.js';

@Resolver()
export class TransactionChangedResolver {
  @NeedsScope('organization.read')
  @Subscription(() => Transaction, {
    nullable: true,
    subscribe: ({ context }) => follow(context as Context, 'transaction'),
    description: `A transaction that was booked or changed, in whatever state. Null only together with an error: then read the list of changes. One upstream request per change. ${howItIsTold}`,
  })
  async transactionChanged(
    @Ctx() { qonto, change }: Context,
    @Info() info: GraphQLResolveInfo,
    @Arg('bankAccountId', () => ID, {
      nullable: true,
      description: 'Only those on this account; on all accounts when left out.',
    })
    bankAccountId?: string | null,
  ): Promise<Transaction | null> {
    if (change === undefined) return null;
    const selected = Selection.of(info);
    const includes = includesFor((field) => selected.has(field));
    const transaction = await qonto.transactions.byId(change.id, includes);
    const isOnAccount = bankAccountId == null || transaction?.bankAccountId === bankAccountId;
    return isOnAccount ? transaction : null;
  }
}
