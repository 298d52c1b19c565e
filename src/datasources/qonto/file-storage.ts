import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { GatewayError } from '../../errors.js';
import { Places } from '../places.js';
import { fileNameOf, type OpenFile } from './bank-file.js';
import { NotSent } from './breakage.js';
import { Departure } from './departure.js';
import { Exchange, type OpenReply } from './exchange.js';
import { InsideAddress, publicOnly } from './public-address.js';

export interface FileStorageOptions {
  /** Names of hosts that may be asked, themselves and everything below: `amazonaws.com`. */
  readonly hosts: readonly string[];
  /** Origins that may be asked although they are neither HTTPS nor public: a simulator on loopback. */
  readonly origins?: readonly string[] | undefined;
  /** Default 20 MB. */
  readonly maxBytes?: number;
  /** For a whole file, as long as its reader takes. Default 60 s. */
  readonly timeoutMs?: number;
  /** Files that are on their way at once; default 16. */
  readonly atOnce?: number;
  /** Files that wait for their turn; default 64. All others are `OVERLOADED`. */
  readonly waiting?: number;
  /** Resolves names; default: the system's. */
  readonly lookup?: LookupFunction;
}

/** What stands in messages for a link, which is itself a secret: who holds it can read the file. */
const NAME = 'GET <file storage>';

/**
 * Fetches files by the links that the bank hands out, from the bank's storage and from nowhere else.
 *
 * A link comes from outside, so it could point inside: only HTTPS to known hosts, only public addresses (checked when
 * the connection is made, against names that change their mind), no redirect, no credential.
 */
export class FileStorage {
  readonly #public: Exchange;
  readonly #trusted: Exchange;
  readonly #timeoutMs: number;
  readonly #places: Places;

  constructor(private readonly options: FileStorageOptions) {
    const timeouts = { connectMs: 3_000, headersMs: 15_000, bodyMs: 20_000 };
    const maxBytes = options.maxBytes ?? 20_000_000;
    this.#public = new Exchange(timeouts, maxBytes, 16, publicOnly(options.lookup ?? systemLookup));
    this.#trusted = new Exchange(timeouts, maxBytes, 16);
    this.#timeoutMs = options.timeoutMs ?? 60_000;
    this.#places = new Places(options.atOnce ?? 16, options.waiting ?? 64);
  }

  /**
   * The file behind a link of the bank; such a link dies after 30 minutes. Source: Qonto's use-case guide, 2026-11-20.
   *
   * Resolves with its first bytes; the rest comes as fast as it is read. It takes one of a few places until its content
   * is closed. A file above the cap breaks off.
   *
   * @throws {GatewayError} `OVERLOADED` (all places are taken), `NOT_FOUND` (`LINK_EXPIRED`: ask the bank for a new link), `UPSTREAM_CONTRACT`
   *   (`LINK_REFUSED`: the link points elsewhere), `UPSTREAM_UNAVAILABLE`.
   */
  async open(link: string, signal?: AbortSignal): Promise<OpenFile> {
    const url = URL.canParse(link) ? new URL(link) : undefined;
    const trusted = url !== undefined && (this.options.origins ?? []).includes(url.origin);
    if (url === undefined || url.username !== '' || url.password !== '' || !(trusted || this.#isStorage(url)))
      throw refused();
    if (this.#places.isFull) throw busy();
    return new Promise((resolve, reject) => {
      const whole = this.#places.work(async () => {
        const { body, ...reply } = await this.#request(url, trusted ? this.#trusted : this.#public, signal);
        const closed = new Promise((done) => body.once('close', done));
        resolve(await begun({ body, ...reply }));
        await closed;
      });
      whole.catch(reject);
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#public.close(), this.#trusted.close()]);
  }

  async #request(url: URL, exchange: Exchange, signal: AbortSignal | undefined): Promise<OpenReply> {
    const reply = await exchange
      .open({
        method: 'GET',
        origin: url.origin,
        target: url.pathname + url.search,
        headers: { 'user-agent': 'qonto-graphql-gateway' },
        timeoutMs: this.#timeoutMs,
        departure: signal && new Departure(signal),
      })
      .catch((error: unknown) => {
        throw failure(error);
      });
    if (reply.status === 200) return reply;
    reply.body.destroy();
    throw unread(reply.status);
  }

  #isStorage({ protocol, port, hostname }: URL): boolean {
    const named = this.options.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
    return protocol === 'https:' && port === '' && named;
  }
}

function failure(error: unknown): GatewayError {
  if (error instanceof NotSent && error.cause instanceof InsideAddress) return refused();
  const words = error instanceof NotSent ? 'cannot be reached' : 'did not deliver the whole file';
  return new GatewayError('UPSTREAM_UNAVAILABLE', `${NAME}: ${words}`, {
    retryable: true,
    reason: 'FILE_STORAGE',
  });
}

function refused(): GatewayError {
  return new GatewayError(
    'UPSTREAM_CONTRACT',
    `${NAME}: the link does not point to the storage of the bank`,
    {
      reason: 'LINK_REFUSED',
    },
  );
}

function busy(): GatewayError {
  return new GatewayError('OVERLOADED', 'Too many files are on their way at this moment.', {
    retryable: true,
    retryAfterSeconds: 5,
  });
}

/** Longest signature of a type: that of PNG. */
const headBytes = 8;

/** Reads as many bytes as tell the type. */
async function begun({ body, header }: OpenReply): Promise<OpenFile> {
  const chunks = body.iterator() as AsyncIterableIterator<Buffer>;
  let head = Buffer.alloc(0);
  try {
    while (head.length < headBytes) {
      const { value, done } = await chunks.next();
      if (done === true) break;
      head = Buffer.concat([head, value]);
    }
  } catch (error) {
    throw failure(error);
  }
  async function* all(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    yield* chunks;
  }
  const length = header('content-length');
  return {
    fileName: fileNameOf(header('content-disposition')),
    head,
    size: length === undefined ? undefined : Number(length),
    content: Readable.from(all(), { objectMode: false }).on('close', () => body.destroy()),
  };
}

function unread(status: number): GatewayError {
  // Storage answers 403 to an expired link and 404 while the file is not there yet. Source: Qonto's guide, 2026-11-20.
  if (status === 403 || status === 404)
    return new GatewayError(
      'NOT_FOUND',
      `${NAME}: the link has expired or the file is not there yet (HTTP ${status})`,
      {
        retryable: true,
        reason: status === 403 ? 'LINK_EXPIRED' : 'FILE_NOT_READY',
        upstream: { status },
      },
    );
  return new GatewayError('UPSTREAM_UNAVAILABLE', `${NAME}: HTTP ${status}`, {
    retryable: status >= 500,
    reason: 'FILE_STORAGE',
    upstream: { status },
  });
}
