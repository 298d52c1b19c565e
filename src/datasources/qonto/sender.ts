import { setMaxListeners } from 'node:events';
import { GatewayError } from '../../errors.js';
import { type Outcome, abandoned, loginOutcome, readAnswer, readBreakage, tooLate } from './answer.js';
import { Broken, NotSent } from './breakage.js';
import { type Call, callName, isRead } from './call.js';
import { brokenOf, logLine, type RequestRecord } from './call-log.js';
import type { Authorization } from './credential.js';
import { Departure } from './departure.js';
import { type Ending, healthOf } from './health.js';
import { logIn, type Patience } from './login.js';
import type { LoginOutcome } from './login-ledger.js';
import type { Permit } from './rate-gate.js';
import { requestOf } from './request.js';
import type { Scope, Shared } from './scope.js';
import { DEFAULT_PAUSE_SECONDS } from './verdict.js';

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
    // Every read that waits for the budget listens to it, and Node warns from the eleventh on.
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
    const { breaker, clock, loginGuard, retryBudget } = this.shared;
    const { credential } = this.scope;
    this.#reserve(call);
    breaker.check(callName(call));
    const known = await credential.authorization();
    const patience = (): Patience => this.#patience(call, deadline);
    const { authorization, settle } = await logIn(call, credential, known, loginGuard, patience);
    let login: LoginOutcome = 'UNKNOWN';
    try {
      const askedAt = clock();
      const ending = await this.#inTurn(call, authorization, deadline);
      this.#tell(call, ending, repeats + 1, askedAt);
      const { outcome } = ending;
      login = loginOutcome(outcome);
      if (outcome.kind === 'ANSWER') retryBudget.succeeded(credential.principal);
      const renewable = mayRenew && outcome.kind === 'TOKEN_INVALID';
      return { outcome, renewed: renewable && (await credential.renew?.(authorization)) !== undefined };
    } finally {
      settle(login);
    }
  }

  /** Sends when the budget of the process lets it, and as soon as a place is free. */
  async #inTurn(call: Call, authorization: Authorization, deadline: number): Promise<Ending> {
    const { bulkhead, rateBudget } = this.shared;
    const answered = await this.#permit(call, deadline);
    try {
      await bulkhead.enter(call, () => this.#patience(call, deadline));
      try {
        const ending = await this.#exchange(call, authorization, deadline);
        const { outcome } = ending;
        if (outcome.kind === 'THROTTLED') rateBudget.pause(outcome.pauseSeconds ?? DEFAULT_PAUSE_SECONDS);
        return ending;
      } finally {
        bulkhead.leave(call);
      }
    } finally {
      answered();
    }
  }

  #permit(call: Call, deadline: number): Permit | Promise<Permit> {
    const { clock, rateBudget } = this.shared;
    const { principal } = this.scope.credential;
    const signal = isRead(call) ? this.scope.signal : undefined;
    const now = clock();
    if (signal?.aborted) throw abandoned(call);
    if (now >= deadline) throw tooLate(call);
    const permit = rateBudget.takeNow(principal);
    if (permit !== undefined) return permit;
    const latest = isRead(call) ? deadline : Math.min(deadline, now + WRITE_QUEUE_MS);
    // Who waits stops with a reason of this gateway, or since the caller has gone.
    return rateBudget.acquire({ principal, deadline: latest, signal }).catch((error: unknown) => {
      throw error instanceof GatewayError ? error : abandoned(call);
    });
  }

  /** Sends, unless the circuit is open by now. */
  async #exchange(call: Call, authorization: Authorization, deadline: number): Promise<Ending> {
    const { breaker, clock, exchange, origin, stagingToken, timeouts } = this.shared;
    const sentAt = clock();
    if (sentAt >= deadline) throw tooLate(call);
    const timeoutMs = Math.min(deadline - sentAt, isRead(call) ? timeouts.readMs : timeouts.writeMs);
    const departure = this.#departureFor(call);
    // Made before the breaker is asked: a call that cannot be spelled says nothing of the bank.
    const request = await requestOf(call, { origin, stagingToken, authorization, timeoutMs, departure });
    const ended = breaker.begin(callName(call));
    this.scope.meter.requests++;
    let ending: Ending | undefined;
    try {
      const reply = await exchange.send(request);
      ending = { outcome: readAnswer(call, reply), status: reply.status, sentAt, timeoutMs };
    } catch (error) {
      if (!(error instanceof NotSent || error instanceof Broken)) throw error;
      ending = { outcome: readBreakage(call, error), breakage: error, sentAt, timeoutMs };
    } finally {
      ended(ending === undefined ? 'SAYS_NOTHING' : healthOf(ending));
    }
    return ending;
  }

  /** Tells of a request that is over; a line that nobody keeps is not even made. */
  #tell(call: Call, { outcome, status, breakage, sentAt }: Ending, attempt: number, askedAt: number): void {
    const { clock, logger } = this.shared;
    const { onRequest, request } = this.scope;
    const isLogged = logger !== undefined && logger.isLevelEnabled?.('debug') !== false;
    if (!isLogged && onRequest === undefined) return;
    const record: RequestRecord = {
      call: callName(call),
      attempt,
      waitedMs: sentAt - askedAt,
      durationMs: clock() - sentAt,
      status,
      broken: brokenOf(breakage),
      request,
    };
    if (isLogged) logger.debug(logLine(record, outcome), 'request to the bank');
    onRequest?.(record);
  }

  #patience(call: Call, deadline: number): Patience {
    return { timeoutMs: Math.max(deadline - this.shared.clock(), 0), departure: this.#departureFor(call) };
  }

  /** A write is never called back. */
  #departureFor(call: Call): Departure | undefined {
    return isRead(call) ? this.#departure : undefined;
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
