import { z } from 'zod';
import type { Label } from '../../schema/label.js';
import type { Connection } from '../paging/index.js';
import { type Access, type ConnectionWish, wholeList } from './connection.js';
import { type ListRow, readAll, readOne, type Resource } from './resource.js';
import { rowReader } from './row.js';
import { maybe } from './wire.js';
import { wireReader } from './wire-reader.js';

// docs.qonto.com, list labels, read 2026-11-20.
export const wireLabel = z.object({
  id: z.string(),
  name: z.string(),
  parent_id: maybe(z.string()),
});

export const toLabel = rowReader<z.infer<typeof wireLabel>, Label>({
  id: (wire) => wire.id,
  name: (wire) => wire.name,
  parentId: (wire) => wire.parent_id ?? null,
});

const resource: Resource<z.infer<typeof wireLabel>, Label> = {
  path: '/v2/labels',
  one: 'label',
  many: 'labels',
  wire: wireReader(wireLabel),
  toRow: toLabel,
};

export class Labels {
  constructor(private readonly access: Access) {}

  byId(id: string): Promise<Label | null> {
    return readOne(this.access.session, resource, id);
  }

  all(): Promise<readonly Label[]> {
    return readAll(this.access.session, resource);
  }

  list(wish: ConnectionWish): Promise<Connection<ListRow<Label>>> {
    return wholeList(this.access, resource, wish);
  }
}
