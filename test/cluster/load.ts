import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { uuidV7 } from '../crash/payment.js';

/** Where callers ask, and how they are known there. */
export interface Door {
  readonly url: string;
  readonly key: string;
}

/** One payment that a caller made, once. */
export interface Paid {
  readonly reference: string;
  /** Undefined: the caller was told nothing that it can rely on. */
  readonly outcome: string | undefined;
  /** Redis did not answer for it within 250 ms: nothing was sent, and it was asked again. */
  readonly wasRefused: boolean;
}

export interface Tally {
  asked: number;
  /** Lines that broke before the whole answer was there. */
  lost: number;
  /** Answers with status 500 or more, by status and what they say. */
  readonly serverErrors: Record<string, number>;
  /** Answers with errors in them, by code and reason. */
  readonly errors: Record<string, number>;
  readonly payments: Paid[];
}

/** From where and to whom the payments go. */
export interface Payees {
  readonly bankAccountId: string;
  readonly beneficiaryId: string;
}

/** Callers that keep their lines: enough that none waits for another one's payment. */
const LINES = 64;

const TICK_MS = 10;

/** Of a hundred requests one pays and fifteen ask the bank: more would be held back by the bank's own limits. */
const PAY_EVERY = 100;
const BANK_EVERY = 7;

const REFUSED_AT_MOST = 5;
const AGAIN_AFTER_MS = 500;

/** Asks at an even pace, whether answers come or not. What is lost is not asked again. */
export class Load {
  readonly tally: Tally = { asked: 0, lost: 0, serverErrors: {}, errors: {}, payments: [] };
  readonly #pool: Pool;
  readonly #running = new Set<Promise<void>>();
  #isOn = true;

  constructor(
    private readonly door: Door,
    private readonly payees: Payees,
    perSecond: number,
  ) {
    this.#pool = new Pool(door.url, { connections: LINES, headersTimeout: 0, bodyTimeout: 0 });
    void this.#keepPace(perSecond);
  }

  /** Asks no more; resolves when the last answer is there. */
  async stop(): Promise<Tally> {
    this.#isOn = false;
    while (this.#running.size > 0) await Promise.all(this.#running);
    await this.#pool.close();
    return this.tally;
  }

  async #keepPace(perSecond: number): Promise<void> {
    const startedAtMs = performance.now();
    while (this.#isOn) {
      const due = ((performance.now() - startedAtMs) / 1_000) * perSecond;
      while (this.tally.asked < due) this.#ask(this.tally.asked++);
      await delay(TICK_MS);
    }
  }

  #ask(number: number): void {
    const asked = (number % PAY_EVERY === 1 ? this.#pay(number) : this.#read(number)).finally(() =>
      this.#running.delete(asked),
    );
    this.#running.add(asked);
  }

  async #read(number: number): Promise<void> {
    const query = number % BANK_EVERY === 0 ? '{ organization { slug } }' : '{ __typename }';
    this.#countErrors(await this.#send({ query }));
  }

  async #pay(number: number): Promise<void> {
    const reference = `Invoice ${number}`;
    const query =
      'mutation ($input: PayBeneficiaryInput!) { payBeneficiary(input: $input) { outcome userErrors { code } } }';
    const input = {
      ...this.payees,
      idempotencyKey: uuidV7(Date.now()),
      amount: { value: '1.25', currency: 'EUR' },
      reference,
    };
    const body = { query, variables: { input } };
    let answer = await this.#send(body);
    const wasRefused = isRefused(answer);
    for (let again = 0; again < REFUSED_AT_MOST && isRefused(answer); again++) {
      await delay(AGAIN_AFTER_MS);
      answer = await this.#send(body);
    }
    this.#countErrors(answer);
    this.tally.payments.push({ reference, outcome: answer?.data?.payBeneficiary?.outcome, wasRefused });
  }

  #countErrors(answer: Answer | undefined): void {
    for (const { extensions = {} } of answer?.errors ?? [])
      count(this.tally.errors, [extensions.code, extensions.reason].join(' '));
  }

  async #send(body: object): Promise<Answer | undefined> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${this.door.key}` };
    try {
      const { statusCode, body: text } = await this.#pool.request({
        method: 'POST',
        path: '/graphql',
        headers,
        body: JSON.stringify(body),
      });
      const json = await text.text();
      if (statusCode < 500) return JSON.parse(json) as Answer;
      count(this.tally.serverErrors, `${statusCode} ${json.slice(0, 200)}`);
      return undefined;
    } catch {
      this.tally.lost++;
      return undefined;
    }
  }
}

/** The memory of payments is away: docs/errors.md says to ask again with the same key. */
function isRefused(answer: Answer | undefined): boolean {
  return answer?.errors?.[0]?.extensions?.reason === 'PAYMENT_STORE';
}

interface Answer {
  readonly data?: { readonly payBeneficiary?: { readonly outcome: string } | null } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string; readonly reason?: string } }[];
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
