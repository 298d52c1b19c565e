import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { EInvoicingSettings } from '../schema/e-invoicing.js';
import { NeedsScope } from './scope.js';

@Resolver()
export class EInvoicingResolver {
  @NeedsScope('einvoicing.read')
  @Query(() => EInvoicingSettings, {
    nullable: true,
    description:
      'Whether e-invoices can be sent and received. Needs OAuth: the bank refuses API keys here. One upstream request.',
  })
  eInvoicingSettings(@Ctx() { qonto }: Context): Promise<EInvoicingSettings> {
    return qonto.eInvoicing.settings();
  }
}
