import { bulkUpload } from './bulk-upload.js';
import { facturX } from './factur-x.js';
import { payBeneficiary } from './pay-beneficiary.js';
import type { Recipe } from './recipe.js';
import { syncClientInvoices } from './sync-client-invoices.js';
import { syncSupplierInvoices } from './sync-supplier-invoices.js';
import { syncTransactions } from './sync-transactions.js';

/** In the order of the use-case guide. */
export const recipes: readonly Recipe[] = [
  payBeneficiary,
  syncClientInvoices,
  syncSupplierInvoices,
  bulkUpload,
  facturX,
  syncTransactions,
];
