/**
 * The memory of what was sent. Nothing is sent that is not written here first.
 *
 * It compares and swaps whole entries; every rule about them is in this module, so that an implementation holds no
 * rules of its own: a map here, two short scripts in Redis.
 */
export interface Store {
  /** @throws when the store does not answer. */
  read(id: string): Promise<Snapshot>;
  /**
   * Replaces the entry (or removes it, for `undefined`), in one step, if its version is still `from` and the memory is
   * still the one that began at `epochStartedAtMs`.
   *
   * @returns whether it did.
   * @throws when the store does not answer; it may have done it all the same.
   */
  swap(id: string, change: Change): Promise<boolean>;
}

export interface Change {
  /** `undefined`: there must be no entry. */
  readonly from: string | undefined;
  readonly to: Versioned | undefined;
  /**
   * A failover that loses the last writes brings an old version back: who read it before, and stood still, must not be
   * let in by it.
   */
  readonly epochStartedAtMs: number;
  readonly keepMs: number;
}

export interface Versioned {
  /** Random, never used twice: after a failover a counter could come round to the same figure for another entry. */
  readonly version: string;
  readonly entry: Entry;
}

export interface Snapshot {
  readonly found: Versioned | undefined;
  /** The store's clock, the only one that instants are compared by. */
  readonly nowMs: number;
  /**
   * When the store's present memory began, by its own clock: what was written before may be lost. For a store in memory
   * this is the start of the process, for Redis the first sight of its present `run_id`.
   */
  readonly epochStartedAtMs: number;
}

/** What is known of one instruction. JSON data. It holds what was ordered: encrypt it where it leaves the process. */
export interface Entry {
  readonly fingerprint: string;
  readonly bornAtMs: number;
  /** The epoch in which this entry is known to miss nothing. */
  readonly epochStartedAtMs: number;
  /** Until then somebody has it alone. */
  readonly leaseUntilMs: number;
  /** When the last POST left whose effect nobody knows. Absent: whatever was sent has surely done nothing. */
  readonly doubtAtMs?: number | undefined;
  /** What was sent, to the byte: the confirmation of the account holder is for this and nothing else. */
  readonly request?: string | undefined;
  /** The definite end. */
  readonly end?: { readonly made: unknown } | 'NOT_EXECUTED' | undefined;
}
