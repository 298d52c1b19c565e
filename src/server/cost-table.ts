/**
 * What fields cost, in requests to the bank. One table for all that speak of cost: the estimate that every operation is
 * held to, and what `@cost` and `@listSize` tell the router of a federation.
 *
 * A field that is not here costs nothing by itself: its value came with its object.
 */
export type FieldCost = {
  /** How many objects a list has: as many as an argument (its path) has values, or as many as is assumed. */
  readonly size?: { readonly argument: string } | { readonly assumed: number };
  /** The field costs nothing while no other fields than these are selected below it. */
  readonly freeBelow?: readonly string[];
  /** The field costs nothing unless this argument is true. */
  readonly onlyWith?: string;
} & (
  | { readonly kind: 'FREE' }
  /**
   * For each object that it is a field of, or `perItem` of its size. Where an argument is sent in parts, as many requests
   * as there are parts; `requests` then is what a router reckons with.
   */
  | {
      readonly kind: 'EACH';
      readonly requests: number;
      readonly perItem?: boolean;
      readonly parts?: { readonly argument: string; readonly items: number };
    }
  /** Once for an operation, however often it is selected, together with all fields that need the same read. */
  | { readonly kind: 'ONCE'; readonly read: Read }
  /** For every hundred of the ids that arrive together, of which an object has so many; and `each` object by itself. */
  | { readonly kind: 'BATCH'; readonly idsEach: number; readonly each?: number }
  /** A page of a connection, from one or more lists of the bank. */
  | {
      readonly kind: 'PAGE';
      readonly lists?: { readonly arguments: readonly string[]; readonly assumed: number };
      /** Rows that one request brings at least. Default 100. */
      readonly rowsPerRequest?: number;
    }
  /** All of a short list, read once for an operation. */
  | { readonly kind: 'WHOLE'; readonly read: Read; readonly assumedRows?: number }
);

/** Lists and objects that are read at most once for an operation. */
export type Read = 'organization' | 'bankAccounts' | 'labels' | 'memberships';

/** Accounts of an organisation, as long as nobody says which ones. */
export const assumedAccounts = 10;

const oneRequest: FieldCost = { kind: 'EACH', requests: 1 };
const twoRequests: FieldCost = { kind: 'EACH', requests: 2 };
const page: FieldCost = { kind: 'PAGE' };
const account: FieldCost = { kind: 'ONCE', read: 'bankAccounts' };
const member: FieldCost = { kind: 'ONCE', read: 'memberships' };
const organization: FieldCost = { kind: 'ONCE', read: 'organization' };
const file: FieldCost = { ...oneRequest, freeBelow: ['id', 'supplierInvoices'] };
const reference: FieldCost = { ...oneRequest, freeBelow: ['id'] };
const billsOfFiles: FieldCost = { kind: 'BATCH', idsEach: 1, size: { assumed: 2 } };

