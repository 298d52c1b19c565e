import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as send,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Hold } from './hold.js';
import type { RoundPlan, WirePoint } from './plan.js';

/** Where to stop one payment on its way to the bank and back. */
export interface WireStop {
  readonly point: Exclude<WirePoint, 'payee check' | 'reply half'>;
  readonly hold: Hold;
  readonly plan: RoundPlan;
}

interface BankAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
}

/**
 * Stands between the gateways and the bank: to them it is the bank. It knows a payment by its reference, and a gateway by
 * its credential.
 */
export class BankProxy {
  readonly #server: Server;
  readonly #stops = new Map<string, WireStop>();
  readonly #payeeChecks = new Map<string, Hold>();
  readonly #lookUps = new Map<string, Hold>();
  readonly #polls = new Map<string, Hold>();

  private constructor(private readonly bankPort: number) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(bankPort: number): Promise<BankProxy> {
    const proxy = new BankProxy(bankPort);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stopPayment(reference: string, stop: WireStop): void {
    this.#stops.set(reference, stop);
  }

  /** Stops the next payee check of a gateway. */
  stopPayeeCheck(credential: string, hold: Hold): void {
    this.#payeeChecks.set(credential, hold);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      await this.#route({ request, response, body: Buffer.concat(chunks) });
    } catch {
      response.destroy();
    }
  }

  async #route(exchange: Exchange): Promise<void> {
    const { request, response, body } = exchange;
    const path = request.url!.split('?')[0]!;
    if (request.method === 'POST' && path === '/v2/sepa/transfers') {
      const reference = referenceOf(body);
      const stop = this.#stops.get(reference);
      this.#stops.delete(reference);
      if (stop !== undefined) return this.#stopPost(exchange, stop);
    }
    const hold = this.#holdOf(request.method!, path, request.headers.authorization ?? '');
    if (hold !== undefined && (await hold.wait()) === 'CUT') return void response.destroy();
    answer(response, await this.#forward(exchange));
  }

  /** Reads that are stopped, once. */
  #holdOf(method: string, path: string, credential: string): Hold | undefined {
    const [holds, key] =
      method === 'POST' && path === '/v2/sepa/verify_payee'
        ? [this.#payeeChecks, credential]
        : method === 'GET' && path === '/v2/sepa/transfers'
          ? [this.#lookUps, credential]
          : [this.#polls, path.replace('/v2/sca_sessions/', '')];
    const hold = holds.get(key);
    holds.delete(key);
    return hold;
  }

  async #stopPost(exchange: Exchange, { point, hold, plan }: WireStop): Promise<void> {
    const { request, response } = exchange;
    switch (point) {
      case 'bytes written': {
        const known = plan.delivery === 'AT_ONCE' ? await this.#forward(exchange) : undefined;
        const how = await hold.wait();
        if (plan.delivery === 'LATE') await delay(plan.lateMs);
        const late = plan.delivery === 'LATE' ? await this.#forward(exchange) : known;
        if (how === 'CUT' || late === undefined) return void response.destroy();
        return answer(response, late);
      }
      case 'headers received':
      case 'body half': {
        const { status, headers, body } = await this.#forward(exchange);
        response.writeHead(status, headers).flushHeaders();
        const half = point === 'body half' ? body.length >> 1 : 0;
        if (half > 0) response.write(body.subarray(0, half));
        if ((await hold.wait()) === 'CUT') return void response.destroy();
        return void response.end(body.subarray(half));
      }
      case 'look-up':
        this.#lookUps.set(request.headers.authorization ?? '', hold);
        if (plan.delivery === 'AT_ONCE') await this.#forward(exchange);
        response.destroy();
        if (plan.delivery === 'LATE') await delay(plan.lateMs).then(() => this.#forward(exchange));
        return;
      case 'confirmation poll': {
        const told = await this.#forward(exchange);
        const { sca_session_token: token } = JSON.parse(told.body.toString()) as {
          sca_session_token?: string;
        };
        if (token !== undefined) this.#polls.set(token, hold);
        return answer(response, told);
      }
    }
  }

  /** Brings a request to the bank, whatever becomes of the gateway meanwhile. */
  #forward({ request: { method, url, headers }, body }: Exchange): Promise<BankAnswer> {
    return new Promise((resolve, reject) => {
      const request = send({
        port: this.bankPort,
        host: '127.0.0.1',
        method,
        path: url,
        headers,
        agent: false,
      });
      request.on('error', reject).on('response', (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('error', reject)
          .on('end', () =>
            resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
          );
      });
      request.end(body);
    });
  }
}

function answer(response: ServerResponse, { status, headers, body }: BankAnswer): void {
  response.writeHead(status, headers).end(body);
}

function referenceOf(body: Buffer): string {
  return (JSON.parse(body.toString()) as { transfer: { reference: string } }).transfer.reference;
}
