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
  #circuit: Circuit = 'CLOSED';
  #sample = new Sample();
  #pauseMs = FIRST_PAUSE_MS;
  #pausedUntil = 0;

  /** @param clock Monotonic, in milliseconds. */
  constructor(private readonly clock: () => number) {}

  /** A pause that is over leaves it open until somebody asks. */
  get circuit(): Circuit {
    return this.#circuit;
  }

  /** @throws {GatewayError} `UPSTREAM_UNAVAILABLE` (`CIRCUIT_OPEN`) while nothing may be sent. */
  check(name: string): void {
    if (this.#circuit === 'CLOSED') return;
    const waitMs = this.#circuit === 'PROBING' ? PROBE_PAUSE_MS : this.#pausedUntil - this.clock();
    if (waitMs > 0) throw isOpen(name, waitMs);
  }

  /**
   * Lets a request pass. What is returned takes how it ended and must be called.
   *
   * @throws {GatewayError} as {@link check}: nothing was sent.
   */
  begin(name: string): (health: Health) => void {
    this.check(name);
    if (this.#circuit === 'OPEN') return this.#probe();
    // What was asked before a pause says nothing about the time after it.
    const sample = this.#sample;
    return (health) => {
      const now = this.clock();
      sample.add(health, now);
      const isFailure = health === 'LINE_FAILED' || health === 'BANK_FAILED';
      if (isFailure && this.#circuit === 'CLOSED' && this.#sample.isTooBad(now)) this.#open(FIRST_PAUSE_MS);
    };
  }

  #probe(): (health: Health) => void {
    this.#circuit = 'PROBING';
    return (health) => {
      // A probe that says nothing, since its caller has gone, closes nothing.
      if (health === 'ANSWERED') this.#close();
      else this.#open(Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS));
    };
  }

  #open(pauseMs: number): void {
    this.#circuit = 'OPEN';
    this.#pauseMs = pauseMs;
    this.#pausedUntil = this.clock() + pauseMs;
  }

  #close(): void {
    this.#circuit = 'CLOSED';
    this.#sample = new Sample();
  }
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

function isOpen(name: string, waitMs: number): GatewayError {
  const message = `${name}: the bank fails most of the time and is left alone for a while, nothing was sent`;
  return new GatewayError('UPSTREAM_UNAVAILABLE', message, {
    retryable: true,
    reason: 'CIRCUIT_OPEN',
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  });
}
