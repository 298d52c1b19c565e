import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';

/** How often every gateway is asked whether it takes work. */
const LOOK_EVERY_MS = 200;

/** A gateway that says no is left alone at once, one that says nothing after so many looks. */
const LOOK_WITHIN_MS = 1_000;
const SILENT_LOOKS = 3;

interface Place {
  readonly url: string;
  readonly pool: Pool;
  isReady: boolean;
  silentLooks: number;
}

/**
 * Stands in front of the gateways as a load balancer does: each request goes to the next one whose `GET /readyz` says
 * that it takes work. None is repeated: what was sent may have been done. 502 when a gateway breaks off, 503 when none
 * is ready.
 */
export class Balancer {
  readonly #places: readonly Place[];
  readonly #server = createServer((request, response) => void this.#pass(request, response));
  #isOpen = true;
  #next = 0;

  private constructor(urls: readonly string[]) {
    // Answers may take as long as a payment; the gateways have limits of their own.
    const options = { headersTimeout: 0, bodyTimeout: 0 };
    this.#places = urls.map((url) => ({
      url,
      pool: new Pool(url, options),
      isReady: false,
      silentLooks: 0,
    }));
  }

  /** @param port 0: any that is free. */
  static async start(urls: readonly string[], port = 0): Promise<Balancer> {
    const balancer = new Balancer(urls);
    await Promise.all(balancer.#places.map((place) => look(place)));
    for (const place of balancer.#places) void balancer.#watch(place);
    balancer.#server.listen(port, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when new requests go to that gateway. */
  async isSentTo(url: string): Promise<void> {
    while (!this.#places.some((place) => place.url === url && place.isReady)) await delay(LOOK_EVERY_MS / 4);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    this.#server.closeAllConnections();
    this.#server.close();
    await Promise.all(this.#places.map(({ pool }) => pool.destroy()));
  }

  async #watch(place: Place): Promise<void> {
    while (this.#isOpen) {
      await delay(LOOK_EVERY_MS);
      await look(place);
    }
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const place = this.#turn();
    if (place === undefined) {
      response.writeHead(503).end();
      return;
    }
    const hangUp = new AbortController();
    response.once('close', () => hangUp.abort());
    try {
      const answer = await place.pool.request({
        method: request.method as 'GET',
        path: request.url ?? '/',
        headers: endToEnd(request.headers),
        body: hasBody(request) ? request : null,
        signal: hangUp.signal,
      });
      response.writeHead(answer.statusCode, endToEnd(answer.headers));
      await pipeline(answer.body, response);
    } catch (error) {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end((error as NodeJS.ErrnoException).code);
    }
  }

  #turn(): Place | undefined {
    const ready = this.#places.filter(({ isReady }) => isReady);
    return ready[this.#next++ % ready.length];
  }
}

async function look(place: Place): Promise<void> {
  try {
    const { ok } = await fetch(`${place.url}/readyz`, { signal: AbortSignal.timeout(LOOK_WITHIN_MS) });
    place.isReady = ok;
    place.silentLooks = 0;
  } catch {
    place.silentLooks++;
    if (place.silentLooks >= SILENT_LOOKS) place.isReady = false;
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return 'content-length' in headers || 'transfer-encoding' in headers;
}

/** Those that are about one connection alone stay on it. Source: RFC 9110 §7.6.1. */
function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