/** By type and field. Writes count without what follows a lost answer or a wait for somebody's confirmation. */
export const costTable: Readonly<Record<string, FieldCost>> = {
  'Query.attachment': oneRequest,
  'Query.attachments': { kind: 'EACH', requests: 1, perItem: true, size: { argument: 'ids' } },
  'Query.bankAccount': oneRequest,
  'Query.bankAccounts': { kind: 'WHOLE', read: 'bankAccounts', assumedRows: assumedAccounts },
  'Query.beneficiaries': { kind: 'PAGE', rowsPerRequest: 25 },
  'Query.beneficiary': oneRequest,
  'Query.client': oneRequest,
  'Query.clientInvoice': oneRequest,
  'Query.clientInvoices': page,
  'Query.clients': { kind: 'PAGE', rowsPerRequest: 50 },
  'Query.creditNote': oneRequest,
  'Query.creditNotes': page,
  'Query.eInvoicingSettings': oneRequest,
  'Query.label': oneRequest,
  'Query.labels': { kind: 'WHOLE', read: 'labels' },
  'Query.me': oneRequest,
  'Query.memberships': { kind: 'WHOLE', read: 'memberships' },
  'Query.organization': organization,
  'Query.scaSession': oneRequest,
  'Query.supplierInvoice': oneRequest,
  'Query.supplierInvoices': page,
  'Query.transaction': oneRequest,
  'Query.transactions': {
    kind: 'PAGE',
    lists: { arguments: ['filter.bankAccountIds', 'filter.ibans'], assumed: assumedAccounts },
  },
  'Query.transfer': oneRequest,
  'Query.transfers': page,

  'Attachment.probative': { ...oneRequest, freeBelow: ['status', 'rawStatus'] },
  'Attachment.supplierInvoices': billsOfFiles,
  'BankAccount.organization': organization,
  'BankAccount.transactions': page,
  'Beneficiary.transfers': page,
  'ClientInvoice.attachment': file,
  'ClientInvoice.client': oneRequest,
  'ClientInvoice.creditNotes': { kind: 'EACH', requests: 1, perItem: true, size: { assumed: 2 } },
  'ClientInvoice.pdf': oneRequest,
  'CreditNote.attachment': file,
  'CreditNote.invoice': oneRequest,
  'Label.parent': { kind: 'ONCE', read: 'labels' },
  'Organization.bankAccounts': {
    ...oneRequest,
    onlyWith: 'includeExternal',
    size: { assumed: assumedAccounts },
  },
  'SupplierInvoice.approvers': { ...member, size: { assumed: 3 } },
  'SupplierInvoice.attachment': file,
  'SupplierInvoice.displayAttachment': file,
  'SupplierInvoice.initiator': member,
  'SupplierInvoice.matchedTransactions': { kind: 'BATCH', idsEach: 2, each: 2, size: { assumed: 2 } },
  'SupplierInvoice.transfers': { kind: 'BATCH', idsEach: 2, size: { assumed: 2 } },
  'Transaction.attachments': { kind: 'FREE', size: { assumed: 2 } },
  'Transaction.bankAccount': account,
  'Transaction.initiator': member,
  'Transaction.labels': { kind: 'FREE', size: { assumed: 3 } },
  'Transaction.supplierInvoices': { kind: 'BATCH', idsEach: 2, size: { assumed: 2 } },
  'Transfer.bankAccount': account,
  'Transfer.beneficiary': oneRequest,
  'Transfer.initiator': member,
  'Transfer.transaction': oneRequest,

  'BulkUploadSupplierInvoicesPayload.results': { kind: 'FREE', size: { assumed: 20 } },
  'CreateBeneficiaryPayload.existingBeneficiary': oneRequest,
  'FindOrCreateClientPayload.otherMatches': { kind: 'FREE', size: { assumed: 10 } },
  'SendInvoicePayload.clientInvoice': oneRequest,
  'UploadAttachmentPayload.attachment': file,

  'Mutation.bulkUploadSupplierInvoices': {
    kind: 'EACH',
    requests: 5,
    parts: { argument: 'input.invoices', items: 20 },
  },
  'Mutation.cancelInvoice': twoRequests,
  'Mutation.cancelTransfer': twoRequests,
  'Mutation.createBeneficiary': twoRequests,
  'Mutation.createClient': oneRequest,
  'Mutation.createInvoice': oneRequest,
  'Mutation.createTransfer': twoRequests,
  'Mutation.deleteInvoice': oneRequest,
  'Mutation.finalizeInvoice': twoRequests,
  'Mutation.findOrCreateClient': { kind: 'EACH', requests: 3 },
  'Mutation.markInvoiceAsPaid': twoRequests,
  'Mutation.payBeneficiary': { kind: 'EACH', requests: 5 },
  'Mutation.sendInvoice': oneRequest,
  'Mutation.unmarkInvoiceAsPaid': twoRequests,
  'Mutation.updateClient': oneRequest,
  'Mutation.updateInvoice': oneRequest,
  'Mutation.uploadAttachment': twoRequests,
  'Mutation.verifyPayee': twoRequests,

  // For each change that is told.
  'Subscription.clientInvoiceChanged': oneRequest,
  'Subscription.transactionChanged': oneRequest,
};

/** What a router's references cost, by type: as many objects as there are different ids. */
export const entityCosts: Readonly<Record<string, FieldCost>> = {
  Attachment: file,
  BankAccount: { ...account, freeBelow: ['id', 'organization', 'transactions'] },
  Beneficiary: { ...oneRequest, freeBelow: ['id', 'transfers'] },
  Client: reference,
  ClientInvoice: reference,
  CreditNote: reference,
  Label: { kind: 'ONCE', read: 'labels', freeBelow: ['id'] },
  Membership: { ...member, freeBelow: ['id'] },
  Organization: { ...organization, freeBelow: ['id'] },
  SupplierInvoice: reference,
  Transaction: reference,
  Transfer: { kind: 'BATCH', idsEach: 1, freeBelow: ['id'] },
};
