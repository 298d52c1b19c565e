import { bankLimits, type RateLimits } from '../../src/datasources/qonto/index.js';
import { RateBudget } from '../../src/datasources/qonto/rate-budget.js';
import { SharedRateGate } from '../../src/datasources/qonto/shared-rate-gate.js';
import { type RedisConnection, RedisRateStore, Script } from '../../src/datasources/redis/index.js';
import { VirtualTime } from '../unit/qonto/virtual-time.js';

/** How long a request is on its way: to the bank, and back. */
export interface Line {
  readonly thereMs: number;
  readonly backMs: number;
}

/**
 * Processes that share a real Redis, on a clock that is handed to all of them and to its script: minutes pass in
 * seconds, and a busy machine changes nothing. The bank of this fleet counts strictly, when a request arrives.
 */
export class Fleet {
  readonly time: VirtualTime;
  /** When the bank admitted requests, and when it said 429. */
  readonly admitted: { readonly atMs: number; readonly principal: string }[] = [];
  readonly throttledAtMs: number[] = [];
  refused = 0;
  /** Redis does not answer. */
  isCutOff = false;
  /** What the bank allows in ten seconds. */
  bankLimit = 1_000;
  line: () => Line = () => ({ thereMs: 5, backMs: 15 });
  readonly #budgets: RateBudget[] = [];
  #pending = 0;
  #recent: number[] = [];

  constructor(
    private readonly connection: RedisConnection,
    processes: number,
    private readonly limits: RateLimits = bankLimits,
  ) {
    this.time = new VirtualTime(() => this.#pending > 0);
    for (let process = 0; process < processes; process++) {
      const { clock, sleep } = this.time;
      const store = new RedisRateStore(this.#clocked(), 'https://bank.example');
      this.#budgets.push(new RateBudget(new SharedRateGate(store, limits, clock, sleep), clock, sleep));
    }
  }

  /** Lets callers of one process ask at once. */
  ask(process: number, principal: string, requests: number, patienceMs: number): void {
    const budget = this.#budgets[process]!;
    for (let request = 0; request < requests; request++) {
      const deadline = this.time.clock() + patienceMs;
      budget.acquire({ principal, deadline }).then(
        (answered) => void this.#send(budget, principal, answered),
        () => this.refused++,
      );
    }
  }

  /** Every process asks for its part of 150 a second, which is more than there is. */
  async hammer(seconds: number): Promise<void> {
    const each = Math.ceil(150 / this.#budgets.length);
    for (let second = 0; second < seconds; second++) {
      for (const process of this.#budgets.keys()) this.ask(process, `caller ${process}`, each, 2_000);
      await this.time.run(this.time.clock() + 1_000);
    }
  }

  admittedIn(fromMs: number, toMs: number): number {
    return this.admitted.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).length;
  }

  async #send(budget: RateBudget, principal: string, answered: () => void): Promise<void> {
    const { thereMs, backMs } = this.line();
    await this.time.sleep(thereMs);
    const atMs = this.time.clock();
    this.#recent = this.#recent.filter((earlier) => earlier > atMs - this.limits.shortWindowMs);
    const isTooMany = this.#recent.length >= this.bankLimit;
    if (isTooMany) this.throttledAtMs.push(atMs);
    else {
      this.#recent.push(atMs);
      this.admitted.push({ atMs, principal });
    }
    await this.time.sleep(backMs);
    answered();
    if (isTooMany) budget.pause(1);
  }

  #clocked(): Pick<RedisConnection, 'run' | 'onReady'> {
    return {
      run: async (script, keys, given) => {
        if (this.isCutOff) throw new Error('cut off');
        this.#pending++;
        const nowMs = this.time.clock();
        const clocked = new Script(script.lua.replace("redis.call('TIME')", '{ ARGV[2], ARGV[3] }'));
        const time = [Math.floor(nowMs / 1000), Math.floor((nowMs % 1000) * 1000)];
        return this.connection.run(clocked, keys, [...given, ...time]).finally(() => this.#pending--);
      },
      onReady: () => undefined,
    };
  }
}
