/**
 * What may be done after a request of which nobody knows whether it arrived.
 *
 * - `K`, keyed: the bank knows the request by a key. Look first, then perhaps send the same again.
 * - `B`, files and bills: keyed one by one, and no money. Send those without an answer again, with their own keys.
 * - `S`, state: what was asked for can be seen at the object. Read it again.
 * - `N`, new without a key: never sent again by itself; the answer says how to find out.
 * - `X`, outward: an e-mail, a check at another bank. Never sent again once a byte has left.
 *
 * Reads (`R`) are queries and need no entry.
 */
export type OperationClass = 'K' | 'B' | 'S' | 'N' | 'X';

/** The class of every mutation, and nowhere else. */
export const operationClasses = {
  createTransfer: 'K',
  payBeneficiary: 'K',
  createBeneficiary: 'K',
  uploadAttachment: 'B',
  bulkUploadSupplierInvoices: 'B',
  cancelTransfer: 'S',
  updateClient: 'S',
  updateInvoice: 'S',
  deleteInvoice: 'S',
  finalizeInvoice: 'S',
  cancelInvoice: 'S',
  markInvoiceAsPaid: 'S',
  unmarkInvoiceAsPaid: 'S',
  createClient: 'N',
  findOrCreateClient: 'N',
  createInvoice: 'N',
  verifyPayee: 'X',
  sendInvoice: 'X',
} as const satisfies Record<string, OperationClass>;

export type Operation = keyof typeof operationClasses;

/** Those that send money: one in an operation, a role and a rate of their own, and a tag for routers. */
export const payingOperations: ReadonlySet<string> = new Set<Operation>(['createTransfer', 'payBeneficiary']);
