import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { BadUserInput } from '../errors.js';
import { Beneficiary } from '../schema/beneficiary.js';
import { ConnectionArgs, type Page, SortDirection } from '../schema/connection.js';
import { TransferFilter, TransferOrder, TransferOrderField } from '../schema/transfer-filter.js';
import { type Transfer, TransferConnection } from '../schema/transfer.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

const lastChangedFirst: TransferOrder = {
  field: TransferOrderField.UPDATED_AT,
  direction: SortDirection.DESC,
};

/** The two lists of transfers: all of them, and those to one payee. */
@Resolver(() => Beneficiary)
export class TransferListResolver {
  @NeedsScope('organization.read')
  @Query(() => TransferConnection, {
    nullable: true,
    description: 'SEPA transfers. One upstream request per page.',
  })
  async transfers(
    @Ctx() context: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => TransferFilter, { nullable: true, description: 'Which ones; all when left out.' })
    filter?: TransferFilter | null,
    @Arg('orderBy', () => TransferOrder, {
      nullable: true,
      defaultValue: lastChangedFirst,
      description: 'In which order; last changed first unless you say otherwise.',
    })
    order?: TransferOrder | null,
  ): Promise<Page<Transfer>> {
    return list(context, page, info, filter ?? {}, order);
  }

  @FieldResolver(() => TransferConnection, {
    name: 'transfers',
    nullable: true,
    description: 'Transfers to this payee. One upstream request per page and payee.',
  })
  async transfersToBeneficiary(
    @Root() { id }: Beneficiary,
    @Ctx() context: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => TransferFilter, {
      nullable: true,
      description: 'Which ones; all when left out. `beneficiaryIds` is refused here.',
    })
    filter?: TransferFilter | null,
    @Arg('orderBy', () => TransferOrder, {
      nullable: true,
      defaultValue: lastChangedFirst,
      description: 'In which order; last changed first unless you say otherwise.',
    })
    order?: TransferOrder | null,
  ): Promise<Page<Transfer>> {
    if (filter?.beneficiaryIds != null)
      throw new BadUserInput(
        'filter.beneficiaryIds',
        '`filter.beneficiaryIds` has no place below a payee: it names the payee itself.',
      );
    return list(context, page, info, { ...filter, beneficiaryIds: [id] }, order);
  }
}

async function list(
  { qonto }: Context,
  page: ConnectionArgs,
  info: GraphQLResolveInfo,
  filter: TransferFilter,
  order: TransferOrder | null | undefined,
): Promise<Page<Transfer>> {
  return pageOf(
    await qonto.transfers.list({ ...wishOf(page, info), filter, order: order ?? lastChangedFirst }),
  );
}
