import type { BudgetLeft, Wish } from './rate-gate.js';
import { perShortWindow, type RateLimits } from './rate-limits.js';
import type { Ages } from './sliding-count.js';

/** What a process tells the others, and what it asks for. */
export interface RateReport {
  /** A random name of the process. */
  readonly process: string;
  readonly limits: RateLimits;
  /** The epoch that the process knows, or nothing. What it tells of the past counts in that one only. */
  readonly epoch: string;
  /** Requests that have a permit and no answer yet. */
  readonly onTheWay: number;
  /** Requests answered that were not told before. */
  readonly answered: { readonly short: Ages; readonly long: Ages };
  readonly wishes: readonly Wish[];
  /** Above 0 after a 429 of the bank: how long nobody sends. */
  readonly pauseMs: number;
  /** A process that is silent for so long is dead. */
  readonly deadAfterMs: number;
  /** How long a store that knows nothing gives no permits. */
  readonly gatherMs: number;
  readonly wantsView: boolean;
  /** Nothing else will come from this process. */
  readonly isLast: boolean;
}

/** The counts of all processes together. */
export interface RateView {
  readonly short: Ages;
  readonly long: Ages;
  readonly onTheWay: number;
}

export interface RateAnswer {
  /** Another one than the process knows: it must tell all of its past again. */
  readonly epoch: string;
  /** A store that knows nothing gives no permits until every process had time to tell what it has sent. */
  readonly isGathering: boolean;
  /** How many processes there are, this one included. */
  readonly processes: number;
  /** The part of the limits in use. */
  readonly pace: number;
  /** Permits, and milliseconds until the next one, for each wish. */
  readonly granted: readonly number[];
  readonly waitMs: readonly number[];
  readonly view?: RateView | undefined;
}

/** Where processes behind one IP address count together, on one clock. */
export interface RateStore {
  /**
   * Takes a report and rules on the wishes, in one step.
   *
   * @throws when the store does not answer; it may have done it all the same.
   */
  exchange(report: RateReport): Promise<RateAnswer>;
  /** Calls back each time that the store can be reached again. */
  onReady(listener: () => void): void;
}

/** What a view leaves of both windows, so long after it was taken; below 0 when they are more than full. */
export function leftOf(view: RateView, limits: RateLimits, pace: number, sinceMs: number): BudgetLeft {
  const free = (most: number, ages: Ages, windowMs: number): number => {
    const inWindow = ages.filter(([ageMs]) => ageMs + sinceMs < windowMs);
    return most - view.onTheWay - inWindow.reduce((sum, [, count]) => sum + count, 0);
  };
  return {
    short: free(perShortWindow(limits) * pace, view.short, limits.shortWindowMs),
    long: free(limits.perLongWindow, view.long, limits.longWindowMs),
  };
}
