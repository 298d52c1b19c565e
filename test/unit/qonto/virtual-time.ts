/** A clock that moves only when everybody sleeps: minutes pass in milliseconds, in the same order on every run. */
export class VirtualTime {
  #now = 0;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  /** @param isBusy Whether something real is still at work, which takes no time here. */
  constructor(private readonly isBusy = () => false) {}

  readonly clock = (): number => this.#now;

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ at: this.#now + ms, wake });
      this.#sleepers.sort((a, b) => a.at - b.at);
    });

  /** Lets time pass until nobody sleeps any more, or until `untilMs`. */
  async run(untilMs = Number.POSITIVE_INFINITY): Promise<void> {
    for (;;) {
      do await new Promise(setImmediate);
      while (this.isBusy());
      const next = this.#sleepers[0];
      if (next === undefined || next.at > untilMs) break;
      this.#sleepers.shift();
      this.#now = next.at;
      next.wake();
    }
    if (Number.isFinite(untilMs)) this.#now = Math.max(this.#now, untilMs);
  }
}
