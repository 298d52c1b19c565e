import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { BankAccount } from '../schema/bank-account.js';
import { Organization } from '../schema/organization.js';
import { NeedsScope } from './scope.js';

@Resolver(() => Organization)
export class OrganizationResolver {
  @NeedsScope('organization.read')
  @Query(() => Organization, {
    nullable: true,
    description: 'The organisation that the credentials belong to. One upstream request.',
  })
  organization(@Ctx() { load }: Context): Promise<Organization> {
    return load.organization.load('own');
  }

  @FieldResolver(() => BankAccount, {
    nullable: true,
    description:
      'The account marked as main: the usual place to be paid. Null when the bank marks none, or it could not be read.',
  })
  mainBankAccount(@Root() { embeddedBankAccounts }: Organization): BankAccount | Error | null {
    const main = embeddedBankAccounts.find((account) => !(account instanceof Error) && account.isMain);
    return main ?? embeddedBankAccounts.find((account) => account instanceof Error) ?? null;
  }

  @FieldResolver(() => [BankAccount], {
    nullable: 'itemsAndList',
    description:
      'All accounts, closed ones included. Null when they could not be read; one of them is null only when that one could not be.',
  })
  async bankAccounts(
    @Root() { embeddedBankAccounts }: Organization,
    @Ctx() { qonto }: Context,
    @Arg('includeExternal', () => Boolean, {
      defaultValue: false,
      description: 'Accounts at other banks as well, when they are connected. One more upstream request.',
    })
    includeExternal: boolean,
  ): Promise<readonly (BankAccount | Error)[]> {
    if (!includeExternal) return embeddedBankAccounts;
    return (await qonto.organizations.own({ includeExternal })).embeddedBankAccounts;
  }
}
