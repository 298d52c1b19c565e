/**
 * How many events fell into the last minutes, counted in slices.
 *
 * It errs on the safe side: an event leaves with the last one of its slice, so up to one slice too late, never too soon.
 */
export class SlidingCount {
  #slices: { readonly slice: number; events: number }[] = [];
  #total = 0;

  constructor(
    private readonly windowMs: number,
    private readonly sliceMs: number,
  ) {}

  add(nowMs: number): void {
    const slice = Math.floor(nowMs / this.sliceMs);
    const last = this.#slices.at(-1);
    if (last?.slice === slice) last.events++;
    else this.#slices.push({ slice, events: 1 });
    this.#total++;
  }

  total(nowMs: number): number {
    const gone = this.#slices.findIndex(({ slice }) => this.#leavesAt(slice) > nowMs);
    const left = gone === -1 ? this.#slices : this.#slices.slice(0, gone);
    if (left.length > 0) {
      this.#total -= left.reduce((sum, { events }) => sum + events, 0);
      this.#slices = this.#slices.slice(left.length);
    }
    return this.#total;
  }

  /** Milliseconds until fewer than `limit` events are left, provided that none is added; 0 when it is so already. */
  msUntilBelow(limit: number, nowMs: number): number {
    let total = this.total(nowMs);
    if (total < limit) return 0;
    for (const { slice, events } of this.#slices) {
      total -= events;
      if (total < limit) return this.#leavesAt(slice) - nowMs;
    }
    return this.windowMs;
  }

  #leavesAt(slice: number): number {
    return (slice + 1) * this.sliceMs + this.windowMs;
  }
}
