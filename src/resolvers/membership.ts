import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { ConnectionArgs, type Page } from '../schema/connection.js';
import { Membership, MembershipConnection } from '../schema/membership.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

@Resolver(() => Membership)
export class MembershipResolver {
  @NeedsScope('organization.read')
  @Query(() => MembershipConnection, {
    nullable: true,
    description: 'Everybody with access to the organisation. One upstream request per 100.',
  })
  async memberships(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Membership>> {
    return pageOf(await qonto.memberships.list(wishOf(page, info)));
  }

  @NeedsScope('membership.read')
  @Query(() => Membership, {
    nullable: true,
    description: 'The member that the credentials stand for. One upstream request.',
  })
  me(@Ctx() { qonto }: Context): Promise<Membership> {
    return qonto.memberships.own();
  }
}
