import { setTimeout as delay } from 'node:timers/promises';
import type { Meter } from './call.js';
import { Session, type QontoSession } from './client.js';
import type { Credential } from './credential.js';
import { Exchange, type Timeouts } from './exchange.js';
import type { CallLogger } from './redact.js';

export interface TransportOptions {
  /** Scheme, host and port, e.g. `https://thirdparty.qonto.com`. Call paths start with `/v2`. */
  readonly origin: string;
  /** Sent with every call to the sandbox; production does not know it. */
  readonly stagingToken?: string | undefined;
  readonly timeouts?: Partial<Timeouts & CallTimeouts>;
  /** Connections kept open for reads. Default 64. */
  readonly connections?: number;
  /** Longest answer that is read, in bytes. Default 10 MB. */
  readonly maxAnswerBytes?: number;
  /** Monotonic clock in milliseconds. Default `performance.now`. */
  readonly clock?: () => number;
  /** Between 0 and 1, for the spread of retries. Default `Math.random`. */
  readonly random?: () => number;
  readonly sleep?: Sleep;
  /** Gets one debug line per request to the bank; a pino logger fits. */
  readonly logger?: CallLogger | undefined;
}

export interface CallTimeouts {
  /** A read with its repeats and waits. Default 25 s. */
  readonly readMs: number;
  /** A write. Default 30 s. */
  readonly writeMs: number;
}

/** Resolves after so many milliseconds; rejects when the signal aborts. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

export interface SessionOptions {
  readonly credential: Credential;
  /** Counted up while the session works. */
  readonly meter: Meter;
  /** Ends reads early, never writes: a payment on its way cannot be called back. */
  readonly signal?: AbortSignal | undefined;
  /** When reads give up, on the transport's clock (see {@link QontoTransport.now}). */
  readonly deadline?: number | undefined;
  /** Default 120. */
  readonly maxRequests?: number | undefined;
}

/**
 * The way to the bank: one per process, since the bank counts requests per IP address.
 *
 * It shares connections and budgets between sessions, and nothing else: no answer of one caller can reach another.
 */
export class QontoTransport {
  readonly #options: TransportOptions;
  readonly #exchange: Exchange;
  readonly #timeouts: Timeouts & CallTimeouts;
  readonly #clock: () => number;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#timeouts = { ...defaultTimeouts, ...options.timeouts };
    this.#clock = options.clock ?? (() => performance.now());
    const maxBytes = options.maxAnswerBytes ?? 10_000_000;
    this.#exchange = new Exchange(this.#timeouts, maxBytes, options.connections ?? 64);
  }

  /** One GraphQL operation of one caller. */
  session(options: SessionOptions): QontoSession {
    return new Session({
      exchange: this.#exchange,
      origin: new URL(this.#options.origin).origin,
      stagingToken: this.#options.stagingToken,
      timeouts: this.#timeouts,
      clock: this.#clock,
      random: this.#options.random ?? Math.random,
      sleep: this.#options.sleep ?? sleep,
      logger: this.#options.logger,
      maxRequests: 120,
      ...options,
    });
  }

  /** Milliseconds on the clock that deadlines are given in. */
  now(): number {
    return this.#clock();
  }

  /** Waits for requests on their way, then closes every connection. */
  async close(): Promise<void> {
    await this.#exchange.close();
  }
}

const defaultTimeouts: Timeouts & CallTimeouts = {
  connectMs: 3_000,
  headersMs: 15_000,
  bodyMs: 20_000,
  readMs: 25_000,
  writeMs: 30_000,
};

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal === undefined ? {} : { signal });
}
