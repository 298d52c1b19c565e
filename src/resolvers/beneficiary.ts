import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import {
  Beneficiary,
  BeneficiaryConnection,
  BeneficiaryFilter,
  BeneficiaryOrder,
  BeneficiaryOrderField,
} from '../schema/beneficiary.js';
import { ConnectionArgs, type Page, SortDirection } from '../schema/connection.js';
import { pageOf, wishOf } from './connection.js';
import { NeedsScope } from './scope.js';

const lastChangedFirst: BeneficiaryOrder = {
  field: BeneficiaryOrderField.UPDATED_AT,
  direction: SortDirection.DESC,
};

@Resolver(() => Beneficiary)
export class BeneficiaryResolver {
  @NeedsScope('organization.read')
  @Query(() => BeneficiaryConnection, {
    nullable: true,
    description: 'Payees on file. One upstream request per page.',
  })
  async beneficiaries(
    @Ctx() { qonto }: Context,
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => BeneficiaryFilter, {
      nullable: true,
      description: 'Which ones; all when left out.',
    })
    filter?: BeneficiaryFilter | null,
    @Arg('orderBy', () => BeneficiaryOrder, {
      nullable: true,
      defaultValue: lastChangedFirst,
      description: 'In which order; last changed first unless you say otherwise.',
    })
    order?: BeneficiaryOrder | null,
  ): Promise<Page<Beneficiary>> {
    return pageOf(
      await qonto.beneficiaries.list({
        ...wishOf(page, info),
        filter: filter ?? {},
        order: order ?? lastChangedFirst,
      }),
    );
  }

  @NeedsScope('organization.read')
  @Query(() => Beneficiary, {
    nullable: true,
    description: 'One payee; null when there is none with this id. One upstream request.',
  })
  beneficiary(
    @Ctx() { qonto }: Context,
    @Arg('id', () => ID, { description: 'The id of the payee.' }) id: string,
  ): Promise<Beneficiary | null> {
    return qonto.beneficiaries.byId(id);
  }
}
