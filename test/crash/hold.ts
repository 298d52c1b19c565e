import { setTimeout as delay } from 'node:timers/promises';

export type HoldEnd = 'GO_ON' | 'CUT';

/** A place where something is kept waiting: it is reached once, and then goes on or is cut off. */
export class Hold {
  isReached = false;
  #reach = (): void => {};
  #finish = (_how: HoldEnd): void => {};
  readonly #reached = new Promise<void>((resolve) => (this.#reach = resolve));
  readonly #ended = new Promise<HoldEnd>((resolve) => (this.#finish = resolve));

  /** Says that it is reached, and waits to hear how it goes on. */
  wait(): Promise<HoldEnd> {
    this.isReached = true;
    this.#reach();
    return this.#ended;
  }

  /** Whether it is reached in time. */
  reachedWithin(ms: number): Promise<boolean> {
    return Promise.race([this.#reached.then(() => true), delay(ms, false)]);
  }

  end(how: HoldEnd): void {
    this.#finish(how);
  }
}
