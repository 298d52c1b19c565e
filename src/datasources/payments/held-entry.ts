import { KEPT_MS } from './rules.js';
import type { Change, Entry, Snapshot, Store, Versioned } from './store.js';
import { freshVersion } from './version.js';

/** What an entry is kept with: none of it is reached for, all of it is handed in. */
export interface Parts {
  readonly store: Store;
  /** Milliseconds of a clock that never jumps; its zero does not matter. */
  readonly elapsedMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Resolves after so long; early, by rejecting, when the signal says so. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const ATTEMPTS = 3;
const PAUSE_MS = 50;

/**
 * One entry of the store in the hands of one attempt.
 *
 * Every write is conditional on the version that this attempt wrote last, in the memory it was read from: whoever was
 * taken for dead, because its lease had run out, can write nothing more, and so send nothing more.
 */
export class HeldEntry {
  #entry: Entry;
  #version: string | undefined;
  readonly #epochStartedAtMs: number;
  readonly #aheadMs: number;

  constructor(
    private readonly parts: Parts,
    private readonly id: string,
    snapshot: Snapshot,
    entry: Entry,
  ) {
    this.#entry = entry;
    this.#version = snapshot.found?.version;
    this.#epochStartedAtMs = snapshot.epochStartedAtMs;
    this.#aheadMs = snapshot.nowMs - parts.elapsedMs();
  }

  get entry(): Entry {
    return this.#entry;
  }

  /** The store's clock, as far as it has run since the entry was read. */
  nowMs(): number {
    return this.parts.elapsedMs() + this.#aheadMs;
  }

  /**
   * Writes the entry as claimed. One try: the lease is in it, and must not be counted from an earlier time.
   *
   * @throws when the store does not answer.
   */
  async take(): Promise<boolean> {
    const to = this.#versioned(this.#entry);
    const done = await this.parts.store.swap(this.id, this.#change(to));
    this.#version = to.version;
    return done;
  }

  /** Changes the entry. `false`: it belongs to somebody else by now, or the store does not answer. */
  async save(change: Partial<Entry>): Promise<boolean> {
    const entry = { ...this.#entry, ...change };
    if (!(await this.#write(this.#versioned(entry)))) return false;
    this.#entry = entry;
    return true;
  }

  /** Removes the entry: nothing was done under this key. */
  async remove(): Promise<boolean> {
    return this.#write(undefined);
  }

  /** Repeats what got no answer, unless the store shows that it was done. */
  async #write(to: Versioned | undefined): Promise<boolean> {
    const { store, sleep } = this.parts;
    for (let attempt = 1; ; attempt++) {
      try {
        const done =
          (await store.swap(this.id, this.#change(to))) ||
          (attempt > 1 && (await store.read(this.id)).found?.version === to?.version);
        if (done) this.#version = to?.version;
        return done;
      } catch {
        if (attempt === ATTEMPTS) return false;
        await sleep(PAUSE_MS * attempt);
      }
    }
  }

  #change(to: Versioned | undefined): Change {
    return { from: this.#version, to, epochStartedAtMs: this.#epochStartedAtMs, keepMs: KEPT_MS };
  }

  #versioned(entry: Entry): Versioned {
    return { version: freshVersion(this.parts.random), entry };
  }
}
