import { beneficiaryResource } from './beneficiary.js';
import { clientResource } from './client.js';
import { clientInvoiceResource } from './client-invoice.js';
import { creditNoteResource } from './credit-note.js';
import { eInvoicingResource } from './e-invoicing.js';
import { payeeVerificationResource } from './payee-verification.js';
import type { Resource } from './resource.js';
import { scaResource } from './sca.js';
import { supplierInvoiceResource } from './supplier-invoice.js';
import { transferResource } from './transfer.js';

/** Payments and invoicing, in the order in which they are filled; each may look at those before it. */
export const PAYMENT_RESOURCES: readonly Resource[] = [
  beneficiaryResource,
  payeeVerificationResource,
  scaResource,
  transferResource,
  clientResource,
  clientInvoiceResource,
  creditNoteResource,
  eInvoicingResource,
  supplierInvoiceResource,
];
