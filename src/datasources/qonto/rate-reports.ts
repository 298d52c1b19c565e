import { randomUUID } from 'node:crypto';
import { once, type Permit } from './rate-gate.js';
import type { RateLimits } from './rate-limits.js';
import type { RateAnswer, RateReport, RateStore } from './rate-store.js';
import { History } from './rate-windows.js';

const DEAD_AFTER_MS = 10_000;
/** Time for every process to find the store again, and to tell what it has sent. */
const GATHER_MS = 2_000;

/** Who follows what the store says, in the order in which it said it. */
export interface RateListener {
  /** @param before What it said the last time. */
  answered(answer: RateAnswer, before: RateAnswer | undefined): void;
  unanswered(): void;
}

/** What is special about one report. */
export type RateOccasion = Partial<Pick<RateReport, 'wishes' | 'pauseMs' | 'isLast'>>;

/**
 * What this process has sent, as it tells a store that several processes share: each request once, and all of them again
 * to a store that has forgotten.
 */
export class RateReports {
  readonly #process = randomUUID();
  readonly #own: History;
  #unreported: History;
  #onTheWay = 0;
  #latest: RateAnswer | undefined;
  /** Reports go out one after the other, so that each holds the truth when it is read. */
  #line: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: RateStore,
    private readonly limits: RateLimits,
    private readonly clock: () => number,
    private readonly listener: RateListener,
  ) {
    this.#own = new History(limits);
    this.#unreported = new History(limits);
  }

  /** What the store said at last, however long ago. */
  get latest(): RateAnswer | undefined {
    return this.#latest;
  }

  /** Resolves when the listener knows the answer; to undefined when the store does not answer. */
  send(occasion: RateOccasion = {}): Promise<RateAnswer | undefined> {
    const answer = this.#line.then(() => this.#exchange(occasion));
    this.#line = answer;
    return answer;
  }

  /** A request that goes out, and counts from now on. */
  permit(): Permit {
    this.#onTheWay++;
    return once(() => {
      this.#onTheWay--;
      const now = this.clock();
      this.#own.add(now);
      this.#unreported.add(now);
    });
  }

  async #exchange({
    wishes = [],
    pauseMs = 0,
    isLast = false,
  }: RateOccasion): Promise<RateAnswer | undefined> {
    const told = this.#unreported;
    this.#unreported = new History(this.limits);
    try {
      const answer = await this.store.exchange({
        process: this.#process,
        limits: this.limits,
        epoch: this.#latest?.epoch ?? '',
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
      this.listener.unanswered();
      return undefined;
    }
  }

  #learn(answer: RateAnswer): void {
    const before = this.#latest;
    if (before?.epoch !== answer.epoch) {
      const now = this.clock();
      this.#unreported = new History(this.limits);
      this.#unreported.adopt(this.#own.ages(now), now);
    }
    this.#latest = answer;
    this.listener.answered(answer, before);
  }
}
