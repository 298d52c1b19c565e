import type { Change, Snapshot, Store, Versioned } from './store.js';

interface Kept {
  readonly versioned: Versioned;
  readonly untilMs: number;
}

/** The store of a gateway that runs as one process: it forgets everything when that process ends, and says so. */
export class MemoryStore implements Store {
  readonly #kept = new Map<string, Kept>();

  /**
   * @param clock Milliseconds since 1970.
   * @param epochStartedAtMs When the memory began: now. Only for a bank that was born with this process is it 0, since
   *   nothing can have been sent to it before.
   */
  constructor(
    private readonly clock: () => number,
    private readonly epochStartedAtMs = clock(),
  ) {}

  async read(id: string): Promise<Snapshot> {
    return {
      found: this.#find(id),
      nowMs: this.clock(),
      epochStartedAtMs: this.epochStartedAtMs,
    };
  }

  async swap(id: string, { from, to, epochStartedAtMs, keepMs }: Change): Promise<boolean> {
    if (epochStartedAtMs !== this.epochStartedAtMs || this.#find(id)?.version !== from) return false;
    // What was written last moves to the end, so that the oldest stand first.
    this.#kept.delete(id);
    if (to !== undefined) this.#kept.set(id, { versioned: to, untilMs: this.clock() + keepMs });
    this.#sweep();
    return true;
  }

  #find(id: string): Versioned | undefined {
    const kept = this.#kept.get(id);
    return kept !== undefined && this.clock() < kept.untilMs ? kept.versioned : undefined;
  }

  #sweep(): void {
    for (const [id, { untilMs }] of this.#kept) {
      if (this.clock() < untilMs) return;
      this.#kept.delete(id);
    }
  }
}
