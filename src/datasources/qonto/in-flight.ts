/** Work that must not be done twice at the same moment by this process. */
export class InFlight<Result> {
  readonly #running = new Map<string, Promise<Result>>();

  /** @param isShareable Whether a result is also the answer to those who asked meanwhile. */
  constructor(private readonly isShareable: (result: Result) => boolean) {}

  get size(): number {
    return this.#running.size;
  }

  /**
   * Does the work, unless the same is under way: then it waits for that. What failed, or is not shareable, is answered
   * to its own caller only, and the next one does its own work.
   */
  async run(
    key: string,
    work: () => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly isShared: boolean }> {
    for (let running = this.#running.get(key); running; running = this.#running.get(key)) {
      const outcome = await running.then(
        (result) => ({ result }),
        () => undefined,
      );
      if (outcome && this.isShareable(outcome.result)) return { result: outcome.result, isShared: true };
    }
    const own = work().finally(() => this.#running.delete(key));
    this.#running.set(key, own);
    return { result: await own, isShared: false };
  }
}
