import type { Gateway } from './gateway.js';
import { SyncClientInvoicesDocument } from './graphql/graphql.js';
import { type Recipe, Stop } from './recipe.js';
import { present, type Source, type SourcePage, sync, syncNotes, syncOptions } from './sync.js';

/** Invoices to clients, those imported from elsewhere included. */
export const syncClientInvoices: Recipe = {
  name: 'sync-client-invoices',
  summary: 'Invoices to clients, with their PDFs.',
  notes: syncNotes,
  options: syncOptions,
  run: (gateway, given) => sync('sync-client-invoices', new ClientInvoices(gateway), gateway, given),
};

class ClientInvoices implements Source {
  readonly rowsAre = 'invoices';

  constructor(private readonly gateway: Gateway) {}

  async begin(): Promise<{ id: string }[]> {
    return [{ id: 'clientInvoices' }];
  }

  async page(_list: string, since: string, after: string | null): Promise<SourcePage> {
    const variables = { since, after, withLinks: false };
    const { clientInvoices: page } = await this.gateway.read(SyncClientInvoicesDocument, variables);
    if (page == null) throw new Stop('The gateway gave no list of client invoices.');
    return {
      rows: present(page.nodes).map(({ attachment, ...row }) => ({
        row,
        files: attachment == null ? [] : [{ id: attachment.id }],
      })),
      pageInfo: page.pageInfo,
      checkpoint: page.checkpoint,
    };
  }
}
