import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { Client, ClientConnection, ClientFilter, ClientOrder, ClientOrderField } from '../schema/client.js';
import { ConnectionArgs, type Page, SortDirection } from '../schema/connection.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

const newestFirst: ClientOrder = { field: ClientOrderField.CREATED_AT, direction: SortDirection.DESC };

@Resolver(() => Client)
export class ClientResolver {
  @NeedsScope('client.read')
  @Query(() => ClientConnection, {
    nullable: true,
    description: 'Clients on file. One upstream request per page of up to 50, as a rule.',
  })
  async clients(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ClientFilter, { nullable: true, description: 'Which ones; all when left out.' })
    filter?: ClientFilter | null,
    @Arg('orderBy', () => ClientOrder, {
      nullable: true,
      defaultValue: newestFirst,
      description: 'In which order; newest first unless you say otherwise.',
    })
    order?: ClientOrder | null,
  ): Promise<Page<Client>> {
    return pageOf(await qonto.clients.list(filter ?? {}, order ?? newestFirst, wishOf(page, info)));
  }

  @NeedsScope('client.read')
  @Query(() => Client, {
    nullable: true,
    description: 'One client; null when there is none with this id. One upstream request.',
  })
  client(
    @Ctx() { load }: Context,
    @Arg('id', () => ID, { description: 'The id of the client.' }) id: string,
  ): Promise<Client | null> {
    return load.client.load(id);
  }
}
