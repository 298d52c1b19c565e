import { runInThisContext } from 'node:vm';

/** Outside the sandbox of the tests, where Node tells of rejections that nobody hears. */
const outside = runInThisContext('process') as NodeJS.Process;
const event = 'unhandledRejection';

/** Counts rejections that nobody hears, which would fail the test that leaves them, whoever made them. */
export class UnheardRejections {
  #count = 0;
  readonly #before = outside.rawListeners(event) as ((...given: unknown[]) => void)[];
  readonly #listener = (): void => void this.#count++;

  constructor() {
    outside.removeAllListeners(event);
    outside.on(event, this.#listener);
  }

  /** How many there were since this was asked last. */
  take(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }

  end(): void {
    outside.off(event, this.#listener);
    for (const listener of this.#before) outside.on(event, listener);
  }
}
