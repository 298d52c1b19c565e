import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Meter } from '../../../src/datasources/qonto/call.js';
import type { QontoSession } from '../../../src/datasources/qonto/session.js';
import { bearerToken } from '../../../src/datasources/qonto/credential.js';
import {
  QontoTransport,
  type SessionOptions,
  type TransportOptions,
} from '../../../src/datasources/qonto/transport.js';

/** One answer of the script; the last one is repeated. */
export type Scene = (response: ServerResponse, request: IncomingMessage) => void;

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real HTTP server on loopback that plays a script, and a client towards it whose clock only sleeping moves. */
export class ScriptedBank {
  readonly seen: Seen[] = [];
  readonly slept: number[] = [];
  readonly lines: unknown[] = [];
  now = 0;
  transport!: QontoTransport;
  #server!: Server;
  readonly #script: Scene[];

  private constructor(script: Scene[]) {
    this.#script = script;
  }

  static async play(script: Scene[], options: Partial<TransportOptions> = {}): Promise<ScriptedBank> {
    const bank = new ScriptedBank(script);
    bank.#server = createServer((request, response) => void bank.#answer(request, response));
    await new Promise<void>((resolve) => bank.#server.listen(0, '127.0.0.1', resolve));
    bank.transport = new QontoTransport({
      origin: bank.origin,
      clock: () => bank.now,
      random: () => 0.5,
      sleep: async (ms) => {
        bank.slept.push(ms);
        bank.now += ms;
      },
      logger: { debug: (fields, message) => bank.lines.push({ ...fields, message }) },
      ...options,
    });
    opened.push(bank);
    return bank;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  session(options: Partial<SessionOptions> = {}): QontoSession {
    const meter: Meter = { requests: 0, deduplicated: 0, retries: 0 };
    return this.transport.session({ credential: bearerToken('token-1'), meter, ...options });
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await this.transport.close().catch(() => undefined); // a test may have closed it
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const scene = this.#script[Math.min(this.seen.length, this.#script.length - 1)];
    this.seen.push({ method, url, headers, body: Buffer.concat(chunks).toString('latin1') });
    scene?.(response, request);
  }
}

const opened: ScriptedBank[] = [];

export async function closeBanks(): Promise<void> {
  await Promise.all(opened.splice(0).map((bank) => bank.close()));
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Scene {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function raw(status: number, type: string | undefined, body: string, headers = {}): Scene {
  return (response) => {
    response.writeHead(status, { ...(type === undefined ? {} : { 'content-type': type }), ...headers });
    response.end(body);
  };
}

/** The request arrives whole; then the line breaks. */
export const drop: Scene = (response) => response.destroy();

/** Headers and half of a body; then the line breaks. */
export const dropHalfway: Scene = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"transactions": [', () => response.destroy());
};

export const silence: Scene = () => undefined;
