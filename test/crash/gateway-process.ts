import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, Program } from './program.js';

/** The shipped gateway, as it is deployed. */
export class GatewayProcess {
  readonly #program: Program;

  private constructor(
    readonly name: string,
    /** What it shows to the bank. */
    readonly credential: string,
    program: Program,
  ) {
    this.#program = program;
  }

  static async start(
    number: number,
    at: { readonly directory: string; readonly bankUrl: string; readonly redisPort: number },
  ): Promise<GatewayProcess> {
    const port = await freePort();
    const environment = {
      PORT: String(port),
      LOG_LEVEL: 'warn',
      QONTO_BASE_URL: at.bankUrl,
      QONTO_ACCESS_TOKEN: `gateway-${number}`,
      REDIS_URL: `redis://127.0.0.1:${at.redisPort}`,
      CALLER_PAYMENTS_PER_HOUR: 'off',
      PAYMENT_STORE_SECRET: 'a secret that all gateways of a test share',
    };
    const command = [process.execPath, '--enable-source-maps', 'dist/main.js'] as const;
    const program = new Program(port, [...command], environment, join(at.directory, `gateway-${number}.log`));
    const gateway = new GatewayProcess(`gateway ${number}`, `Bearer gateway-${number}`, program);
    await gateway.startAgain();
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#program.port}`;
  }

  get isRunning(): boolean {
    return this.#program.isRunning;
  }

  async startAgain(): Promise<void> {
    await this.#program.start(() =>
      fetch(`${this.url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#program.signal(signal);
  }

  exitWithin(ms: number): Promise<number | null | 'LATE'> {
    return this.#program.exitWithin(ms);
  }

  kill(): Promise<void> {
    return this.#program.kill();
  }

  /** Lines of the log that tell of a defect; the exit code tells of an end that took too long. */
  defects(): readonly string[] {
    return readFileSync(this.#program.logFile, 'utf8')
      .split('\n')
      .filter((line) => /"defect"|Error:|"level":[56]0/.test(line) && !line.includes(OVERDUE));
  }
}

/** What the log says when the drain was cut short; see `graceful-end.ts`. */
const OVERDUE = 'ended before everything was done';
