/** The door of payments: what is meant once is done once, and what nobody knows is never called a failure. */
export type { Challenge, Intent, Refused, Result } from './intent.js';
export { Payments } from './payments.js';
export { uuidV7 } from './uuid.js';
export type { Errand } from './errand.js';
export type { Parts } from './held-entry.js';
export type { Approval, Instruction } from './instruction.js';
export { MemoryStore } from './memory-store.js';
export { type OperationClass, operationClasses, payingOperations } from './operation.js';
export type { Outcome } from './outcome.js';
export { Principals } from './principals.js';
export { MoneyProtocol } from './protocol.js';
export { type Receipt, Receipts } from './receipts.js';
export type { Change, Entry, Snapshot, Store, Versioned } from './store.js';
