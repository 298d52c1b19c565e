import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const START_WITHIN_MS = 30_000;

/** Whatever ends this process ends what it has started. */
const children = new Set<ChildProcess>();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

/** A program that is started, ended and started again on the same port, with all it says in one file. */
export class Program {
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
    closeSync(log);
    this.#child = child;
    children.add(child);
    this.#exit = once(child, 'exit').then(([code]) => {
      children.delete(child);
      return code as number | null;
    });
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

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
