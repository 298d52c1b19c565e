/** The door of payments: what is meant once is done once, and what nobody knows is never called a failure. */
export { IntentMemory } from './intent-memory.js';
export type { Challenge, Intent, Refused, Result } from './intent.js';
export { Payments } from './payments.js';
export { uuidV7 } from './uuid.js';
