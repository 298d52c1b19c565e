import { randomUUID } from 'node:crypto';
import {
  type BudgetLeft,
  LocalRateGate,
  type Permit,
  type RateGate,
  type Ruling,
  type Wish,
  once,
} from './rate-gate.js';
import { type RateLimits, portionOf } from './rate-limits.js';
import { leftOf, type RateAnswer, type RateStore, type RateView } from './rate-store.js';
import { History, RateWindows } from './rate-windows.js';

/** What processes that do not hear of each other use together; the rest is what they did not hear of at last. */
const ALONE_PART = 0.9;
/** Reports per short window: one a second towards the bank. */
const BEATS_PER_WINDOW = 10;
/** Who has to wait asks no sooner again: permits add up meanwhile, and none is lost. */
const SHORTEST_WAIT_MS = 20;
/** Longest time until a process that is alone looks whether the store is back. */
const ALONE_BEAT_MS = 250;
const DEAD_AFTER_MS = 10_000;
/** A permit that comes so late is not used: its process may be taken for dead, and its requests for answered. */
const STALE_AFTER_MS = 5_000;
/** Time for every process to find the store again, and to tell what it has sent. */
const GATHER_MS = 2_000;

/**
 * The counts that several processes share, so that together they stay within the bank's limits.
 *
 * While the store does not answer, each process goes on alone: from what all were last known to have sent, and as if
 * every other process sent as much as itself. It tells what it sent as soon as the store is back.
 */
export class SharedRateGate implements RateGate {
  readonly #process = randomUUID();
  readonly #beatMs: number;
  readonly #own: History;
  #unreported: History;
  #onTheWay = 0;
  #closedUntil = 0;
  #known: RateAnswer | undefined;
  #view: (RateView & { readonly atMs: number }) | undefined;
  /** What this process was permitted since then. */
  #permittedSince = 0;
  #alone: LocalRateGate | undefined;
  /** Reports go out one after the other, so that each holds the truth when it is read. */
  #line: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  constructor(
    private readonly store: RateStore,
    private readonly limits: RateLimits,
    private readonly clock: () => number,
    private readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>,
  ) {
    this.#beatMs = limits.shortWindowMs / BEATS_PER_WINDOW;
    this.#own = new History(limits);
    this.#unreported = new History(limits);
    this.#goAlone();
    store.onReady(() => void this.#report());
    void this.#beat();
  }

  /** How many processes share the limits, as far as it is known; at least 1. */
  get processes(): number {
    return Math.max(1, this.#known?.processes ?? 1);
  }

  async take(wishes: readonly Wish[]): Promise<Ruling> {
    const closedMs = this.#closedUntil - this.clock();
    if (closedMs > 0) return { permits: wishes.map(() => []), waitMs: wishes.map(() => closedMs) };
    if (this.#alone !== undefined) return this.#takeAlone(this.#alone, wishes);
    const askedAt = this.clock();
    const answer = await this.#report(wishes);
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
    void this.#report([], ms);
  }

  perSecond(): number {
    return this.#alone?.perSecond() ?? this.limits.perSecond * (this.#known?.pace ?? 1);
  }

  /** Of all processes together, as far as it is known: what they sent since the last report is missing. */
  left(): BudgetLeft {
    const view = this.#view;
    if (this.#alone !== undefined || view === undefined) return this.#alone?.left() ?? { short: 0, long: 0 };
    const sinceMs = this.clock() - view.atMs;
    const left = leftOf(view, this.limits, this.#known?.pace ?? 1, sinceMs);
    const without = (free: number): number => Math.max(0, Math.floor(free - this.#permittedSince));
    return { short: without(left.short), long: without(left.long) };
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#report([], 0, true);
  }

  async #beat(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#report();
      const beatMs = this.#alone === undefined ? this.#beatMs : Math.min(this.#beatMs, ALONE_BEAT_MS);
      await this.sleep(beatMs, this.#closing.signal).catch(() => undefined);
    }
  }

  /** Resolves to undefined when the store does not answer. */
  #report(wishes: readonly Wish[] = [], pauseMs = 0, isLast = false): Promise<RateAnswer | undefined> {
    const answer = this.#line.then(() => this.#exchange(wishes, pauseMs, isLast));
    this.#line = answer;
    return answer;
  }

  async #exchange(
    wishes: readonly Wish[],
    pauseMs: number,
    isLast: boolean,
  ): Promise<RateAnswer | undefined> {
    const told = this.#unreported;
    this.#unreported = new History(this.limits);
    try {
      const answer = await this.store.exchange({
        process: this.#process,
        limits: this.limits,
        epoch: this.#known?.epoch ?? '',
        onTheWay: this.#onTheWay,
        answered: told.ages(this.clock()),
        wishes,
        pauseMs,
        isLast,
        wantsView: wishes.length === 0,
        deadAfterMs: DEAD_AFTER_MS,
        gatherMs: GATHER_MS,
      });
      this.#learn(answer);
      return answer;
    } catch {
      // It may have been counted; then it counts twice, which is on the safe side.
      const now = this.clock();
      this.#unreported.adopt(told.ages(now), now);
      if (this.#alone === undefined) this.#goAlone();
      return undefined;
    }
  }

  #learn(answer: RateAnswer): void {
    const now = this.clock();
    const before = this.#known;
    if (before?.epoch !== answer.epoch) {
      this.#unreported = new History(this.limits);
      this.#unreported.adopt(this.#own.ages(now), now);
    }
    this.#known = answer;
    if (answer.view !== undefined) {
      this.#view = { ...answer.view, atMs: now };
      this.#permittedSince = 0;
    }
    if (!answer.isGathering) this.#alone = undefined;
    else if (this.#alone === undefined || before?.processes !== answer.processes) this.#goAlone();
  }

  #goAlone(): void {
    const now = this.clock();
    const windows = new RateWindows(portionOf(this.limits, ALONE_PART), this.processes, this.#known?.pace);
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
    this.#onTheWay++;
    this.#permittedSince++;
    return once(() => {
      this.#onTheWay--;
      const now = this.clock();
      this.#own.add(now);
      this.#unreported.add(now);
    });
  }
}

/** 0 stays 0: who may go is not held back. */
function atLeast(leastMs: number, ms = 0): number {
  return ms === 0 ? 0 : Math.max(leastMs, ms);
}
