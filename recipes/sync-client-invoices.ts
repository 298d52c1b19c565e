import type { Gateway } from './gateway.js';
import { SyncClientInvoicesDocument } from './graphql/graphql.js';
import { type Recipe, Stop } from './recipe.js';
import { present, type Source, type SourcePage, sync, syncNotes, syncOptions } from './sync.js';

/** Invoices to clients, those imported from elsewhere included unless they are not wanted. */
export const syncClientInvoices: Recipe = {
  name: 'sync-client-invoices',
  summary: 'Invoices to clients, with their PDFs.',
  notes: syncNotes,
  options: {
    ...syncOptions,
    'without-imported': { help: 'Leave out the invoices that were imported from elsewhere.' },
  },
  run: (gateway, given) => {
    const source = new ClientInvoices(gateway, !given.flags.has('without-imported'));
    return sync('sync-client-invoices', source, gateway, given);
  },
};

class ClientInvoices implements Source {
  readonly rowsAre = 'invoices';

  constructor(
    private readonly gateway: Gateway,
    private readonly includeImported: boolean,
  ) {}

  get leavesOut(): string | null {
    return this.includeImported ? null : 'imported';
  }

  async begin(): Promise<{ id: string }[]> {
    return [{ id: 'clientInvoices' }];
  }

  async page(_list: string, since: string, after: string | null): Promise<SourcePage> {
    const variables = { since, after, withLinks: false, includeImported: this.includeImported };
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
