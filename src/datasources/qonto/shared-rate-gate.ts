import {
  type BudgetLeft,
  LocalRateGate,
  type Permit,
  type RateGate,
  type Ruling,
  type Wish,
} from './rate-gate.js';
import { type RateLimits, portionOf } from './rate-limits.js';
import { type RateListener, RateReports } from './rate-reports.js';
import { leftOf, type RateAnswer, type RateStore, type RateView } from './rate-store.js';
import { RateWindows } from './rate-windows.js';

/** What processes that do not hear of each other use together; the rest is what they did not hear of at last. */
const ALONE_PART = 0.9;
/** Reports per short window: one a second towards the bank. */
const BEATS_PER_WINDOW = 10;
/** Who has to wait asks no sooner again: permits add up meanwhile, and none is lost. */
const SHORTEST_WAIT_MS = 20;
/** Longest time until a process that is alone looks whether the store is back. */
const ALONE_BEAT_MS = 250;
/** A permit that comes so late is not used: its process may be taken for dead, and its requests for answered. */
const STALE_AFTER_MS = 5_000;

/**
 * The counts that several processes share, so that together they stay within the bank's limits.
 *
 * While the store does not answer, each process goes on alone: from what all were last known to have sent, and as if
 * every other process sent as much as itself. It tells what it sent as soon as the store is back.
 */
export class SharedRateGate implements RateGate {
  readonly #reports: RateReports;
  readonly #beatMs: number;
  #closedUntil = 0;
  #view: (RateView & { readonly atMs: number }) | undefined;
  /** What this process was permitted since then. */
  #permittedSince = 0;
  #alone: LocalRateGate | undefined;
  readonly #closing = new AbortController();

  constructor(
    store: RateStore,
    private readonly limits: RateLimits,
    private readonly clock: () => number,
    private readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>,
  ) {
    this.#beatMs = limits.shortWindowMs / BEATS_PER_WINDOW;
    const listener: RateListener = {
      answered: (answer, before) => this.#learn(answer, before),
      unanswered: () => {
        if (this.#alone === undefined) this.#goAlone();
      },
    };
    this.#reports = new RateReports(store, limits, clock, listener);
    this.#goAlone();
    store.onReady(() => void this.#reports.send());
    void this.#beat();
  }

  /** How many processes share the limits, as far as it is known; at least 1. */
  get processes(): number {
    return Math.max(1, this.#reports.latest?.processes ?? 1);
  }

  async take(wishes: readonly Wish[]): Promise<Ruling> {
    const closedMs = this.#closedUntil - this.clock();
    if (closedMs > 0) return { permits: wishes.map(() => []), waitMs: wishes.map(() => closedMs) };
    if (this.#alone !== undefined) return this.#takeAlone(this.#alone, wishes);
    const askedAt = this.clock();
    const answer = await this.#reports.send({ wishes });
    if (this.#alone !== undefined) return this.#takeAlone(this.#alone, wishes);
    const isStale = this.clock() - askedAt > STALE_AFTER_MS;
    return {
      permits: wishes.map((_, place) =>
        Array.from({ length: isStale ? 0 : (answer?.granted[place] ?? 0) }, () => this.#permit()),
      ),
      waitMs: wishes.map((_, place) => atLeast(SHORTEST_WAIT_MS, answer?.waitMs[place])),
    };
  }

  takeOne(principal: string): Permit | number {
    const closedMs = this.#closedUntil - this.clock();
    if (closedMs > 0) return closedMs;
    const permit = this.#alone?.takeOne(principal) ?? 0;
    return typeof permit === 'function' ? this.#counted(permit) : permit;
  }

  closeFor(ms: number): void {
    const now = this.clock();
    if (this.#closedUntil > now) return;
    this.#closedUntil = now + ms;
    this.#alone?.closeFor(ms);
    void this.#reports.send({ pauseMs: ms });
  }

  perSecond(): number {
    return this.#alone?.perSecond() ?? this.limits.perSecond * (this.#reports.latest?.pace ?? 1);
  }

  /** Of all processes together, as far as it is known: what they sent since the last report is missing. */
  left(): BudgetLeft {
    const view = this.#view;
    if (this.#alone !== undefined || view === undefined) return this.#alone?.left() ?? { short: 0, long: 0 };
    const sinceMs = this.clock() - view.atMs;
    const left = leftOf(view, this.limits, this.#reports.latest?.pace ?? 1, sinceMs);
    const without = (free: number): number => Math.max(0, Math.floor(free - this.#permittedSince));
    return { short: without(left.short), long: without(left.long) };
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#reports.send({ isLast: true });
  }

  async #beat(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#reports.send();
      const beatMs = this.#alone === undefined ? this.#beatMs : Math.min(this.#beatMs, ALONE_BEAT_MS);
      await this.sleep(beatMs, this.#closing.signal).catch(() => undefined);
    }
  }

  #learn(answer: RateAnswer, before: RateAnswer | undefined): void {
    if (answer.view !== undefined) {
      this.#view = { ...answer.view, atMs: this.clock() };
      this.#permittedSince = 0;
    }
    if (!answer.isGathering) this.#alone = undefined;
    else if (this.#alone === undefined || before?.processes !== answer.processes) this.#goAlone();
  }

  #goAlone(): void {
    const now = this.clock();
    const windows = new RateWindows(
      portionOf(this.limits, ALONE_PART),
      this.processes,
      this.#reports.latest?.pace,
    );
    if (this.#view !== undefined) {
      const { short, long, onTheWay, atMs } = this.#view;
      // The others have been permitted as much since then, as far as anybody here can know.
      const since = [0, onTheWay + this.#permittedSince * this.processes] as const;
      windows.adopt({ short: [...short, since], long: [...long, since] }, now, atMs);
    }
    this.#alone = new LocalRateGate(windows, this.clock);
    if (this.#closedUntil > now) this.#alone.closeFor(this.#closedUntil - now);
  }

  #takeAlone(alone: LocalRateGate, wishes: readonly Wish[]): Ruling {
    const { permits, waitMs } = alone.takeNow(wishes);
    return { permits: permits.map((own) => own.map((permit) => this.#counted(permit))), waitMs };
  }

  /** A permit of this process alone, which is to count for all processes as well. */
  #counted(permit: Permit): Permit {
    const common = this.#permit();
    return () => {
      common();
      permit();
    };
  }

  #permit(): Permit {
    this.#permittedSince++;
    return this.#reports.permit();
  }
}

/** 0 stays 0: who may go is not held back. */
function atLeast(leastMs: number, ms = 0): number {
  return ms === 0 ? 0 : Math.max(leastMs, ms);
}
