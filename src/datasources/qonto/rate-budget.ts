import { GatewayError } from '../../errors.js';
import type { BudgetLeft, Permit, RateGate, Ruling, Wish } from './rate-gate.js';

/** Who asks, and how long it can wait. */
export interface Claim {
  readonly principal: string;
  /** On the clock of the budget, in milliseconds. */
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
}

interface Waiter {
  readonly claim: Claim;
  readonly grant: (permit: Permit) => void;
  readonly refuse: (error: Error) => void;
}

/** Longest nap while somebody waits: a newcomer with an earlier deadline is noticed this soon. */
const NAP_MS = 250;
/** A pause that the bank names shorter is not believed: the same requests would meet the same no. */
const SHORTEST_PAUSE_SECONDS = 1;
/** Most permits of a principal that are asked for at once. */
const MOST_WISHES = 50;

/**
 * Keeps callers within the bank's limits, and out of each other's way.
 *
 * Whoever waits is served in turn of principals, not of arrival: a caller with a thousand requests in the queue
 * delays another caller's next one by a single place.
 */
export class RateBudget {
  /** Waiters by principal; the order of the keys is the order of turns. */
  readonly #queues = new Map<string, Waiter[]>();
  /** When those could go next who wait. */
  #opensAt = new Map<string, number>();
  #pumping = false;

  constructor(
    private readonly gate: RateGate,
    private readonly clock: () => number,
    private readonly sleep: (ms: number) => Promise<void>,
  ) {}

  /** As {@link acquire}, without waiting: when a request may go out at once, and nobody waits for that. */
  takeNow(principal: string): Permit | undefined {
    const permit = this.#takeOne(principal);
    return typeof permit === 'function' ? permit : undefined;
  }

  /**
   * Resolves when a request may go out, which counts as sent from then on. The permit is to be called when it was
   * answered or given up.
   *
   * @throws {GatewayError} `RATE_LIMITED` as soon as it is clear that the deadline comes first; nothing was sent.
   */
  async acquire(claim: Claim): Promise<Permit> {
    claim.signal?.throwIfAborted();
    const waitMs = this.#waitMs(claim.principal);
    if (this.clock() + waitMs > claim.deadline) throw exhausted(waitMs);
    const permit = this.#takeOne(claim.principal);
    if (typeof permit === 'function') return permit;
    // Who is refused here leaves nothing behind: during a pause that may be very many.
    if (this.clock() + permit > claim.deadline) throw exhausted(permit);
    if (this.#queues.size === 0) this.#opensAt.set(claim.principal, this.clock() + permit);
    return this.#enqueue(claim);
  }

  /** After a 429: nobody sends for so long, and fewer than before afterwards. */
  pause(seconds: number): void {
    this.gate.closeFor(Math.max(seconds, SHORTEST_PAUSE_SECONDS) * 1000);
  }

  get left(): BudgetLeft {
    return this.gate.left();
  }

  /** How many requests wait. */
  get waiting(): number {
    return Array.from(this.#queues.values(), (queue) => queue.length).reduce((sum, more) => sum + more, 0);
  }

  async close(): Promise<void> {
    await this.gate.close();
  }

  /** A permit, unless others wait or it cannot be given yet; otherwise the milliseconds until then, 0 when not known. */
  #takeOne(principal: string): Permit | number {
    return this.#queues.size > 0 ? 0 : this.gate.takeOne(principal);
  }

  /** How long a newcomer waits at least, by what is known without asking. */
  #waitMs(principal: string): number {
    const closedMs = Math.max(0, (this.#opensAt.get(principal) ?? 0) - this.clock());
    return closedMs + (this.#turnsBefore(principal) / this.gate.perSecond()) * 1000;
  }

  #turnsBefore(principal: string): number {
    const own = this.#queues.get(principal)?.length ?? 0;
    let turns = own;
    for (const [other, queue] of this.#queues)
      if (other !== principal) turns += Math.min(queue.length, own + 1);
    return turns;
  }

  #enqueue(claim: Claim): Promise<Permit> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#leave(waiter);
        waiter.refuse(claim.signal?.reason instanceof Error ? claim.signal.reason : new Error('aborted'));
      };
      const done = (): void => claim.signal?.removeEventListener('abort', onAbort);
      const waiter: Waiter = {
        claim,
        grant: (permit) => (done(), resolve(permit)),
        refuse: (error) => (done(), reject(error)),
      };
      claim.signal?.addEventListener('abort', onAbort, { once: true });
      const queue = this.#queues.get(claim.principal);
      if (queue === undefined) this.#queues.set(claim.principal, [waiter]);
      else queue.push(waiter);
      if (!this.#pumping) void this.#pump();
    });
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    while (this.#queues.size > 0) {
      const wishes = Array.from(this.#queues, ([principal, queue]) => ({
        principal,
        count: Math.min(queue.length, MOST_WISHES),
      }));
      const ruling = await this.gate.take(wishes);
      this.#serve(wishes, ruling);
      this.#remember(wishes, ruling);
      this.#refuseLate();
      const napMs = this.#napMs();
      if (napMs > 0) await this.sleep(napMs);
    }
    this.#opensAt.clear();
    this.#pumping = false;
  }

  #serve(wishes: readonly Wish[], { permits }: Ruling): void {
    for (const [place, { principal }] of wishes.entries())
      for (const permit of permits[place] ?? []) {
        const next = this.#queues.get(principal)?.[0];
        if (next === undefined) {
          // Its caller left while the permit was on its way here.
          permit();
          continue;
        }
        this.#leave(next);
        next.grant(permit);
      }
  }

  #remember(wishes: readonly Wish[], { waitMs }: Ruling): void {
    const now = this.clock();
    this.#opensAt = new Map(wishes.map(({ principal }, place) => [principal, now + (waitMs[place] ?? 0)]));
  }

  /** How long nobody who waits can go; 0 when somebody has come meanwhile who may. */
  #napMs(): number {
    if (this.#queues.size === 0) return 0;
    const opensAt = Math.min(...Array.from(this.#queues.keys(), (who) => this.#opensAt.get(who) ?? 0));
    return Math.min(Math.max(Math.ceil(opensAt - this.clock()), 0), NAP_MS);
  }

  #refuseLate(): void {
    const now = this.clock();
    for (const [principal, queue] of this.#queues) {
      const opensAt = Math.max(now, this.#opensAt.get(principal) ?? now);
      for (const waiter of queue.filter(({ claim }) => opensAt > claim.deadline)) {
        this.#leave(waiter);
        waiter.refuse(exhausted(opensAt - now));
      }
    }
  }

  /** Takes a waiter out; its principal goes to the end of the turns. */
  #leave(waiter: Waiter): void {
    const { principal } = waiter.claim;
    const rest = (this.#queues.get(principal) ?? []).filter((other) => other !== waiter);
    this.#queues.delete(principal);
    if (rest.length > 0) this.#queues.set(principal, rest);
  }
}

function exhausted(waitMs: number): GatewayError {
  return new GatewayError('RATE_LIMITED', 'The request budget towards the bank is used up for now.', {
    retryable: true,
    reason: 'UPSTREAM_BUDGET',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
}
