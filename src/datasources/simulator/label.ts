import { ok } from './answer.js';
import { shelf, type Bank } from './bank.js';
import { page } from './pagination.js';
import { refuse, refuseVerbosely } from './refusal.js';
import type { Resource } from './resource.js';
import type { Routes } from './routes.js';
import { Table } from './table.js';

/** A label; labels form trees through `parent_id`. */
export interface Label {
  readonly id: string;
  readonly name: string;
  readonly parent_id: string | null;
}

/** Each list with its own labels, as a French bookkeeper would set them up. */
const LABEL_LISTS: Readonly<Record<string, readonly string[]>> = {
  Analytique: ['Administration', 'Commercial', 'Production', 'R&D'],
  'Centre de coûts': ['Paris', 'Lyon', 'Télétravail'],
  Projet: ['Refonte du site', 'Application mobile', 'Salon professionnel', 'Déménagement'],
  'À vérifier': [],
};

export const labels = shelf('labels', (bank) => {
  const random = bank.random('labels');
  const rows = Object.entries(LABEL_LISTS).flatMap(([name, children]): Label[] => {
    const parent = { id: random.uuid(), name, parent_id: null };
    return [parent, ...children.map((child) => ({ id: random.uuid(), name: child, parent_id: parent.id }))];
  });
  return new Table<Label>(bank, {
    rows,
    blank: () => ({ id: bank.newId(), name: 'Sans titre', parent_id: null }),
  });
});

/** The labels of a transaction in the form they are embedded in. */
export function labelsById(bank: Bank, ids: readonly string[]): Label[] {
  return ids.flatMap((id) => bank.of(labels).get(id) ?? []);
}

const routes: Routes = {
  'GET /v2/labels': {
    scopes: ['organization.read'],
    handle: (ask, bank) => page('labels', bank.of(labels).all(), ask, bank, 100, refuseVerbosely),
  },
  'GET /v2/labels/:id': {
    scopes: ['organization.read'],
    handle: ({ params }, bank) => {
      const label = bank.of(labels).get(params['id'] ?? '');
      return label === undefined
        ? refuse(404, 'not_found', 'Label not found', { parameter: 'id' })
        : ok({ label });
    },
  },
};

export const labelResource: Resource = {
  name: 'labels',
  routes,
  shelf: labels,
  rows: (bank) => bank.of(labels),
};
