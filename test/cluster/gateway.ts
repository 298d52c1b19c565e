import { join } from 'node:path';
import { freePort, Program } from '../crash/program.js';

/** Longer than a process may take to end: its delay, the drain of 45 s, and some room. */
const END_WITHIN_MS = 60_000;

/** The shipped gateway, set up as `deploy/` does it. */
export class Gateway {
  private constructor(private readonly program: Program) {}

  /** @param environment What all gateways of the cluster have in common. */
  static async start(
    number: number,
    directory: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<Gateway> {
    const port = await freePort();
    const command = [process.execPath, '--enable-source-maps', 'dist/main.js'] as const;
    const own = { ...environment, PORT: String(port) };
    const log = join(directory, `gateway-${number}.log`);
    const gateway = new Gateway(new Program(port, [...command], own, log));
    await gateway.#start();
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.program.port}`;
  }

  /**
   * Ends it in order, and starts it again.
   *
   * @returns how it ended: its exit code, or what kept it from having one.
   */
  async restart(): Promise<number | null | 'LATE'> {
    const exit = await this.end();
    await this.#start();
    return exit;
  }

  /** SIGTERM, then its exit code; `LATE` when it had to be killed. */
  async end(): Promise<number | null | 'LATE'> {
    this.program.signal('SIGTERM');
    const exit = await this.program.exitWithin(END_WITHIN_MS);
    await this.program.kill();
    return exit;
  }

  #start(): Promise<void> {
    return this.program.start(() =>
      fetch(`${this.url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }
}
