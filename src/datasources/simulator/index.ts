import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Bank, type Clock, type Settings, type Sizes } from './bank.js';
import { control, type House } from './control.js';
import { RESOURCES } from './resources.js';
import { Router } from './router.js';
import { readCall, serve } from './server.js';
import { webhooks } from './webhook.js';

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** `127.0.0.1` by default. */
  readonly host?: string;
  /** Equal seeds give equal data. */
  readonly seed?: number;
  readonly sizes?: Partial<Sizes>;
  /** The machine's clock by default; the control door can shift it. */
  readonly clock?: Clock;
  readonly settings?: Partial<Settings>;
}

export interface Simulator {
  /** `http://127.0.0.1:4010`, without `/v2`. */
  readonly url: string;
  readonly port: number;
  /** Sends webhooks there from now on, signed with the secret. */
  readonly tellChanges: (url: string, secret: string) => void;
  /** Ends all connections. */
  readonly close: () => Promise<void>;
}

const SIZES: Sizes = { transactions: 2_400, clients: 64, clientInvoices: 320, supplierInvoices: 340 };

const SETTINGS: Settings = {
  idempotencyModel: 'atomic',
  concurrentRequestStatus: 429,
  keyedWorkMs: 0,
  perPageAboveLimit: 'clamp',
  nextPageOnLastPage: 'null',
  rateLimits: true,
  // Source: docs.qonto.com, rate limits, read 2026-11-20.
  requestWindows: [
    { limit: 1_000, lengthMs: 10_000 },
    { limit: 10_000, lengthMs: 600_000 },
  ],
  stagingToken: null,
  strictPayeeProof: false,
  attachmentDelaySeconds: 3,
  invoiceFileDelaySeconds: 10,
  // The guide's script takes a 404 here for a failure, so waiting longer must be asked for.
  invoiceFileLagSeconds: 0,
  supplierInvoiceReadingSeconds: 15,
  // Source: docs.qonto.com, webhooks, read 2026-11-20.
  webhookAnswerMs: 1_000,
};

/** Starts the pretend bank on real HTTP; it answers as Qonto's Business API does. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  const router = new Router(RESOURCES.map(({ routes }) => routes));
  let bank = bear(options);
  const house: House = {
    bank: () => bank,
    resources: RESOURCES,
    reset: ({ seed, sizes }) => {
      bank.of(webhooks).close();
      bank = bear({
        ...options,
        ...(seed !== undefined && { seed }),
        sizes: { ...options.sizes, ...sizes },
      });
    },
  };

  let url = '';
  const server = createServer((request, response) => {
    const answered = readCall(request, url).then((call) => {
      if (call === undefined) return writeJson(response, 413, {});
      if (!call.url.pathname.startsWith('/_simulator/')) return serve(call, response, bank, router, url);
      const { status, json } = control(call, house);
      return writeJson(response, status, json);
    });
    // The caller hung up, or sent what is no HTTP: nobody is left to be told.
    answered.catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  return {
    url,
    port,
    tellChanges: (callback, secret) => void bank.of(webhooks).subscribe(callback, secret),
    close: () =>
      new Promise((resolve, reject) => {
        bank.of(webhooks).close();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function bear(options: SimulatorOptions): Bank {
  const bank = new Bank({
    seed: options.seed ?? 1,
    sizes: { ...SIZES, ...options.sizes },
    settings: { ...SETTINGS, ...options.settings },
    clock: options.clock ?? { now: () => new Date() },
  });
  for (const { shelf } of RESOURCES) if (shelf !== undefined) bank.of(shelf);
  return bank;
}

function writeJson(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(json));
}
