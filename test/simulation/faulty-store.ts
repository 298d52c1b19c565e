import type { Change, Snapshot, Store, Versioned } from '../../src/datasources/payments/store.js';
import type { Random, VirtualTime } from './virtual-time.js';

interface Kept {
  readonly versioned: Versioned | undefined;
  readonly untilMs: number;
}

/** A store behind a network: it goes away, loses its last second to a failover, or everything; its clock jumps then. */
export class FaultyStore implements Store {
  hasLostWrites = false;
  #kept = new Map<string, Kept>();
  #log: { readonly atMs: number; readonly id: string; readonly before: Kept | undefined }[] = [];
  #downUntilMs = -1;
  #clockAheadMs = 0;
  #epochStartedAtMs = -1e12;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: Random,
    private readonly isFaulty: () => boolean,
  ) {}

  async read(id: string): Promise<Snapshot> {
    await this.#travel();
    return {
      found: this.#find(id),
      nowMs: this.#nowMs(),
      epochStartedAtMs: this.#epochStartedAtMs,
    };
  }

  async swap(id: string, { from, to, epochStartedAtMs, keepMs }: Change): Promise<boolean> {
    await this.#travel();
    if (epochStartedAtMs !== this.#epochStartedAtMs || this.#find(id)?.version !== from) return false;
    this.#log.push({ atMs: this.time.nowMs, id, before: this.#kept.get(id) });
    // Through JSON, as over a wire: nothing of the attempt that wrote it may live on in it.
    const versioned = to && (JSON.parse(JSON.stringify(to)) as Versioned);
    this.#kept.set(id, { versioned, untilMs: this.#nowMs() + keepMs });
    const luck = this.isFaulty() ? this.random() : 1;
    if (luck < 0.003) this.time.at(this.time.nowMs + this.random() * 1500, () => this.failOver());
    if (luck > 0.99 && luck < 1) throw new Error('done, but the answer was lost');
    return true;
  }

  goAway(ms: number): void {
    this.#downUntilMs = this.time.nowMs + ms;
  }

  /** A replica takes over that lacks the last second. */
  failOver(): void {
    const sinceMs = this.time.nowMs - 1000;
    for (let last = this.#log.at(-1); last !== undefined && last.atMs >= sinceMs; last = this.#log.at(-1)) {
      this.#log.pop();
      if (last.before === undefined) this.#kept.delete(last.id);
      else this.#kept.set(last.id, last.before);
    }
    this.#beginEpoch();
  }

  wipe(): void {
    this.#kept.clear();
    this.#log = [];
    this.#beginEpoch();
  }

  #beginEpoch(): void {
    this.hasLostWrites = true;
    this.#clockAheadMs += (this.random() - 0.5) * 60_000;
    this.#epochStartedAtMs = this.#nowMs();
  }

  #find(id: string): Versioned | undefined {
    const kept = this.#kept.get(id);
    return kept !== undefined && this.#nowMs() < kept.untilMs ? kept.versioned : undefined;
  }

  #nowMs(): number {
    return this.time.nowMs + this.#clockAheadMs;
  }

  async #travel(): Promise<void> {
    await this.time.sleep(0.3 + this.random() * 2);
    if (this.time.nowMs < this.#downUntilMs) throw new Error('no answer');
  }
}
