/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly happen: () => void;
}

/** Time that passes only when something happens: hours in a millisecond, and the same again for the same seed. */
export class VirtualTime {
  nowMs = 0;
  #order = 0;
  /** A heap: the next event is first. */
  readonly #events: Event[] = [];

  at(atMs: number, happen: () => void): void {
    this.#push({ atMs: Math.max(atMs, this.nowMs), order: this.#order++, happen });
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal === undefined) return this.at(this.nowMs + ms, resolve);
      let isOver = false;
      const end = (settle: () => void) => () => {
        if (isOver) return;
        isOver = true;
        settle();
      };
      this.at(this.nowMs + ms, end(resolve));
      signal.addEventListener(
        'abort',
        end(() => reject(new Error('called off'))),
      );
    });
  }

  /** Lets everything happen that is due, in order; in between, all that follows from it without time passing. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = (): void => {
        const event = this.#pop();
        if (event === undefined) return resolve();
        this.nowMs = event.atMs;
        try {
          event.happen();
        } catch (error) {
          return reject(error instanceof Error ? error : new Error(String(error)));
        }
        afterPromises(next);
      };
      afterPromises(next);
    });
  }

  #push(event: Event): void {
    const heap = this.#events;
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isBefore(heap[parent]!, event)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = event;
  }

  #pop(): Event | undefined {
    const heap = this.#events;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      if (isBefore(last, heap[child]!)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

/** When no promise has anything left to do; much quicker than a turn of the event loop, sockets and all. */
function afterPromises(happen: () => void): void {
  queueMicrotask(() => process.nextTick(happen));
}

function isBefore(a: Event, b: Event): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
