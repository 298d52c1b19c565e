/** How many are at work, and how many wait for a place. */
export interface Occupancy {
  readonly used: number;
  readonly waiting: number;
}

/**
 * Places to work in, and a line of those who wait for one: first come, first served.
 *
 * A place that is free is taken without waiting for a promise, which is what happens nearly always.
 */
export class Places {
  #used = 0;
  readonly #line: (() => void)[] = [];

  /**
   * @param places How many work at once.
   * @param waitingPlaces How many more may wait.
   */
  constructor(
    private readonly places: number,
    private readonly waitingPlaces = Number.POSITIVE_INFINITY,
  ) {}

  get occupancy(): Occupancy {
    return { used: this.#used, waiting: this.#line.length };
  }

  /** Whether neither a place nor a waiting place is left. */
  get isFull(): boolean {
    return this.#used >= this.places && this.#line.length >= this.waitingPlaces;
  }

  /** Takes a place if one is free. {@link leave} must follow. */
  take(): boolean {
    if (this.#used >= this.places) return false;
    this.#used++;
    return true;
  }

  /**
   * Stands in line, and is called as soon as a place was taken for it; then {@link leave} must follow.
   *
   * @returns what leaves the line before that.
   */
  wait(onPlace: () => void): () => void {
    this.#line.push(onPlace);
    return () => {
      const at = this.#line.indexOf(onPlace);
      if (at !== -1) this.#line.splice(at, 1);
    };
  }

  /** Hands the place on to whoever waits longest. */
  leave(): void {
    const next = this.#line.shift();
    if (next === undefined) this.#used--;
    else next();
  }

  /** Works in a place as soon as there is one, however long that takes. */
  async work<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!this.take()) await new Promise<void>((resolve) => this.wait(resolve));
    try {
      return await work();
    } finally {
      this.leave();
    }
  }
}
