import { Arg, Ctx, ID, Resolver, Subscription } from 'type-graphql';
import type { Context } from '../context.js';
import { ClientInvoice } from '../schema/client-invoice.js';
import { follow, howItIsTold } from './follow.js';
import { NeedsScope } from './scope.js';

@Resolver()
export class ClientInvoiceChangedResolver {
  @NeedsScope('client_invoices.read')
  @Subscription(() => ClientInvoice, {
    nullable: true,
    subscribe: ({ context, args }) =>
      follow(context as Context, 'clientInvoice', (args as { id?: string | null }).id),
    description: `An invoice to a client that was made or changed. Null only together with an error: then read the list of changes. One upstream request per change. ${howItIsTold}`,
  })
  async clientInvoiceChanged(
    @Ctx() { load, change }: Context,
    @Arg('id', () => ID, { nullable: true, description: 'Only this one; all of them when left out.' })
    _id?: string | null,
  ): Promise<ClientInvoice | null> {
    return change === undefined ? null : load.clientInvoice.load(change.id);
  }
}
