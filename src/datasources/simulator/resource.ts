import type { Bank, Shelf } from './bank.js';
import type { Routes } from './routes.js';
import type { Changeable } from './table.js';

/** One resource of the bank: its routes, and its rows where the control door may change them. */
export interface Resource {
  /** As the bank spells it in the plural: `client_invoices`. */
  readonly name: string;
  readonly routes: Routes;
  /** Filled when the bank is born, in the order of `resources.ts`. */
  readonly shelf?: Shelf<unknown>;
  /** What `POST /_simulator/touch` and `/insert` work on. */
  readonly rows?: (bank: Bank) => Changeable;
}
