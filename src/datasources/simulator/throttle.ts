import type { Answer } from './answer.js';
import { shelf, type Bank, type RequestWindow } from './bank.js';
import { refuse, refuseSilently } from './refusal.js';

const UNAUTHORISED_WINDOW: RequestWindow = { limit: 200, lengthMs: 3_600_000 };

/** Counts requests per address in sliding windows on the bank's clock. A refused request does not count. */
export class Throttle {
  /** How many requests were refused since the bank was born. */
  breaches = 0;
  readonly #bank: Bank;
  readonly #requests = new Map<string, Moments>();
  readonly #unauthorised = new Map<string, Moments>();

  constructor(bank: Bank) {
    this.#bank = bank;
  }

  /** Takes a place in both windows, or answers 429. */
  admit(address: string): Answer | undefined {
    if (!this.#bank.settings.rateLimits) return undefined;
    const nowMs = this.#bank.now().getTime();
    const requests = momentsOf(this.#requests, address);
    const unauthorised = momentsOf(this.#unauthorised, address);
    const waitMs = Math.max(
      unauthorised.waitMs(UNAUTHORISED_WINDOW, nowMs),
      ...this.#bank.settings.requestWindows.map((window) => requests.waitMs(window, nowMs)),
    );
    if (waitMs > 0) return this.refusal(waitMs);
    requests.add(nowMs);
    return undefined;
  }

  /** Notes an answer of 401. */
  noteUnauthorised(address: string): void {
    momentsOf(this.#unauthorised, address).add(this.#bank.now().getTime());
  }

  /** By turns: with `Retry-After` and a body, without `Retry-After`, without both. */
  private refusal(waitMs: number): Answer {
    const turn = this.breaches++ % 3;
    const seconds = { 'Retry-After': String(Math.ceil(waitMs / 1000)) };
    const refusal = refuse(429, 'too_many_requests', 'Rate limit exceeded');
    if (turn === 0) return { ...refusal, headers: seconds };
    return turn === 1 ? refusal : refuseSilently(429);
  }
}

export const throttle = shelf('throttle', (bank) => new Throttle(bank));

function momentsOf(all: Map<string, Moments>, address: string): Moments {
  let moments = all.get(address);
  if (moments === undefined) all.set(address, (moments = new Moments()));
  return moments;
}

/** Moments in the order they came, kept for as long as the longest window needs them. */
class Moments {
  #atMs: number[] = [];

  add(atMs: number): void {
    this.#atMs.push(atMs);
    if (this.#atMs.length > 40_000) this.#atMs = this.#atMs.slice(-20_000);
  }

  /** Milliseconds until one more fits into the window; 0 when it fits now. */
  waitMs(window: RequestWindow, nowMs: number): number {
    const oldest = this.#atMs[this.#atMs.length - window.limit];
    return oldest === undefined ? 0 : Math.max(0, oldest + window.lengthMs - nowMs);
  }
}
