import { setTimeout as delay } from 'node:timers/promises';
import type { Occupancy } from '../places.js';
import { Breaker, type Circuit } from './breaker.js';
import { Bulkhead, type BulkheadLimits, defaultBulkhead } from './bulkhead.js';
import type { Meter } from './call.js';
import type { RequestListener } from './call-log.js';
import type { Credential } from './credential.js';
import { Exchange, type Timeouts } from './exchange.js';
import { LoginGuard } from './login-guard.js';
import type { LoginLedger } from './login-ledger.js';
import { OAuthCredential, type OAuthGrant, type PostForm } from './oauth.js';
import { RateBudget } from './rate-budget.js';
import { type BudgetLeft, LocalRateGate } from './rate-gate.js';
import { type RateLimits, bankLimits } from './rate-limits.js';
import type { RateStore } from './rate-store.js';
import { RateWindows } from './rate-windows.js';
import type { CallLogger } from './redact.js';
import { RetryBudget } from './retry-budget.js';
import type { CallTimeouts, Shared } from './scope.js';
import { type QontoSession, Session } from './session.js';
import { SharedRateGate } from './shared-rate-gate.js';

export interface TransportOptions {
  /** Scheme, host and port, e.g. `https://thirdparty.qonto.com`. Call paths start with `/v2`. */
  readonly origin: string;
  /** Sent with every call to the sandbox; production does not know it. */
  readonly stagingToken?: string | undefined;
  /** What this process allows itself; default: the bank's two windows with a margin. Raise it for a simulator only. */
  readonly limits?: RateLimits;
  /** Where processes behind one IP address count together. Default: this process is the only one. */
  readonly shared?: SharedCounts | undefined;
  readonly timeouts?: Partial<Timeouts & CallTimeouts>;
  /** How many requests are on their way at once, and how many may wait. Default: 64 reads and 16 writes. */
  readonly bulkhead?: BulkheadLimits;
  /** Longest answer that is read, in bytes. Default 10 MB. */
  readonly maxAnswerBytes?: number;
  /** Monotonic clock in milliseconds. Default `performance.now`. */
  readonly clock?: () => number;
  /** Between 0 and 1, for the spread of retries. Default `Math.random`. */
  readonly random?: () => number;
  readonly sleep?: Sleep;
  /** Gets one debug line per request to the bank; a pino logger fits. */
  readonly logger?: CallLogger | undefined;
}

/** What several processes count together. */
export interface SharedCounts {
  readonly requests: RateStore;
  readonly logins: LoginLedger;
}

/** Resolves after so many milliseconds; rejects when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export interface SessionOptions {
  readonly credential: Credential;
  /** Counted up while the session works. */
  readonly meter: Meter;
  /** Ends reads early, never writes: a payment on its way cannot be called back. */
  readonly signal?: AbortSignal | undefined;
  /** Name of the caller's request in log lines: a UUID, or what else `requestWord` takes. */
  readonly request?: string | undefined;
  readonly onRequest?: RequestListener | undefined;
  /** Default 120. */
  readonly maxRequests?: number | undefined;
}

/** Figures of one moment. */
export interface TransportState {
  readonly circuit: Circuit;
  readonly places: { readonly reads: Occupancy; readonly writes: Occupancy };
  readonly budgetLeft: BudgetLeft;
  /** Requests of this process that wait for the budget. */
  readonly waitingForBudget: number;
}

/**
 * The way to the bank: one per process, since the bank counts requests per IP address.
 *
 * It shares connections and budgets between sessions, and nothing else: no answer of one caller can reach another.
 */
export class QontoTransport {
  readonly #shared: Shared;

  constructor(options: TransportOptions) {
    const timeouts = { ...defaultTimeouts, ...options.timeouts };
    const clock = options.clock ?? (() => performance.now());
    const sleep = options.sleep ?? realSleep;
    const limits = options.limits ?? bankLimits;
    const { shared } = options;
    const sharedGate = shared && new SharedRateGate(shared.requests, limits, clock, sleep);
    const gate = sharedGate ?? new LocalRateGate(new RateWindows(limits), clock);
    const places = options.bulkhead ?? defaultBulkhead;
    this.#shared = {
      // Every place has a connection, so that nobody waits unseen.
      exchange: new Exchange(timeouts, options.maxAnswerBytes ?? 10_000_000, places.reads + places.writes),
      breaker: new Breaker(clock),
      bulkhead: new Bulkhead(places),
      rateBudget: new RateBudget(gate, clock, sleep),
      retryBudget: new RetryBudget(),
      loginGuard: new LoginGuard(
        clock,
        shared && { ledger: shared.logins, processes: () => sharedGate?.processes ?? 1 },
      ),
      origin: new URL(options.origin).origin,
      stagingToken: options.stagingToken,
      timeouts,
      clock,
      random: options.random ?? Math.random,
      sleep,
      logger: options.logger,
    };
  }

  /** One GraphQL operation of one caller. */
  session(options: SessionOptions): QontoSession {
    return new Session(this.#shared, { ...options, maxRequests: options.maxRequests ?? MAX_REQUESTS });
  }

  /** An OAuth credential of this process; make it once and share it, since its tokens rotate. */
  oauth(grant: OAuthGrant): Credential {
    return new OAuthCredential(grant, postForm(this.#shared.exchange, TOKEN_TIMEOUT_MS), this.#shared.clock);
  }

  /** How the way to the bank is at this moment. */
  state(): TransportState {
    const { breaker, bulkhead, rateBudget } = this.#shared;
    return {
      circuit: breaker.circuit,
      places: bulkhead.occupancy,
      budgetLeft: rateBudget.left,
      waitingForBudget: rateBudget.waiting,
    };
  }

  /** Waits for requests on their way, then closes every connection. */
  async close(): Promise<void> {
    await this.#shared.exchange.close();
    await this.#shared.rateBudget.close();
  }
}

const defaultTimeouts: Timeouts & CallTimeouts = {
  connectMs: 3_000,
  headersMs: 15_000,
  bodyMs: 20_000,
  readMs: 20_000,
  repeatedReadMs: 25_000,
  writeMs: 30_000,
};

async function realSleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
}

const MAX_REQUESTS = 120;
const TOKEN_TIMEOUT_MS = 15_000;

/** The token endpoint lives on a host of its own. */
function postForm(exchange: Exchange, timeoutMs: number): PostForm {
  return (url, form) => {
    const { origin, pathname, search } = new URL(url);
    return exchange.send({
      method: 'POST',
      origin,
      target: pathname + search,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      timeoutMs,
    });
  };
}
