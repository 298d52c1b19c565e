/**
 * Tells all requests of one caller when it has gone.
 *
 * They share one listener on its signal, because an `AbortSignal` is slow to listen to. None stays when nobody is on its
 * way any more.
 */
export class Departure {
  readonly #acts = new Set<() => void>();

  constructor(private readonly signal: AbortSignal) {}

  get hasHappened(): boolean {
    return this.signal.aborted;
  }

  /** To be called once when the caller goes, unless it is deleted before. */
  add(act: () => void): void {
    if (this.#acts.size === 0) this.signal.addEventListener('abort', this.#tell);
    this.#acts.add(act);
  }

  delete(act: () => void): void {
    if (this.#acts.delete(act) && this.#acts.size === 0) this.signal.removeEventListener('abort', this.#tell);
  }

  readonly #tell = (): void => {
    for (const act of this.#acts) {
      this.delete(act);
      act();
    }
  };
}
