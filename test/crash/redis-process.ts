import { once } from 'node:events';
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, Program } from './program.js';

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

  /**
   * Lets the memory of payments look older than it is: a payment whose key may be older than the memory has to wait for
   * minutes. There is a memory from the first payment on.
   */
  async growOld(ms: number): Promise<void> {
    const [, , key = ''] = (await this.command('KEYS', '*:memory')).split('\r\n');
    const [, value = ''] = (await this.command('GET', key)).split('\r\n');
    const older = value.replace(/^\d+/, (beganAtMs) => String(Number(beganAtMs) - ms));
    await this.command('SET', key, older);
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
