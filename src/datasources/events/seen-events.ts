/** How long an event is known: the bank tells one again for a few days. */
export const KEEP_EVENTS_MS = 7 * 24 * 60 * 60 * 1000;

/** At about 150 bytes each. */
const DEFAULT_CAPACITY = 50_000;

/** The events that the bank has told before. */
export interface SeenEvents {
  /** Whether this is the first time; from now on it is not. Never rejects: in doubt it is. */
  claim(eventId: string): Promise<boolean>;
}

/** Remembers events for a week, or the last 50,000 of them. */
export class MemorySeenEvents implements SeenEvents {
  /** When each was seen, in milliseconds since 1970, oldest first. */
  readonly #seenAtMs = new Map<string, number>();

  constructor(
    private readonly clock: () => number,
    private readonly capacity = DEFAULT_CAPACITY,
  ) {}

  async claim(eventId: string): Promise<boolean> {
    const nowMs = this.clock();
    for (const [id, atMs] of this.#seenAtMs) {
      if (nowMs - atMs < KEEP_EVENTS_MS && this.#seenAtMs.size < this.capacity) break;
      this.#seenAtMs.delete(id);
    }
    if (this.#seenAtMs.has(eventId)) return false;
    this.#seenAtMs.set(eventId, nowMs);
    return true;
  }
}
