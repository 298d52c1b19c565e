import { setMaxListeners } from 'node:events';
import { GatewayError } from '../../errors.js';
import { type Outcome, abandoned, loginOutcome, readAnswer, readBreakage, tooLate } from './answer.js';
import type { Breaker } from './breaker.js';
import type { Bulkhead } from './bulkhead.js';
import { Broken, NotSent } from './breakage.js';
import { type Call, type Meter, callName, isRead } from './call.js';
import { logLine, recordOf, type RequestFigures, type RequestListener } from './call-log.js';
import type { Authorization, Credential } from './credential.js';
import { Departure } from './departure.js';
import type { Exchange, Request } from './exchange.js';
import { type Ending, healthOf } from './health.js';
import { logIn, orAbandoned, type Patience } from './login.js';
import type { LoginGuard } from './login-guard.js';
import type { LoginOutcome } from './login-ledger.js';
import type { RateBudget } from './rate-budget.js';
import type { Permit } from './rate-gate.js';
import type { CallLogger } from './redact.js';
import { requestOf } from './request.js';
import type { RetryBudget } from './retry-budget.js';
import { DEFAULT_PAUSE_SECONDS } from './verdict.js';

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

/** How long a write waits for its turn; what is left of its time belongs to the bank. */
const WRITE_QUEUE_MS = 5_000;

/** Sends single requests of one operation: under its cap, the budgets of the process and the login guard. */
export class Sender {
  #reserved = 0;
  readonly #departure: Departure | undefined;

  constructor(
    private readonly shared: Shared,
    private readonly scope: Scope,
  ) {
    if (scope.signal === undefined) return;
    this.#departure = new Departure(scope.signal);
    // Every read that waits listens to it, and Node warns from the eleventh on.
    setMaxListeners(2 * scope.maxRequests, scope.signal);
  }

  /** One request, and one more with another token when the bank no longer takes this one. */
  async send(call: Call, deadline: number, repeats: number): Promise<Outcome> {
    const first = await this.#once(call, deadline, repeats, true);
    if (!first.renewed) return first.outcome;
    this.scope.meter.retries++;
    return (await this.#once(call, deadline, repeats, false)).outcome;
  }

  async #once(
    call: Call,
    deadline: number,
    repeats: number,
    mayRenew: boolean,
  ): Promise<{ outcome: Outcome; renewed: boolean }> {
    const { breaker, clock, loginGuard, rateBudget, retryBudget } = this.shared;
    const { credential } = this.scope;
    this.#reserve(call);
    breaker.check(callName(call));
    const patience = (): Patience => this.#patience(call, deadline);
    const { authorization, settle } = await logIn(call, credential, loginGuard, patience);
    let login: LoginOutcome = 'UNKNOWN';
    let answered: Permit | undefined;
    try {
      const askedAt = clock();
      answered = await this.#turn(call, deadline);
      const { ending, sentAt } = await this.#inPlace(call, authorization, deadline);
      this.#tell(call, ending, {
        attempt: repeats + 1,
        waitedMs: sentAt - askedAt,
        durationMs: clock() - sentAt,
        status: ending.status,
        request: this.scope.request,
      });
      const { outcome } = ending;
      login = loginOutcome(outcome);
      if (outcome.kind === 'ANSWER') retryBudget.succeeded(credential.principal);
      if (outcome.kind === 'THROTTLED') rateBudget.pause(outcome.pauseSeconds ?? DEFAULT_PAUSE_SECONDS);
      const renewable = mayRenew && outcome.kind === 'TOKEN_INVALID';
      return { outcome, renewed: renewable && (await credential.renew?.(authorization)) !== undefined };
    } finally {
      answered?.();
      settle(login);
    }
  }

  /** Waits until the budget of the process lets the request go. */
  async #turn(call: Call, deadline: number): Promise<Permit> {
    const { clock, rateBudget } = this.shared;
    const read = isRead(call);
    const signal = this.#signal(call);
    if (signal?.aborted) throw abandoned(call);
    const now = clock();
    if (now >= deadline) throw tooLate(call);
    const latest = read ? deadline : Math.min(deadline, now + WRITE_QUEUE_MS);
    return rateBudget
      .acquire({ principal: this.scope.credential.principal, deadline: latest, signal })
      .catch(orAbandoned(call));
  }

  /** Sends as soon as a place is free, unless the circuit is open by then. */
  #inPlace(
    call: Call,
    authorization: Authorization,
    deadline: number,
  ): Promise<{ ending: Ending; sentAt: number }> {
    const { breaker, bulkhead, clock, origin, stagingToken, timeouts } = this.shared;
    const mostMs = isRead(call) ? timeouts.readMs : timeouts.writeMs;
    return bulkhead.within(call, this.#patience(call, deadline), async () => {
      const sentAt = clock();
      if (sentAt >= deadline) throw tooLate(call);
      const timeoutMs = Math.min(deadline - sentAt, mostMs);
      const departure = isRead(call) ? this.#departure : undefined;
      // Made outside of the breaker: a call that cannot be spelled says nothing of the bank.
      const request = await requestOf(call, { origin, stagingToken, authorization, timeoutMs, departure });
      const ending = await breaker.pass(callName(call), () => this.#exchange(call, request), healthOf);
      return { ending, sentAt };
    });
  }

  async #exchange(call: Call, request: Request): Promise<Ending> {
    const { exchange } = this.shared;
    const { timeoutMs } = request;
    this.scope.meter.requests++;
    try {
      const reply = await exchange.send(request);
      return { outcome: readAnswer(call, reply), status: reply.status, timeoutMs };
    } catch (error) {
      if (!(error instanceof NotSent || error instanceof Broken)) throw error;
      return { outcome: readBreakage(call, error), breakage: error, timeoutMs };
    }
  }

  /** Tells of a request that is over; a line that nobody keeps is not even made. */
  #tell(call: Call, { outcome, breakage }: Ending, figures: RequestFigures): void {
    const { logger } = this.shared;
    if (logger !== undefined && logger.isLevelEnabled?.('debug') !== false)
      logger.debug(logLine(call, outcome, figures), 'request to the bank');
    this.scope.onRequest?.(recordOf(call, breakage, figures));
  }

  #patience(call: Call, deadline: number): Patience {
    return { timeoutMs: Math.max(deadline - this.shared.clock(), 0), signal: this.#signal(call) };
  }

  /** A write is never called back. */
  #signal(call: Call): AbortSignal | undefined {
    return isRead(call) ? this.scope.signal : undefined;
  }

  #reserve(call: Call): void {
    if (this.#reserved >= this.scope.maxRequests) {
      const message = `${callName(call)}: this operation needs more than ${this.scope.maxRequests} requests to the bank`;
      throw new GatewayError('QUERY_TOO_EXPENSIVE', message, {
        retryable: false,
        reason: 'UPSTREAM_REQUESTS',
      });
    }
    this.#reserved++;
  }
}
