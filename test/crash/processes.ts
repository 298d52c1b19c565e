import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_WITHIN_MS = 30_000;
const OVERDUE = 'ended before everything was done';

/** A program that is started, ended and started again on the same port, with all it says in one file. */
class Program {
  #child: ChildProcess | undefined;
  #exit: Promise<number | null> = Promise.resolve(null);

  constructor(
    readonly port: number,
    private readonly command: readonly [string, ...string[]],
    private readonly environment: Readonly<Record<string, string>>,
    readonly logFile: string,
  ) {}

  async start(isReady: () => Promise<boolean>): Promise<void> {
    const [program, ...given] = this.command;
    const log = openSync(this.logFile, 'a');
    const child = spawn(program, given, {
      env: { PATH: process.env['PATH'], ...this.environment },
      stdio: ['ignore', log, log],
    });
    this.#child = child;
    this.#exit = once(child, 'exit').then(([code]) => code as number | null);
    const untilMs = Date.now() + START_WITHIN_MS;
    while (!(await isReady())) {
      if (child.exitCode !== null || Date.now() > untilMs)
        throw new Error(`${program} did not start, see ${this.logFile}`);
      await delay(50);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Exit code; null when a signal ended it, `LATE` when nothing did in time. */
  exitWithin(ms: number): Promise<number | null | 'LATE'> {
    return Promise.race([this.#exit, delay(ms, 'LATE' as const, { ref: false })]);
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    if (this.isRunning) await this.#exit;
  }
}

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

/** A Redis of its own that keeps an append-only file, written to the disk every second. */
export class RedisProcess {
  readonly #program: Program;
  readonly #directory: string;
  /** Size of the append-only file at points of time. */
  readonly #sizes: { readonly atMs: number; readonly bytes: number }[] = [];
  readonly #sampling: NodeJS.Timeout;

  private constructor(port: number, directory: string) {
    this.#directory = directory;
    const options = {
      port: String(port),
      bind: '127.0.0.1',
      dir: directory,
      save: '',
      appendonly: 'yes',
      appendfsync: 'everysec',
      'auto-aof-rewrite-percentage': '0',
      'aof-load-truncated': 'yes',
    };
    const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    this.#program = new Program(port, ['redis-server', ...given], {}, join(directory, 'redis.log'));
    this.#sampling = setInterval(() => this.#sample(), 50);
  }

  static async start(directory: string): Promise<RedisProcess> {
    const redis = new RedisProcess(await freePort(), directory);
    await redis.startAgain();
    return redis;
  }

  get port(): number {
    return this.#program.port;
  }

  async startAgain(): Promise<void> {
    await this.#program.start(async () => (await this.command('PING').catch(() => '')).startsWith('+PONG'));
  }

  /** @param lostMs How much of what was written last is gone, as if the machine had lost its power. */
  async kill(lostMs: number): Promise<void> {
    const atMs = Date.now() - lostMs;
    await this.#program.kill();
    if (lostMs === 0) return;
    const kept = this.#sizes.findLast((sample) => sample.atMs <= atMs);
    if (kept !== undefined) truncateSync(this.#appendOnlyFile(), kept.bytes);
  }

  async close(): Promise<void> {
    clearInterval(this.#sampling);
    await this.#program.kill();
  }

  /** One command and the text of its answer, as it stands on the line. */
  async command(...words: readonly string[]): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
      socket.write(`*${words.length}\r\n${parts.join('')}`);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString();
    } finally {
      socket.destroy();
    }
  }

  #sample(): void {
    try {
      this.#sizes.push({ atMs: Date.now(), bytes: statSync(this.#appendOnlyFile()).size });
    } catch {
      // Not there yet, or Redis is being started again.
    }
  }

  #appendOnlyFile(): string {
    const directory = join(this.#directory, 'appendonlydir');
    return join(
      directory,
      readdirSync(directory).find((name) => name.endsWith('.incr.aof'))!,
    );
  }
}

/** The simulator of the bank, which outlives all others. */
export class BankProcess {
  private constructor(private readonly program: Program) {}

  static async start(directory: string): Promise<BankProcess> {
    const port = await freePort();
    const environment = { SIMULATOR_PORT: String(port), SIMULATOR_TRANSACTIONS: '0' };
    const command = [process.execPath, 'dist/datasources/simulator/main.js'] as const;
    const bank = new BankProcess(new Program(port, [...command], environment, join(directory, 'bank.log')));
    await bank.program.start(() =>
      bank.control('GET clock').then(
        () => true,
        () => false,
      ),
    );
    return bank;
  }

  get port(): number {
    return this.program.port;
  }

  async control<Json>(door: string, body?: object): Promise<Json> {
    const [method, path] = door.split(' ') as [string, string];
    const response = await fetch(`http://127.0.0.1:${this.port}/_simulator/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${door}: ${response.status}`);
    return (await response.json()) as Json;
  }

  /** The account holder confirms in the app. */
  async allow(sessionToken: string): Promise<void> {
    await fetch(`http://127.0.0.1:${this.port}/v2/mocked_sca_sessions/${sessionToken}/allow`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-token' },
    });
  }

  close(): Promise<void> {
    return this.program.kill();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
