import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { BankAccount, BankAccountConnection } from '../schema/bank-account.js';
import { ConnectionArgs, type Page } from '../schema/connection.js';
import { Organization } from '../schema/organization.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

@Resolver(() => BankAccount)
export class BankAccountResolver {
  @NeedsScope('organization.read')
  @Query(() => BankAccountConnection, {
    nullable: true,
    description: 'All accounts, closed ones included. One upstream request per 100.',
  })
  async bankAccounts(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<BankAccount>> {
    return pageOf(await qonto.bankAccounts.list(wishOf(page, info)));
  }

  @NeedsScope('organization.read')
  @Query(() => BankAccount, {
    nullable: true,
    description: 'One account; null when there is none with this id. One upstream request.',
  })
  bankAccount(
    @Ctx() { qonto }: Context,
    @Arg('id', () => ID, { description: 'The id of the account.' }) id: string,
  ): Promise<BankAccount | null> {
    return qonto.bankAccounts.byId(id);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Whose account it is. One upstream request per operation.',
  })
  organization(@Root() _account: BankAccount, @Ctx() { load }: Context): Promise<Organization> {
    return load.organization.load('own');
  }
}
