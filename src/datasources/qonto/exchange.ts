import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { Broken, breakageOf, NotSent } from './breakage.js';
import type { Departure } from './departure.js';
import { PendingReply } from './pending-reply.js';
import { headerIn, type Reply } from './reply.js';

/** Real time, in milliseconds. */
export interface Timeouts {
  /** TCP and TLS. */
  readonly connectMs: number;
  /** From the last byte sent to the last header; reads only. */
  readonly headersMs: number;
  /** Longest silence within a body; reads only. */
  readonly bodyMs: number;
}

/** One HTTP request, ready to go. */
export interface Request {
  readonly method: string;
  readonly origin: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array | undefined;
  /** All of it, from connect to the last byte. */
  readonly timeoutMs: number;
  /** Of its caller, which ends the request early. */
  readonly departure?: Departure | undefined;
}

/** The head of an answer whose body is still on its way. */
export interface OpenReply extends Pick<Reply, 'status' | 'header'> {
  /** Comes as fast as it is read, and fails when it does not come whole. Holds a connection until it is closed. */
  readonly body: Readable;
}

/**
 * The only code that holds a socket to the bank.
 *
 * It follows no redirect, repeats nothing and stores nothing. Reads share kept-alive connections. A write opens its
 * own: a connection that the bank closes at the moment a payment goes out would leave that payment's outcome unknown.
 */
export class Exchange {
  readonly #reads: Agent;
  readonly #writes: Agent;
  readonly #maxBytes: number;

  constructor(timeouts: Timeouts, maxBytes: number, connections: number, lookup?: LookupFunction) {
    this.#maxBytes = maxBytes;
    const options: Agent.Options = {
      connect: connector(timeouts.connectMs, lookup),
      headersTimeout: timeouts.headersMs,
      bodyTimeout: timeouts.bodyMs,
      maxResponseSize: maxBytes,
      connections,
    };
    this.#reads = new Agent({ ...options, pipelining: 1 });
    // `pipelining: 0` is undici's word for `Connection: close`. A slow yes to a payment is worth waiting for: only the
    // whole of a write is timed.
    this.#writes = new Agent({ ...options, pipelining: 0, headersTimeout: 0, bodyTimeout: 0 });
  }

  /**
   * @throws {NotSent} surely nothing was sent.
   * @throws {Broken} something may have been sent, and the answer is not whole.
   */
  send(request: Request): Promise<Reply> {
    const { departure, timeoutMs } = request;
    const agent = request.method === 'GET' ? this.#reads : this.#writes;
    return new Promise((resolve, reject) => {
      if (departure?.hasHappened) return reject(new Broken('ABORTED'));
      const limits = { maxBytes: this.#maxBytes, timeoutMs, departure };
      agent.dispatch(dispatchOf(request), new PendingReply(limits, resolve, reject));
    });
  }

  /**
   * Sends a read and resolves as soon as the head of its answer is there. Until the body is closed, the time of the request
   * runs on, and its caller's departure still ends it.
   *
   * @throws {NotSent | Broken} as {@link send}; once the body has begun, it is the body that fails.
   */
  async open(request: Request): Promise<OpenReply> {
    const abort = new AbortController();
    const onAbort = (): void => abort.abort();
    // AbortSignal.timeout is forgotten, time and all, once nobody but its listeners holds it (seen with Node 20.20, 2026-11-20).
    const timer = setTimeout(onAbort, request.timeoutMs);
    request.departure?.add(onAbort);
    const end = (): void => {
      clearTimeout(timer);
      request.departure?.delete(onAbort);
    };
    try {
      if (request.departure?.hasHappened) throw new Broken('ABORTED');
      const { statusCode, headers, body } = await this.#reads.request({
        ...dispatchOf(request),
        signal: abort.signal,
      });
      body.once('close', end);
      // Who reads it meets the failure there; one that nobody reads any more is of no interest.
      body.on('error', () => undefined);
      const header = (name: string): string | undefined => headerIn(headers, name);
      if (Number(header('content-length') ?? 0) > this.#maxBytes) {
        body.destroy();
        throw new Broken('TOO_LARGE');
      }
      return { status: statusCode, header, body };
    } catch (error) {
      end();
      throw breakageOf(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#reads.close(), this.#writes.close()]);
  }
}

function dispatchOf({ origin, target, method, headers, body }: Request): Dispatcher.DispatchOptions {
  return { origin, path: target, method: method as Dispatcher.HttpMethod, headers, body: body ?? null };
}

/** Whatever fails here fails before the first byte of a request: so the error carries that knowledge with it. */
function connector(timeoutMs: number, lookup: LookupFunction | undefined): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, ...(lookup === undefined ? {} : { lookup }) });
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(new NotSent('connect', { cause: error }), null);
    });
}
