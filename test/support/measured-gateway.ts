import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/datasources/simulator/index.js';

/** What the process of a gateway tells of itself. */
export interface Measure {
  /** The latest turn of its event loop since {@link MeasuredGateway.begin}. */
  readonly latestMs: number;
  readonly p999Ms: number;
  /** Rejections and exceptions that nobody handled. */
  readonly unhandled: number;
  /** Whether something was put on the prototype of all objects. */
  readonly polluted: boolean;
  readonly rssMb: number;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Sends the body in pieces, without saying how long it is. */
  readonly chunked?: boolean;
}

/** The built gateway, alone in a process, in front of a simulator in this one that sets no limits. */
export class MeasuredGateway {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  output = '';

  private constructor(
    private readonly process: ChildProcess,
    private readonly simulator: Simulator,
    readonly url: string,
  ) {}

  static async start(
    options: {
      readonly graphiql: boolean;
      readonly callerLimits?: { operationsPerSecond?: number; paymentsPerHour?: number };
    },
    simulatorOptions: SimulatorOptions = {},
  ): Promise<MeasuredGateway> {
    const settings = { rateLimits: false, requestWindows: [], ...simulatorOptions.settings };
    const sizes = { transactions: 400, clients: 20, clientInvoices: 40, supplierInvoices: 40 };
    const simulator = await startSimulator({ sizes, ...simulatorOptions, settings });
    const given = JSON.stringify({ bankUrl: simulator.url, ...options });
    const child = spawn(process.execPath, ['test/support/measured-gateway-process.mjs', given], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    child.stdout!.on('data', (part: Buffer) => (output += String(part)));
    child.stderr!.on('data', (part: Buffer) => (output += String(part)));
    const ended = once(child, 'exit').then(() => {
      throw new Error(`The gateway ended: ${output}`);
    });
    ended.catch(() => {});
    const [{ url }] = (await Promise.race([once(child, 'message'), ended])) as [{ url: string }];
    const gateway = new MeasuredGateway(child, simulator, url);
    child.stdout!.on('data', () => (gateway.output = output));
    child.stderr!.on('data', () => (gateway.output = output));
    return gateway;
  }

  /** Begins to measure. */
  async begin(): Promise<void> {
    await this.#told('begin');
  }

  async read(): Promise<Measure> {
    return (await this.#told('read')) as Measure;
  }

  /** Sends whatever a client could send, right or wrong. */
  send({ method = 'POST', path = '/graphql', headers = {}, body, chunked = false }: Sent): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.url);
      const length = body === undefined || chunked ? {} : { 'content-length': Buffer.byteLength(body) };
      const sent = request(
        { hostname, port, method, path, agent: this.#agent, headers: { ...length, ...headers } },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(parts).toString(),
            }),
          );
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  /** Sends a GraphQL request as JSON. */
  ask(query: string, variables?: unknown, operationName?: unknown): Promise<Answer> {
    return this.send({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables, operationName }),
    });
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.process.removeAllListeners('exit');
    const exit = once(this.process, 'exit');
    this.process.disconnect();
    await exit;
    await this.simulator.close();
  }

  async #told(word: string): Promise<unknown> {
    const answer = once(this.process, 'message');
    this.process.send(word);
    return (await answer)[0];
  }
}
