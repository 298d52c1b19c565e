import { GatewayError } from '../errors.js';

const PLACES = 1_000;
const PLACES_PER_CALLER = 10;

/** How many streams may be open at the same time: each holds a connection, and asks the bank at every change. */
export class StreamPlaces {
  readonly #taken = new Map<string, number>();
  #total = 0;

  /**
   * @returns what gives the place back, once.
   * @throws {GatewayError} OVERLOADED
   */
  take(caller: string): () => void {
    const own = this.#taken.get(caller) ?? 0;
    if (own >= PLACES_PER_CALLER) throw full(`A caller may have ${PLACES_PER_CALLER} streams at a time.`);
    if (this.#total >= PLACES) throw full('Too many streams are open at this moment.');
    this.#total++;
    this.#taken.set(caller, own + 1);
    return () => {
      this.#total--;
      const left = this.#taken.get(caller)! - 1;
      if (left === 0) this.#taken.delete(caller);
      else this.#taken.set(caller, left);
    };
  }
}

function full(message: string): GatewayError {
  return new GatewayError('OVERLOADED', message, {
    retryable: true,
    retryAfterSeconds: 5,
    reason: 'STREAMS',
  });
}
