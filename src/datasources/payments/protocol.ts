import { BadUserInput, GatewayError } from '../../errors.js';
import { Attempt } from './attempt.js';
import { claim } from './claim.js';
import type { Errand } from './errand.js';
import { HeldEntry, type Parts } from './held-entry.js';
import { type Instruction, type InstructionNames, namesOf } from './instruction.js';
import { mintedAt } from './key-age.js';
import type { Outcome } from './outcome.js';
import { ASK_AGAIN_MS, READ_WITHIN_MS } from './rules.js';
import type { Snapshot } from './store.js';

/**
 * Does what a caller wants at most once, however often it is asked and by whichever instance, and says the truth of it.
 *
 * The bank's own keys are not enough: it forgets them after 30 minutes, two requests that cross may both work, and a
 * known key gets the old answer whatever the new body is. So an instruction is written down before it is sent; one instance
 * at a time sends it, and not when it is old; and after an answer that proves nothing, the bank's list is looked at
 * before anything is sent again. Source: docs.qonto.com, idempotent requests; github.com/qonto/idempotent-request,
 * both read 2026-11-20.
 */
export class MoneyProtocol {
  /** Equal calls of this process: a double click is one call. */
  readonly #running = new Map<string, Promise<Outcome<unknown>>>();

  constructor(private readonly parts: Parts) {}

  /**
   * @throws {BadUserInput} the time inside the key lies ahead: nothing was sent.
   * @throws {GatewayError} the store does not answer, or the bank did not look at the request: nothing was done.
   * @throws whatever {@link Errand.prepare} threw: nothing was done.
   */
  perform<Made>(instruction: Instruction, errand: Errand<Made>): Promise<Outcome<Made>> {
    const names = namesOf(instruction);
    const call = JSON.stringify([names.id, names.fingerprint, instruction.approval]);
    const running = this.#running.get(call);
    if (running !== undefined) return running.then(asRepeat) as Promise<Outcome<Made>>;
    const outcome = this.#perform(instruction, names, errand).finally(() => this.#running.delete(call));
    this.#running.set(call, outcome);
    return outcome;
  }

  async #perform<Made>(
    instruction: Instruction,
    names: InstructionNames,
    errand: Errand<Made>,
  ): Promise<Outcome<Made>> {
    const snapshot = await this.#read(names.id);
    const claimed = claim(snapshot, names, mintedAt(instruction.clientKey));
    switch (claimed.kind) {
      case 'AHEAD':
        throw keyIsAhead(claimed.byMs);
      case 'REUSED':
        return { kind: 'KEY_REUSED', made: madeOf<Made>(claimed.end)?.made };
      case 'ENDED': {
        const done = madeOf<Made>(claimed.end);
        return done === undefined ? { kind: 'NOT_EXECUTED' } : { kind: 'REPLAYED', made: done.made };
      }
      case 'BUSY':
        return {
          kind: 'IN_PROGRESS',
          retryAfterMs: Math.min(claimed.untilMs - snapshot.nowMs, ASK_AGAIN_MS),
        };
      case 'HELD': {
        const held = new HeldEntry(this.parts, names.id, snapshot, claimed.entry);
        if (!(await held.take().catch(storeIsDown)))
          return { kind: 'IN_PROGRESS', retryAfterMs: ASK_AGAIN_MS };
        return new Attempt(this.parts, held, instruction, names, errand).run();
      }
    }
  }

  async #read(id: string): Promise<Snapshot> {
    const { elapsedMs, store } = this.parts;
    const askedAtMs = elapsedMs();
    const snapshot = await store.read(id).catch(storeIsDown);
    return elapsedMs() - askedAtMs > READ_WITHIN_MS ? storeIsDown('too slow') : snapshot;
  }
}

/** What an equal call is told that came while the first one was at work. */
function asRepeat(outcome: Outcome<unknown>): Outcome<unknown> {
  return outcome.kind === 'CREATED' ? { ...outcome, kind: 'REPLAYED' } : outcome;
}

function madeOf<Made>(end: unknown): { readonly made: Made } | undefined {
  return typeof end === 'object' && end !== null ? (end as { made: Made }) : undefined;
}

function keyIsAhead(byMs: number): BadUserInput {
  const seconds = Math.ceil(byMs / 1000);
  const message = `The time inside \`idempotencyKey\` lies ${seconds} seconds ahead of this gateway's clock. Set your clock, or take the key from \`verifyPayee\`.`;
  return new BadUserInput('input.idempotencyKey', message, 'KEY_AHEAD');
}

/** Without the store nobody knows what was sent before, so nothing is sent. */
function storeIsDown(cause: unknown): never {
  const error = new GatewayError(
    'UPSTREAM_UNAVAILABLE',
    'The memory of payments does not answer: nothing was sent',
    { retryable: true, reason: 'PAYMENT_STORE' },
  );
  error.cause = cause;
  throw error;
}
