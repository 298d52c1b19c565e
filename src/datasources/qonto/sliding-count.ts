/** How many events are how old: `[ageMs, events]`, the oldest first. */
export type Ages = readonly (readonly [ageMs: number, events: number])[];

/**
 * How many events fell into the last minutes, counted in slices.
 *
 * It errs on the safe side: an event leaves with the last one of its slice, so up to one slice too late, never too soon.
 */
export class SlidingCount {
  /** The oldest first. */
  readonly #slices: { readonly slice: number; events: number }[] = [];
  #total = 0;

  constructor(
    private readonly windowMs: number,
    private readonly sliceMs: number,
  ) {}

  /** @param atMs When they happened; what happened before the last ones is sorted in. */
  add(atMs: number, events = 1): void {
    // Who only adds, and seldom asks, would keep all that ever happened.
    this.#forget(atMs);
    const slice = Math.floor(atMs / this.sliceMs);
    let place = this.#slices.length;
    while (place > 0 && this.#slices[place - 1]!.slice > slice) place--;
    const same = this.#slices[place - 1];
    if (same?.slice === slice) same.events += events;
    else this.#slices.splice(place, 0, { slice, events });
    this.#total += events;
  }

  total(nowMs: number): number {
    this.#forget(nowMs);
    return this.#total;
  }

  /**
   * Milliseconds until fewer than `limit` events are left, provided that none is added; 0 when it is so already. For a
   * limit that none are below, one slice.
   */
  msUntilBelow(limit: number, nowMs: number): number {
    let total = this.total(nowMs);
    if (total < limit) return 0;
    for (const { slice, events } of this.#slices) {
      total -= events;
      if (total < limit) return this.#leavesAt(slice) - nowMs;
    }
    return this.sliceMs;
  }

  /** What is in the window, for somebody with another clock; an event may be told younger than it is, never older. */
  ages(nowMs: number): Ages {
    this.total(nowMs);
    return this.#slices.map(({ slice, events }) => [Math.max(0, nowMs - (slice + 1) * this.sliceMs), events]);
  }

  #forget(nowMs: number): void {
    for (let [oldest] = this.#slices; oldest !== undefined; [oldest] = this.#slices) {
      if (this.#leavesAt(oldest.slice) > nowMs) return;
      this.#total -= oldest.events;
      this.#slices.shift();
    }
  }

  #leavesAt(slice: number): number {
    return (slice + 1) * this.sliceMs + this.windowMs;
  }
}
