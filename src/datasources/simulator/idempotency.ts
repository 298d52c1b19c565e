import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.js';
import { shelf, type Bank } from './bank.js';
import { refuse, refuseConcurrent, Refused, refuseSilently } from './refusal.js';
import type { Ask } from './routes.js';

/** A stored answer dies after half an hour. Source: docs.qonto.com, idempotent requests, read 2026-11-20. */
const LIFE_MS = 30 * 60 * 1000;
const LATE_BY_SECONDS = 3;
const FORGOTTEN = 0.1;
const FORGOTTEN_WITHIN_SECONDS = 5 * 60;
/** How many workers of `read-lock-run` die. */
const DYING = 0.02;
/** The time between reading the store and taking the lock, in which another worker may finish. */
const READ_TO_LOCK_MS = 20;

/**
 * Runs a request at most once for its `X-Qonto-Idempotency-Key`, as well as the chosen model can.
 *
 * The first 2xx answer is kept for 30 minutes of the bank's clock and replayed to the byte, even for another body;
 * anything else is not kept, so an SCA replay may use the same key.
 * While the first request runs, a second one is told `Concurrent requests detected`.
 * Source: docs.qonto.com, idempotent requests; Qonto's open-source middleware, both read 2026-11-20.
 *
 * - `atomic`: key, work and answer are one step. No key ever works twice.
 * - `late`: the answer is stored up to 3 s after the work is done; a repeat in between works again.
 * - `forgetful`: one answer in ten is lost within five minutes.
 * - `read-lock-run`: reads the store, then takes a lock without a second look, as the middleware does. A repeat that
 *   reads just before the first one ends works again. One worker in fifty dies between work and storing: its caller
 *   gets a bare 500, and its lock stays for 30 minutes.
 *
 * A missing key is refused with 400; the real status is not documented.
 */
export async function once(ask: Ask, bank: Bank, run: () => Answer | Promise<Answer>): Promise<Answer> {
  const key = ask.headers['x-qonto-idempotency-key'];
  if (typeof key !== 'string' || key === '')
    return refuse(400, 'bad_request', 'The idempotency key is missing', {
      header: 'X-Qonto-Idempotency-Key',
    });

  const memory = bank.of(answers);
  const model = bank.settings.idempotencyModel;
  const known = read(memory, key, bank);
  if (known) return known;
  if (model === 'read-lock-run') await wait(READ_TO_LOCK_MS);
  if (model !== 'late' && isLocked(memory, key, bank))
    return refuseConcurrent(bank.settings.concurrentRequestStatus);

  memory.locks.set(key, bank.now().getTime() + LIFE_MS);
  let answer: Answer;
  try {
    if (bank.settings.keyedWorkMs > 0) await wait(bank.settings.keyedWorkMs);
    answer = fixed(await run());
  } catch (error) {
    if (model !== 'read-lock-run' || error instanceof Refused) memory.locks.delete(key);
    throw error;
  }
  const isDone = answer.status >= 200 && answer.status < 300;
  if (model === 'read-lock-run' && isDone && bank.random('worker', key).chance(DYING))
    return refuseSilently(500);
  if (isDone) keep(memory, key, answer, bank);
  memory.locks.delete(key);
  return answer;
}

interface Memory {
  readonly answers: Map<string, { readonly answer: Answer; readonly diesAt: number }>;
  /** Key to the moment the lock opens by itself. */
  readonly locks: Map<string, number>;
}

const answers = shelf<Memory>('idempotency', () => ({ answers: new Map(), locks: new Map() }));

function read(memory: Memory, key: string, bank: Bank): Answer | undefined {
  const kept = memory.answers.get(key);
  return kept !== undefined && bank.now().getTime() < kept.diesAt ? kept.answer : undefined;
}

function isLocked(memory: Memory, key: string, bank: Bank): boolean {
  return bank.now().getTime() < (memory.locks.get(key) ?? 0);
}

/** Rows change after the answer, so the answer is written down at once. */
function fixed(answer: Answer): Answer {
  const { json, ...rest } = answer;
  if (json === undefined || answer.status >= 300) return answer;
  return { ...rest, text: JSON.stringify(json) };
}

function keep(memory: Memory, key: string, answer: Answer, bank: Bank): void {
  const model = bank.settings.idempotencyModel;
  const random = bank.random('idempotency', key);
  const put = (): void => {
    memory.answers.set(key, { answer, diesAt: bank.now().getTime() + LIFE_MS });
  };
  if (model === 'late') return bank.later(random.next() * LATE_BY_SECONDS, put);
  put();
  if (model === 'forgetful' && random.chance(FORGOTTEN))
    bank.later(random.next() * FORGOTTEN_WITHIN_SECONDS, () => memory.answers.delete(key));
}
