import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { startSimulator } from '../../src/datasources/simulator/index.js';
import type { TransportOptions } from '../../src/datasources/qonto/index.js';
import { startGateway, type TestGateway } from './gateway.js';

/** Short enough to be waited for. */
const timeouts = { connectMs: 200, readMs: 400, writeMs: 500 };

/** A bank that fails when it is told to, and gateways in front of it whose pauses cost no time. */
export class FaultyBank {
  #aheadMs = 0;

  private constructor(
    readonly url: string,
    private readonly line: Line,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(): Promise<FaultyBank> {
    const simulator = await startSimulator({ sizes: { transactions: 10 }, clock: bankClock });
    const line = await Line.to(Number(new URL(simulator.url).port));
    return new FaultyBank(simulator.url, line, async () => {
      await line.cut();
      await simulator.close();
    });
  }

  /** A gateway that has seen nothing yet: no fault of an earlier one counts. */
  async gateway(options: Partial<TransportOptions> = {}): Promise<TestGateway> {
    return startGateway(
      { clock: bankClock },
      {
        origin: this.line.url,
        timeouts,
        maxAnswerBytes: 100_000,
        random: () => 0,
        clock: () => performance.now() + this.#aheadMs,
        sleep: async (ms, signal) => {
          signal?.throwIfAborted();
          this.#aheadMs += ms;
        },
        ...options,
      },
      { bankUrl: this.url },
    );
  }

  /** Lets time pass for the client of the bank: pauses, circuits, budgets. */
  passTime(ms: number): void {
    this.#aheadMs += ms;
  }

  /** No connection can be made from now on. */
  unplug(): Promise<void> {
    return this.line.cut();
  }

  plug(): Promise<void> {
    return this.line.mend();
  }

  close(): Promise<void> {
    return this.end();
  }
}

const bankClock = { now: () => new Date('2026-03-20T12:00:00Z') };

/** A line that can be cut: it passes bytes on to a port. */
class Line {
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async to(target: number): Promise<Line> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new Line(server, (server.address() as AddressInfo).port);
    server.on('connection', (near) => {
      const far = connect(target, '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        line.#sockets.add(one);
        one.on('close', () => {
          line.#sockets.delete(one);
          other.destroy();
        });
        one.on('error', () => undefined);
        one.pipe(other);
      }
    });
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async cut(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  async mend(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }
}
