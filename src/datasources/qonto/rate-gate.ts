import { RateWindows } from './rate-windows.js';

/** How many requests of a principal wait. */
export interface Wish {
  readonly principal: string;
  readonly count: number;
}

/** Lets one request out. To be called when its answer is there or is given up: until then it counts as on its way. */
export type Permit = () => void;

/** What came of wishes, in their order. */
export interface Ruling {
  readonly permits: readonly (readonly Permit[])[];
  /** Milliseconds until the next one of this principal could go. */
  readonly waitMs: readonly number[];
}

/** Requests that the two windows still allow, whoever asks; never below 0. */
export interface BudgetLeft {
  readonly short: number;
  readonly long: number;
}

/** What decides whether requests may go out: the counts of this process, or those that several processes share. */
export interface RateGate {
  /** Gives what can be given now, in turns of one request each, as if it were sent at once. Never rejects. */
  take(wishes: readonly Wish[]): Promise<Ruling>;
  /**
   * For when nobody waits: a permit, if it can be given now and without asking anybody else. Otherwise the milliseconds
   * until it could, 0 when that is not known here.
   */
  takeOne(principal: string): Permit | number;
  /** After a 429: nobody sends for so long, and fewer than before afterwards. */
  closeFor(ms: number): void;
  /** Requests per second that are allowed in the long run. */
  perSecond(): number;
  left(): BudgetLeft;
  close(): Promise<void>;
}

/** The counts of this process alone. */
export class LocalRateGate implements RateGate {
  constructor(
    private readonly windows: RateWindows,
    private readonly clock: () => number,
  ) {}

  async take(wishes: readonly Wish[]): Promise<Ruling> {
    return this.takeNow(wishes);
  }

  takeNow(wishes: readonly Wish[]): Ruling {
    const now = this.clock();
    const permits: Permit[][] = wishes.map(() => []);
    for (let given = true; given;) {
      given = false;
      for (const [place, { principal, count }] of wishes.entries()) {
        const own = permits[place]!;
        const permit = own.length < count && this.takeOne(principal);
        if (typeof permit !== 'function') continue;
        own.push(permit);
        given = true;
      }
    }
    return { permits, waitMs: wishes.map(({ principal }) => this.windows.delay(principal, now)) };
  }

  takeOne(principal: string): Permit | number {
    const now = this.clock();
    const waitMs = this.windows.delay(principal, now);
    if (waitMs > 0) return waitMs;
    this.windows.spend(principal, now);
    return once(() => this.windows.answered(this.clock()));
  }

  closeFor(ms: number): void {
    const now = this.clock();
    this.windows.closeUntil(now + ms, now);
  }

  perSecond(): number {
    return this.windows.perSecond(this.clock());
  }

  left(): BudgetLeft {
    return this.windows.left(this.clock());
  }

  async close(): Promise<void> {}
}

/** Two calls count as one: a request is answered once. */
export function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
