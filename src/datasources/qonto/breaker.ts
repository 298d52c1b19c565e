import {
  circuitBreaker,
  CircuitState,
  handleWhenResult,
  type IBackoff,
  type IBreaker,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import { GatewayError } from '../../errors.js';
import type { Health } from './health.js';
import { SlidingCount } from './sliding-count.js';

/** Opens when so large a part of at least so many requests failed within the window. */
const FAILED_PART = 0.5;
const FEWEST_REQUESTS = 20;
const WINDOW_MS = 10_000;
const SLICE_MS = 1_000;
/** How long it stays open at first; doubled after each probe that fails. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** When to ask again while a probe is on its way. */
const PROBE_PAUSE_MS = 1_000;

/** `CLOSED`: all pass. `OPEN`: nothing is sent. `PROBING`: one request is on its way to find out. */
export type Circuit = 'CLOSED' | 'OPEN' | 'PROBING';

/**
 * Stops asking a host that fails most of the time, so that nobody waits for it and it can recover.
 *
 * While it is open nothing is sent, for money too: surely nothing was done. Then one request goes as a probe, whoever's
 * it is; when that is answered, all pass again. Failures of the line and of the bank are counted apart. The figures are
 * chosen: half of twenty within ten seconds, a pause of five seconds up to a minute.
 */
export class Breaker {
  #sample = new Sample();
  #pause: Pause | undefined;
  readonly #policy;

  /** @param clock Monotonic, in milliseconds. */
  constructor(private readonly clock: () => number) {
    const isTooBad = (): boolean => this.#sample.isTooBad(this.clock());
    const breaker: IBreaker = {
      state: undefined,
      success: (state) => {
        // Answers to what was asked before the pause are about another time.
        if (state === CircuitState.HalfOpen) this.#sample = new Sample();
      },
      failure: (state) => state !== CircuitState.Closed || isTooBad(),
    };
    const halfOpenAfter = { next: () => this.#paused(FIRST_PAUSE_MS) };
    this.#policy = circuitBreaker(
      handleWhenResult((result) => (result as Asked<unknown>).isFailure),
      { breaker, halfOpenAfter },
    );
  }

  /** A pause that is over leaves it open until somebody asks. */
  get circuit(): Circuit {
    return circuits[this.#policy.state] ?? 'OPEN';
  }

  /** @throws {GatewayError} `UPSTREAM_UNAVAILABLE` (`CIRCUIT_OPEN`) while nothing may be sent. */
  check(name: string): void {
    const { state } = this.#policy;
    const waitMs = state === CircuitState.Open ? (this.#pause?.leftMs ?? 0) : 0;
    // Cockatiel lets everybody else wait for the probe, for as long as that takes.
    if (state === CircuitState.HalfOpen) throw isOpen(name, PROBE_PAUSE_MS);
    if (waitMs > 0) throw isOpen(name, waitMs);
  }

  /**
   * Sends a request and takes notice of how it went.
   *
   * @throws {GatewayError} as {@link check}: nothing was sent.
   */
  async pass<Result>(
    name: string,
    send: () => Promise<Result>,
    healthOf: (result: Result) => Health,
  ): Promise<Result> {
    this.check(name);
    const isProbe = this.#policy.state === CircuitState.Open;
    const sample = this.#sample;
    const { result } = await this.#policy.execute(async (): Promise<Asked<Result>> => {
      const answer = await send();
      const health = healthOf(answer);
      // A probe that says nothing, since its caller has gone, closes nothing.
      if (isProbe) return { result: answer, isFailure: health !== 'ANSWERED' };
      sample.add(health, this.clock());
      return { result: answer, isFailure: health === 'LINE_FAILED' || health === 'BANK_FAILED' };
    });
    return result;
  }

  #paused(ms: number): Pause {
    this.#pause = new Pause(this.clock, ms, (longerMs) => this.#paused(longerMs));
    return this.#pause;
  }
}

const circuits: Partial<Record<CircuitState, Circuit>> = {
  [CircuitState.Closed]: 'CLOSED',
  [CircuitState.HalfOpen]: 'PROBING',
};

interface Asked<Result> {
  readonly result: Result;
  readonly isFailure: boolean;
}

/** What the last ten seconds were like. */
class Sample {
  readonly #all = new SlidingCount(WINDOW_MS, SLICE_MS);
  readonly #line = new SlidingCount(WINDOW_MS, SLICE_MS);
  readonly #bank = new SlidingCount(WINDOW_MS, SLICE_MS);

  add(health: Health, nowMs: number): void {
    if (health === 'SAYS_NOTHING') return;
    this.#all.add(nowMs);
    if (health === 'LINE_FAILED') this.#line.add(nowMs);
    if (health === 'BANK_FAILED') this.#bank.add(nowMs);
  }

  isTooBad(nowMs: number): boolean {
    const all = this.#all.total(nowMs);
    const worse = Math.max(this.#line.total(nowMs), this.#bank.total(nowMs));
    return all >= FEWEST_REQUESTS && worse >= all * FAILED_PART;
  }
}

/**
 * A pause on a clock that is handed in. Cockatiel compares its `duration` with the time of day that has passed, which
 * jumps; so it says "for ever" until the pause is over, and then "since ever".
 */
class Pause implements IBackoff<IHalfOpenAfterBackoffContext> {
  readonly #until: number;

  constructor(
    private readonly clock: () => number,
    private readonly ms: number,
    private readonly longer: (ms: number) => Pause,
  ) {
    this.#until = clock() + ms;
  }

  get leftMs(): number {
    return this.#until - this.clock();
  }

  get duration(): number {
    return this.leftMs > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  }

  next(): Pause {
    return this.longer(Math.min(2 * this.ms, LONGEST_PAUSE_MS));
  }
}

function isOpen(name: string, waitMs: number): GatewayError {
  const message = `${name}: the bank fails most of the time and is left alone for a while, nothing was sent`;
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, {
    retryable: true,
    reason: 'CIRCUIT_OPEN',
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  });
}
