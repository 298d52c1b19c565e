const CAPACITY = 500;
const COST = 14;
const PRINCIPAL_CAPACITY = CAPACITY * 0.2;
const MAX_PRINCIPALS = 10_000;

/**
 * How many repeats the bank is asked to bear: when it is down for everybody, repeats stop within seconds.
 *
 * A bucket of 500 tokens; a repeat costs 14, a success gives one back; one principal can hold a fifth of it.
 * Source of the figures: the retry quota of AWS's SDKs, 2026.
 */
export class RetryBudget {
  #tokens = CAPACITY;
  readonly #principals = new Map<string, number>();

  /** Pays for one repeat; false when it is not affordable. */
  take(principal: string): boolean {
    const own = this.#principals.get(principal) ?? PRINCIPAL_CAPACITY;
    if (this.#tokens < COST || own < COST) return false;
    this.#tokens -= COST;
    this.#remember(principal, own - COST);
    return true;
  }

  succeeded(principal: string): void {
    this.#tokens = Math.min(CAPACITY, this.#tokens + 1);
    const own = this.#principals.get(principal);
    if (own !== undefined) this.#remember(principal, own + 1);
  }

  #remember(principal: string, tokens: number): void {
    this.#principals.delete(principal);
    if (tokens < PRINCIPAL_CAPACITY) this.#principals.set(principal, tokens);
    if (this.#principals.size <= MAX_PRINCIPALS) return;
    const [oldest] = this.#principals.keys();
    if (oldest !== undefined) this.#principals.delete(oldest);
  }
}
