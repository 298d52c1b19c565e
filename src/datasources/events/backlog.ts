import { GatewayError } from '../../errors.js';
import type { Change } from './change.js';

/** How many objects may wait to be told to one follower. */
const DEFAULT_CAPACITY = 1_000;

/**
 * What one follower has yet to hear, oldest first: each object once, however often it changed meanwhile.
 *
 * It never drops anything in silence: when more would wait than it holds, it ends with an error.
 */
export class Backlog implements AsyncIterableIterator<Change> {
  readonly #waiting = new Map<string, Change>();
  #failure: GatewayError | undefined;
  #isOver = false;
  /** Resolves the call of `next` that waits, if one does. */
  #wake: (() => void) | undefined;

  constructor(
    private readonly onEnd: () => void = () => {},
    private readonly capacity = DEFAULT_CAPACITY,
  ) {}

  push(change: Change): void {
    if (this.#isOver) return;
    if (this.#waiting.size >= this.capacity && !this.#waiting.has(change.id)) return this.fail(tooSlow());
    this.#waiting.set(change.id, change);
    this.#wake?.();
  }

  /** Ends with an error instead of what still waits. */
  fail(reason: GatewayError): void {
    if (this.#isOver) return;
    this.#failure = reason;
    this.#end();
  }

  /**
   * Not to be called again before the last call is answered.
   *
   * @throws {GatewayError} once, when changes may have been missed.
   */
  async next(): Promise<IteratorResult<Change, undefined>> {
    if (this.#waiting.size === 0 && !this.#isOver)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    this.#wake = undefined;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
    for (const [id, change] of this.#waiting) {
      this.#waiting.delete(id);
      return { value: change, done: false };
    }
    return { value: undefined, done: true };
  }

  /** Ends in order; what waits is forgotten. */
  async return(): Promise<IteratorResult<Change, undefined>> {
    if (!this.#isOver) this.#end();
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    this.#isOver = true;
    this.#waiting.clear();
    this.onEnd();
    this.#wake?.();
  }
}

function tooSlow(): GatewayError {
  return new GatewayError(
    'OVERLOADED',
    'More changed than this stream took: read the list of changes, and subscribe again.',
    {
      retryable: true,
      reason: 'STREAM_TOO_SLOW',
    },
  );
}
