import type { Sighting } from '../sighting.js';
import type { Errand } from './errand.js';
import type { HeldEntry, Parts } from './held-entry.js';
import type { Instruction, InstructionNames } from './instruction.js';
import { mintedAt } from './key-age.js';
import type { Outcome } from './outcome.js';
import { type Reading, readPost } from './reading.js';
import {
  ASK_AGAIN_MS,
  CLOCKS_APART_MS,
  KEPT_MS,
  LEASE_MS,
  LOOK_BACK_MARGIN_MS,
  POST_MS,
  QUIET_MS,
  SEND_UNTIL_AGE_MS,
  SEND_WITHIN_MS,
} from './rules.js';
import type { Entry } from './store.js';

/** One turn at an instruction, by the one who holds its entry: at most a look, a POST and another look. */
export class Attempt<Made> {
  readonly #mintedAtMs: number | undefined;
  /** Of the POSTs before this turn; the one of this turn does not count when it surely did nothing. */
  readonly #doubtAtMs: number | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly held: HeldEntry,
    private readonly instruction: Instruction,
    private readonly names: InstructionNames,
    private readonly errand: Errand<Made>,
  ) {
    this.#mintedAtMs = mintedAt(instruction.clientKey);
    this.#doubtAtMs = held.entry.doubtAtMs;
  }

  async run(): Promise<Outcome<Made>> {
    if (this.#doubtAtMs !== undefined) {
      const isQuiet = this.#quietInMs() <= 0;
      const sighting = await this.#look();
      if (typeof sighting === 'object') return this.#made('REPLAYED', sighting.found);
      if (sighting === 'UNSURE' || !isQuiet) return this.#unknown();
    }
    if (this.#ageMs() > SEND_UNTIL_AGE_MS) return this.#notExecuted();
    let request: string;
    try {
      request = this.held.entry.request ?? (await this.errand.prepare(this.names.marker));
      await this.errand.allow();
    } catch (error) {
      return this.#nothingDone(error);
    }
    if (!(await this.#mark(request))) return this.#unknown();
    return this.#settle(await this.#post(request));
  }

  /** Finds out whether an earlier POST worked. What does not show the order is no proof of anything. */
  async #look(): Promise<Sighting<Made>> {
    const lookBackMs =
      this.#mintedAtMs === undefined ? KEPT_MS : Math.max(0, this.held.nowMs() - this.#mintedAtMs);
    try {
      const sighting = await this.errand.find(this.names.marker, {
        fromAgoMs: lookBackMs + LOOK_BACK_MARGIN_MS,
        toAgoMs: Math.max(0, -this.#quietInMs() - CLOCKS_APART_MS),
      });
      return typeof sighting === 'object' && !this.errand.echoes(sighting.found) ? 'UNSURE' : sighting;
    } catch {
      return 'UNSURE';
    }
  }

  /** Writes down that a POST leaves now. A process that stood still before it or since must not send it any more. */
  async #mark(request: string): Promise<boolean> {
    if (this.#ageMs() > SEND_UNTIL_AGE_MS) return false;
    const nowMs = this.held.nowMs();
    const marked = await this.held.save({ request, doubtAtMs: nowMs, leaseUntilMs: nowMs + LEASE_MS });
    if (!marked) return false;
    if (this.held.nowMs() - nowMs <= SEND_WITHIN_MS) return true;
    await this.#letGo();
    return false;
  }

  async #post(request: string): Promise<Reading<Made>> {
    const timer = new AbortController();
    const late = this.parts.sleep(POST_MS, timer.signal).then(unclear, unclear);
    const post = this.errand.send(request, this.names.upstreamKey, this.instruction.approval);
    const reading = await Promise.race([readPost(post, (made) => this.errand.echoes(made)), late]);
    timer.abort();
    return reading;
  }

  async #settle(reading: Reading<Made>): Promise<Outcome<Made>> {
    switch (reading.kind) {
      case 'MADE':
        return this.#made('CREATED', reading.made);
      case 'UNCLEAR': {
        const sighting = await this.#look();
        return typeof sighting === 'object' ? this.#made('CREATED', sighting.found) : this.#unknown();
      }
      case 'CHALLENGED':
        await this.#letGo();
        return { kind: 'SCA_REQUIRED', challenge: reading.challenge };
      case 'REFUSED':
        // A no to the second POST says nothing of the first: it may be the reason for the no.
        if (this.#doubtAtMs !== undefined) return this.#stillUnknown();
        await this.held.remove();
        return { kind: 'REFUSED', refusal: reading.refusal };
      case 'TURNED_AWAY':
        return this.#nothingDone(reading.error);
    }
  }

  /** A fact, whether or not the store takes it. */
  async #made(kind: 'CREATED' | 'REPLAYED', made: Made): Promise<Outcome<Made>> {
    await this.held.save({ end: { made }, request: undefined, leaseUntilMs: 0 });
    return { kind, made };
  }

  /** A promise, so it is made only when it is written down. */
  async #notExecuted(): Promise<Outcome<Made>> {
    const end: Entry['end'] = 'NOT_EXECUTED';
    const promised = await this.held.save({ end, request: undefined, leaseUntilMs: 0 });
    return promised ? { kind: 'NOT_EXECUTED' } : { kind: 'UNKNOWN', retryAfterMs: ASK_AGAIN_MS };
  }

  async #unknown(): Promise<Outcome<Made>> {
    await this.held.save({ leaseUntilMs: 0 });
    return { kind: 'UNKNOWN', retryAfterMs: Math.max(this.#quietInMs(), ASK_AGAIN_MS) };
  }

  /** Nothing left, or it was turned away. The error says so; but it says nothing of an earlier POST. */
  async #nothingDone(error: unknown): Promise<Outcome<Made>> {
    if (this.#doubtAtMs !== undefined) return this.#stillUnknown();
    // Before anything was sent the key is still free, also for a corrected wish.
    await (this.held.entry.request === undefined ? this.held.remove() : this.#letGo());
    throw error;
  }

  async #stillUnknown(): Promise<Outcome<Made>> {
    await this.#letGo();
    return this.#unknown();
  }

  /** This turn has surely done nothing: what was in doubt before still is, and nothing else. */
  async #letGo(): Promise<void> {
    await this.held.save({ doubtAtMs: this.#doubtAtMs, leaseUntilMs: 0 });
  }

  #ageMs(): number {
    return this.held.nowMs() - (this.#mintedAtMs ?? this.held.entry.bornAtMs);
  }

  #quietInMs(): number {
    return (this.held.entry.doubtAtMs ?? 0) + QUIET_MS - this.held.nowMs();
  }
}

function unclear(): { readonly kind: 'UNCLEAR' } {
  return { kind: 'UNCLEAR' };
}
