import { setImmediate as turn } from 'node:timers/promises';

interface Waiting {
  readonly order: number;
  readonly settle: () => void;
}

/**
 * Settles promises one at a time, in an order of its own, and lets everything that follows from one happen before the next.
 *
 * What fails first is then the same for two executors, however many microtasks each of them takes.
 */
export class Turns {
  readonly #waiting: Waiting[] = [];
  #played = 0;

  /** How many promises have been settled. */
  get played(): number {
    return this.#played;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** A promise of what `find` returns or throws, at the turn of `order`. */
  later<Value>(order: number, find: () => Value): Promise<Value> {
    const promise = new Promise<Value>((resolve, reject) => {
      const settle = (): void => {
        try {
          resolve(find());
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.push({ order, settle });
    });
    // In a list of which an item before it has failed, nobody ever looks at it.
    promise.catch(() => {});
    return promise;
  }

  /** Plays all turns; gives the result once nothing is left to happen. */
  async play<Result>(result: Result | Promise<Result>): Promise<Result> {
    let ended: { readonly value: Result } | undefined;
    let failed: { readonly error: unknown } | undefined;
    if (!(result instanceof Promise)) ended = { value: result };
    else
      result.then(
        (value) => (ended = { value }),
        (error: unknown) => (failed = { error }),
      );
    do {
      await turn();
    } while (this.#next());
    if (failed !== undefined) throw failed.error;
    if (ended === undefined) throw new Error('The execution did not end, and waits for nothing.');
    return ended.value;
  }

  #next(): boolean {
    if (this.#waiting.length === 0) return false;
    let first = 0;
    for (let index = 1; index < this.#waiting.length; index++)
      if (this.#waiting[index]!.order < this.#waiting[first]!.order) first = index;
    const [{ settle }] = this.#waiting.splice(first, 1) as [Waiting];
    this.#played++;
    settle();
    return true;
  }
}
