import { abandoned } from './answer.js';
import type { BankFile } from './bank-file.js';
import { type Answer, type Call, type Meter, canonicalTarget, isRead } from './call.js';
import type { Scope, Shared } from './scope.js';
import { Sender } from './sender.js';
import type { Verdict } from './verdict.js';

/** The bank as one GraphQL operation of one caller sees it. */
export interface QontoSession {
  readonly meter: Meter;
  /** The caller, as a keyed hash: see {@link Credential.principal}. */
  readonly principal: string;
  /** Whose keys of payments these are, as far as it is known; see {@link Credential.identity}. */
  readonly identity?: string | undefined;
  /**
   * Sends a call and resolves to its 2xx answer.
   *
   * Reads are repeated at most twice, when that can help. Writes are sent once; only after a 401 for a token that could
   * be renewed, which the bank did not look behind, are they sent again.
   *
   * @throws {GatewayError} the call did not take effect, for a reason other than its contents.
   * @throws {Rejection} the bank said no and why: nothing was done.
   * @throws {ScaRequired} the account holder must confirm first: nothing was done.
   * @throws {OutcomeUnknown} writes only: it may have happened.
   */
  send(call: Call): Promise<Answer>;
  /**
   * A file that the bank makes on demand, such as the receipt of a transfer, whole in memory.
   * The call must change nothing, whatever its method.
   */
  download(call: Call): Promise<BankFile>;
  /**
   * Reads of this operation give up so long from now at the latest; writes never do.
   * Time that is passed with {@link wait} comes on top.
   */
  endReadsIn(ms: number): void;
  /**
   * Waits before a call is sent again, for polling.
   *
   * @throws {GatewayError} as soon as the caller has gone.
   */
  wait(ms: number, before: Call): Promise<void>;
  /** Milliseconds on the clock that {@link wait} passes. It tells no time of day. */
  now(): number;
}

const MAX_REPEATS = 2;
const LONGEST_BACKOFF_MS = 20_000;

export class Session implements QontoSession {
  readonly meter: Meter;
  readonly principal: string;
  readonly identity: string | undefined;
  /** Reads of this operation by {@link keyOf}: equal ones are sent once. */
  readonly #memo = new Map<string, Promise<Answer>>();
  readonly #sender: Sender;
  /** Of all reads, on the shared clock. */
  #deadline = Number.POSITIVE_INFINITY;

  constructor(
    private readonly shared: Shared,
    private readonly scope: Scope,
  ) {
    this.#sender = new Sender(shared, scope);
    this.meter = scope.meter;
    this.principal = scope.credential.principal;
    this.identity = scope.credential.identity;
  }

  async send(call: Call): Promise<Answer> {
    if (!isRead(call)) return this.#write(call);
    if (call.method !== 'GET') return this.#repeat(call);
    const key = keyOf(call);
    const known = call.fresh === true ? undefined : this.#memo.get(key);
    if (known !== undefined) {
      this.meter.deduplicated++;
      return known;
    }
    const answer = this.#repeat(call);
    this.#memo.set(key, answer);
    try {
      return await answer;
    } catch (error) {
      if (this.#memo.get(key) === answer) this.#memo.delete(key);
      throw error;
    }
  }

  async download(call: Call): Promise<BankFile> {
    const { body } = await this.send({ ...call, accept: 'file', safe: true, fresh: true });
    return body as BankFile;
  }

  endReadsIn(ms: number): void {
    this.#deadline = Math.min(this.#deadline, this.shared.clock() + ms);
  }

  async wait(ms: number, before: Call): Promise<void> {
    this.#deadline += ms;
    await this.#pause(ms, before);
  }

  now(): number {
    return this.shared.clock();
  }

  /** Forgets what was read before, and what was read meanwhile: the write may have changed it. */
  async #write(call: Call): Promise<Answer> {
    try {
      const deadline = this.shared.clock() + this.shared.timeouts.writeMs;
      const outcome = await this.#sender.send(call, deadline, 0);
      if (outcome.kind === 'ANSWER') return outcome.answer;
      throw outcome.error;
    } finally {
      this.#memo.clear();
    }
  }

  async #repeat(call: Call): Promise<Answer> {
    const { clock, retryBudget, timeouts } = this.shared;
    const deadline = Math.min(clock() + timeouts.repeatedReadMs, this.#deadline);
    for (let repeats = 0; ; repeats++) {
      const outcome = await this.#sender.send(call, deadline, repeats);
      if (outcome.kind === 'ANSWER') return outcome.answer;
      if (repeats === MAX_REPEATS || !isRepeatable(outcome)) throw outcome.error;
      const pauseMs = this.#backoff(outcome, repeats);
      if (clock() + pauseMs >= deadline || !retryBudget.take(this.principal)) throw outcome.error;
      await this.#pause(pauseMs, call);
      this.meter.retries++;
    }
  }

  async #pause(ms: number, before: Call): Promise<void> {
    await this.shared.sleep(ms, this.scope.signal).catch(() => {
      throw abandoned(before);
    });
  }

  /** Full jitter, after what the bank asked for. Source: AWS Architecture Blog, exponential backoff and jitter. */
  #backoff({ kind, pauseSeconds }: Verdict, repeats: number): number {
    const base = kind === 'THROTTLED' && pauseSeconds === undefined ? 1000 : 50;
    const jitter = this.shared.random() * Math.min(LONGEST_BACKOFF_MS, base * 2 ** repeats);
    return (pauseSeconds ?? 0) * 1000 + jitter;
  }
}

/** What equal reads have in common. */
function keyOf(call: Call): string {
  const { accept, headers } = call;
  const target = canonicalTarget(call);
  return accept === undefined && headers === undefined ? target : JSON.stringify([target, accept, headers]);
}

function isRepeatable({ kind }: Verdict): boolean {
  return kind === 'TRANSIENT' || kind === 'THROTTLED';
}
