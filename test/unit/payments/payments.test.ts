import * as fc from 'fast-check';
import type { Made } from '../../../src/datasources/qonto/index.js';
import { type Intent, IntentMemory, Payments, type Result } from '../../../src/datasources/payments/index.js';
import { GatewayError, OutcomeUnknown, Rejection } from '../../../src/errors.js';
import { ScaMethod } from '../../../src/schema/sca.js';

interface Thing {
  readonly id: string;
  readonly meant: string;
}

/** What a try meets. `lost` and `late no` did the work or not; nobody hears of it. */
type Fate = 'ok' | 'lost before' | 'lost after' | 'refused' | 'throttled';

/** A bank that keeps its yes under the key, and a gateway whose clock and memory are handed in. */
class House {
  nowMs = 0;
  readonly made: Thing[] = [];
  sent = 0;
  readonly #answers = new Map<string, Thing>();
  #memory = new IntentMemory(() => this.nowMs);

  forgetAll(): void {
    this.#memory = new IntentMemory(() => this.nowMs);
  }

  perform(key: string, meant: string, fate: Fate): Promise<Result<string, Thing>> {
    const payments = new Payments({
      memory: this.#memory,
      principal: 'caller',
      clock: () => this.nowMs,
      sleep: async () => {},
      look: async () => null,
    });
    const intent: Intent<string, Thing> = {
      operation: 'thing',
      key,
      fingerprint: meant,
      confirmation: { method: ScaMethod.PAIRED_DEVICE },
      waitSeconds: 0,
      isRepeatable: true,
      prepare: async () => meant,
      send: (order) => this.#send(key, order, fate),
      isAnswerTo: (row, order) => row.meant === order,
    };
    return payments.perform(intent);
  }

  async #send(key: string, meant: string, fate: Fate): Promise<Made<Thing>> {
    this.sent++;
    await Promise.resolve();
    if (fate === 'throttled') throw new GatewayError('RATE_LIMITED', 'slow down');
    if (fate === 'lost before') throw new OutcomeUnknown('lost');
    if (fate === 'refused' && !this.#answers.has(key))
      throw new Rejection('no', [{ code: 'invalid' }], { status: 400 });
    const known = this.#answers.get(key);
    const row = known ?? { id: `thing-${this.made.length}`, meant };
    if (known === undefined) {
      this.made.push(row);
      this.#answers.set(key, row);
    }
    if (fate === 'lost after') throw new OutcomeUnknown('lost');
    return { row, readAt: undefined };
  }
}

/** Whether what the caller was told is so. */
function isTrue(
  told: Result<string, Thing> | GatewayError,
  { made }: House,
  before: number,
  wasUnclear: boolean,
) {
  if (told instanceof GatewayError) return made.length === before;
  if (told.kind === 'DONE') return told.row === made[0];
  if (told.kind === 'REFUSED' && told.why.kind === 'BY_BANK') return made.length === 0 && !wasUnclear;
  return true;
}

it('makes at most one thing per key and never calls a thing that was made a failure', async () => {
  const fates = fc.constantFrom<Fate>('ok', 'lost before', 'lost after', 'refused', 'throttled');
  const tries = fc.array(
    fc.record({ fate: fates, meant: fc.constantFrom('a', 'b'), pauseMs: fc.nat(600_000) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
  await fc.assert(
    fc.asyncProperty(tries, async (calls) => {
      const house = new House();
      let wasUnclear = false;
      for (const { fate, meant, pauseMs } of calls) {
        const before = house.made.length;
        const result = await house
          .perform('key', meant, fate)
          .catch((error: unknown) => error as GatewayError);
        expect(house.made.length).toBeLessThanOrEqual(1);
        expect(isTrue(result, house, before, wasUnclear)).toBe(true);
        wasUnclear ||= !(result instanceof GatewayError) && result.kind === 'UNKNOWN';
        house.nowMs += pauseMs;
      }
    }),
    { numRuns: 500 },
  );
});

it('sends nothing more when a lost answer is 25 minutes old, for then the bank may have forgotten the key', async () => {
  const house = new House();
  expect(await house.perform('key', 'a', 'lost after')).toMatchObject({
    kind: 'UNKNOWN',
    retryAfterSeconds: 10,
  });
  house.nowMs = 25 * 60_000;
  expect(await house.perform('key', 'a', 'lost after')).toMatchObject({ retryAfterSeconds: 10 });
  house.nowMs += 1;
  const sent = house.sent;
  expect(await house.perform('key', 'a', 'ok')).toMatchObject({ kind: 'UNKNOWN', retryAfterSeconds: null });
  expect(house.sent).toBe(sent);
});

it('tells a yes again without asking, for a day', async () => {
  const house = new House();
  await house.perform('key', 'a', 'ok');
  house.nowMs = 24 * 60 * 60_000 - 1;
  expect(await house.perform('key', 'a', 'ok')).toMatchObject({ kind: 'DONE', isNew: false });
  expect(house.sent).toBe(1);
  house.nowMs += 24 * 60 * 60_000;
  await house.perform('key', 'a', 'ok');
  expect(house.sent).toBe(2);
});

it('finds by the answer what it has forgotten', async () => {
  const house = new House();
  await house.perform('key', 'a', 'ok');
  house.forgetAll();
  expect(await house.perform('key', 'b', 'ok')).toMatchObject({
    kind: 'REFUSED',
    why: { kind: 'KEY_REUSED', existing: { meant: 'a' } },
  });
  expect(await house.perform('key', 'a', 'ok')).toMatchObject({ kind: 'DONE', row: { meant: 'a' } });
  expect(house.made).toHaveLength(1);
});

it('has one try on its way per key', async () => {
  const house = new House();
  const results = await Promise.all([1, 2, 3].map(() => house.perform('key', 'a', 'ok')));
  expect(results.map((result) => result.kind === 'DONE' && result.isNew)).toEqual([true, false, false]);
  expect(house.sent).toBe(1);
});

it('makes one thing for each of two keys', async () => {
  const house = new House();
  await Promise.all([house.perform('one', 'a', 'ok'), house.perform('two', 'a', 'ok')]);
  expect(house.made).toHaveLength(2);
});
