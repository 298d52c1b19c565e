import type { Breaker } from './breaker.js';
import type { Bulkhead } from './bulkhead.js';
import type { Meter } from './call.js';
import type { RequestListener } from './call-log.js';
import type { Credential } from './credential.js';
import type { Exchange } from './exchange.js';
import type { LoginGuard } from './login-guard.js';
import type { RateBudget } from './rate-budget.js';
import type { CallLogger } from './redact.js';
import type { RetryBudget } from './retry-budget.js';

/** In milliseconds, on the clock that is handed in; each longer than the one before. */
export interface CallTimeouts {
  /** One read, from its turn to the last byte. Default 20 s. */
  readonly readMs: number;
  /** A read with its repeats and all that it waits for. Default 25 s. */
  readonly repeatedReadMs: number;
  /** A write, with what it waits for. Default 30 s. */
  readonly writeMs: number;
}

/** What sessions of one process share: connections and budgets, no answers. */
export interface Shared {
  readonly exchange: Exchange;
  readonly breaker: Breaker;
  readonly bulkhead: Bulkhead;
  readonly rateBudget: RateBudget;
  readonly retryBudget: RetryBudget;
  readonly loginGuard: LoginGuard;
  readonly origin: string;
  readonly stagingToken: string | undefined;
  readonly timeouts: CallTimeouts;
  readonly clock: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly logger: CallLogger | undefined;
}

/** What belongs to one operation. */
export interface Scope {
  readonly credential: Credential;
  readonly meter: Meter;
  readonly signal?: AbortSignal | undefined;
  readonly request?: string | undefined;
  readonly onRequest?: RequestListener | undefined;
  readonly maxRequests: number;
}
