/** How fast a caller may go: so many at once, and one more each `intervalMs`. */
export interface Pace {
  readonly burst: number;
  readonly intervalMs: number;
}

/** Where it is kept when a caller may go on. */
export interface PaceStore {
  /** Takes a turn. 0: it was free; otherwise in how many milliseconds the next one is, and nothing was taken. */
  take(name: string, pace: Pace): Promise<number>;
}

/** What one caller may do, all of its requests together. */
export interface CallerLimits {
  readonly operationsPerSecond: number | undefined;
  readonly paymentsPerHour: number | undefined;
}

export type Turn = 'operation' | 'payment';

/** Gives turns to callers, each by its own pace. */
export class CallerRate {
  readonly #paces: Readonly<Record<Turn, readonly (readonly [kind: string, pace: Pace])[]>>;

  constructor(
    { operationsPerSecond, paymentsPerHour }: CallerLimits,
    private readonly store: PaceStore,
  ) {
    this.#paces = {
      operation:
        operationsPerSecond === undefined
          ? []
          : [['operations', { burst: 2 * operationsPerSecond, intervalMs: 1000 / operationsPerSecond }]],
      payment:
        paymentsPerHour === undefined
          ? []
          : [
              // A person does not pay faster; a program that does is stopped before the account is empty.
              ['payments:second', { burst: 10, intervalMs: 200 }],
              ['payments:hour', { burst: paymentsPerHour, intervalMs: 3_600_000 / paymentsPerHour }],
            ],
    };
  }

  /** 0 when the caller may go on, else the milliseconds until it may. */
  async take(caller: string, turn: Turn): Promise<number> {
    for (const [kind, pace] of this.#paces[turn]) {
      const waitMs = await this.store.take(`${kind}:${caller}`, pace);
      if (waitMs > 0) return waitMs;
    }
    return 0;
  }
}

/**
 * Keeps paces in memory by the generic cell rate algorithm: one number for each caller, the time at which its burst
 * would be whole again. Source: ITU-T I.371, annex A.
 */
export class MemoryPaces implements PaceStore {
  readonly #wholeAtMs = new Map<string, number>();

  /** @param clock Milliseconds that never run backwards. */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  async take(name: string, { burst, intervalMs }: Pace): Promise<number> {
    const nowMs = this.clock();
    const wholeAtMs = Math.max(nowMs, this.#wholeAtMs.get(name) ?? 0) + intervalMs;
    const waitMs = wholeAtMs - nowMs - burst * intervalMs;
    // Sums of fractions of a millisecond are not exact.
    if (waitMs > 1e-6) return waitMs;
    if (this.#wholeAtMs.size >= MOST_NAMES) this.#forgetWhole(nowMs);
    this.#wholeAtMs.set(name, wholeAtMs);
    return 0;
  }

  #forgetWhole(nowMs: number): void {
    for (const [name, wholeAtMs] of this.#wholeAtMs) if (wholeAtMs <= nowMs) this.#wholeAtMs.delete(name);
    // Still full of callers who are at it: the one that began first starts anew.
    const [first] = this.#wholeAtMs.keys();
    if (first !== undefined && this.#wholeAtMs.size >= MOST_NAMES) this.#wholeAtMs.delete(first);
  }
}

const MOST_NAMES = 10_000;
