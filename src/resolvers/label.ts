import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { ConnectionArgs, type Page } from '../schema/connection.js';
import { Label, LabelConnection } from '../schema/label.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

@Resolver(() => Label)
export class LabelResolver {
  @NeedsScope('organization.read')
  @Query(() => LabelConnection, { nullable: true, description: 'All labels. One upstream request per 100.' })
  async labels(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Label>> {
    return pageOf(await qonto.labels.list(wishOf(page, info)));
  }

  @NeedsScope('organization.read')
  @Query(() => Label, {
    nullable: true,
    description: 'One label; null when there is none with this id. One upstream request.',
  })
  label(
    @Ctx() { qonto }: Context,
    @Arg('id', () => ID, { description: 'The id of the label.' }) id: string,
  ): Promise<Label | null> {
    return qonto.labels.byId(id);
  }

  @FieldResolver(() => Label, {
    nullable: true,
    description:
      'The label it is a value of. Null at the top of the tree. One upstream request per operation.',
  })
  parent(@Root() { parentId }: Label, @Ctx() { load }: Context): Promise<Label | null> | null {
    return parentId === null ? null : load.label.load(parentId);
  }
}
