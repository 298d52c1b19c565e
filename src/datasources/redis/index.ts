/** The door of Redis: what gateways share. */
export { RedisConnection, type RedisOptions, Script, type StateLogger } from './connection.js';
export { type EventsOptions, RedisFeed, RedisSeenEvents } from './events.js';
export { type PaymentStoreOptions, RedisPaymentStore } from './payment-store.js';
export { RedisLoginLedger } from './login-ledger.js';
export { RedisPaces } from './paces.js';
export { RedisRateStore } from './rate-store.js';
export { warnOfForgetfulSetup, weaknessesOf } from './setup.js';
