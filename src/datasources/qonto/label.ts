import { z } from 'zod';
import type { Label } from '../../schema/label.js';
import type { Resource } from './resource.js';
import { maybe } from './wire.js';

// docs.qonto.com, list labels, read 2026-11-20.
export const wireLabel = z.object({
  id: z.string(),
  name: z.string(),
  parent_id: maybe(z.string()),
});

export const toLabel = ({ id, name, parent_id }: z.infer<typeof wireLabel>): Label => ({
  id,
  name,
  parentId: parent_id ?? null,
});

export const labels: Resource<z.infer<typeof wireLabel>, Label> = {
  path: '/v2/labels',
  one: 'label',
  many: 'labels',
  wire: wireLabel,
  toRow: toLabel,
};
