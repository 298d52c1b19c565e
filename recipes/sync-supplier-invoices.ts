import type { Gateway } from './gateway.js';
import { SyncSupplierInvoicesDocument } from './graphql/graphql.js';
import { type Recipe, Stop } from './recipe.js';
import { present, type Source, type SourcePage, sync, syncNotes, syncOptions } from './sync.js';

/** Bills of suppliers, in the order of their changes. */
export const syncSupplierInvoices: Recipe = {
  name: 'sync-supplier-invoices',
  summary: 'Bills of suppliers, with their files.',
  notes: syncNotes,
  options: syncOptions,
  run: (gateway, given) => sync('sync-supplier-invoices', new SupplierInvoices(gateway), gateway, given),
};

class SupplierInvoices implements Source {
  readonly rowsAre = 'supplier invoices';

  constructor(private readonly gateway: Gateway) {}

  async begin(): Promise<{ id: string }[]> {
    return [{ id: 'supplierInvoices' }];
  }

  async page(_list: string, since: string, after: string | null): Promise<SourcePage> {
    const variables = { since, after, withLinks: false };
    const { supplierInvoices: page } = await this.gateway.read(SyncSupplierInvoicesDocument, variables);
    if (page == null) throw new Stop('The gateway gave no list of supplier invoices.');
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
