import type { LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { Agent, buildConnector, type Dispatcher } from 'undici';

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
  /** Ends the request early. */
  readonly signal?: AbortSignal | undefined;
}

/** One HTTP answer, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
  /** The same as text; decoded when it is first read. */
  readonly text: string;
}

/** The head of an answer whose body is still on its way. */
export interface OpenReply extends Pick<Reply, 'status' | 'header'> {
  /** Comes as fast as it is read, and fails when it does not come whole. Holds a connection until it is closed. */
  readonly body: Readable;
}

/** No byte of the request has left: no connection could be made. For money this means: nothing happened. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

export type BrokenReason = 'RESET' | 'TIMEOUT' | 'TOO_LARGE' | 'ABORTED';

/** The request may have reached the bank, and no whole answer came back. */
export class Broken extends Error {
  override readonly name = 'Broken';

  constructor(readonly reason: BrokenReason) {
    super(reason);
  }
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
  async send(request: Request): Promise<Reply> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new Broken('TIMEOUT')), request.timeoutMs);
    const onAbort = (): void => abort.abort(new Broken('ABORTED'));
    request.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      if (request.signal?.aborted) throw new Broken('ABORTED');
      const agent = request.method === 'GET' ? this.#reads : this.#writes;
      const response = await agent.request({
        origin: request.origin,
        path: request.target,
        method: request.method as Dispatcher.HttpMethod,
        headers: request.headers,
        body: request.body ?? null,
        signal: abort.signal,
      });
      return await this.#reply(response);
    } catch (error) {
      throw classify(error);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    }
  }

  /**
   * Sends a read and resolves as soon as the head of its answer is there. The time of the request and its signal go on
   * until the body is read.
   *
   * @throws {NotSent | Broken} as {@link send}; once the body has begun, it is the body that fails.
   */
  async open(request: Request): Promise<OpenReply> {
    const abort = new AbortController();
    const onAbort = (): void => abort.abort();
    // AbortSignal.timeout is forgotten, time and all, once nobody but its listeners holds it (seen with Node 20.20, 2026-11-20).
    const timer = setTimeout(onAbort, request.timeoutMs);
    request.signal?.addEventListener('abort', onAbort, { once: true });
    const end = (): void => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    };
    try {
      if (request.signal?.aborted) throw new Broken('ABORTED');
      const { statusCode, headers, body } = await this.#reads.request({
        origin: request.origin,
        path: request.target,
        method: 'GET',
        headers: request.headers,
        signal: abort.signal,
      });
      body.once('close', end);
      // Who reads it meets the failure there; one that nobody reads any more is of no interest.
      body.on('error', () => undefined);
      const header = headerOf(headers);
      if (Number(header('content-length') ?? 0) > this.#maxBytes) {
        body.destroy();
        throw new Broken('TOO_LARGE');
      }
      return { status: statusCode, header, body };
    } catch (error) {
      end();
      throw classify(error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#reads.close(), this.#writes.close()]);
  }

  async #reply(response: Dispatcher.ResponseData): Promise<Reply> {
    const header = headerOf(response.headers);
    if (Number(header('content-length') ?? 0) > this.#maxBytes) {
      response.body.on('error', () => undefined).destroy();
      throw new Broken('TOO_LARGE');
    }
    const bytes = await response.body.bytes();
    const contentType = (header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    return new WholeReply(response.statusCode, contentType, header, bytes);
  }
}

function headerOf(headers: Dispatcher.ResponseData['headers']): Reply['header'] {
  return (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
}

class WholeReply implements Reply {
  #text: string | undefined;

  constructor(
    readonly status: number,
    readonly contentType: string,
    readonly header: Reply['header'],
    readonly bytes: Uint8Array,
  ) {}

  get text(): string {
    return (this.#text ??= new TextDecoder().decode(this.bytes));
  }
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

function classify(error: unknown): NotSent | Broken {
  if (error instanceof NotSent || error instanceof Broken) return error;
  switch ((error as { code?: unknown }).code) {
    case 'UND_ERR_CLOSED': // refused by our own pool, which is shutting down
      return new NotSent('closed');
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return new Broken('TIMEOUT');
    case 'UND_ERR_RES_EXCEEDED_MAX_SIZE':
      return new Broken('TOO_LARGE');
    default:
      return new Broken('RESET');
  }
}
