import type { Recipe } from './recipe.js';
import { syncSupplierInvoices } from './sync-supplier-invoices.js';
import { syncTransactions } from './sync-transactions.js';

/** In the order of the use-case guide. */
export const recipes: readonly Recipe[] = [syncSupplierInvoices, syncTransactions];
