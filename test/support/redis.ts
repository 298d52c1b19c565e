import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { RedisConnection } from '../../src/datasources/redis/index.js';
import { hasTool } from './tool.js';

const program = 'redis-server';

/** `describe` where Redis is installed; elsewhere the tests are skipped with a notice, and on a build server they fail. */
export const describeWithRedis = hasTool(program, '--version') ? describe : describe.skip;
if (describeWithRedis !== describe) process.stderr.write(`${program} is not installed: tests are skipped\n`);

/** A Redis of a test's own: a real process in a folder of its own. */
export class RedisServer {
  #process: ChildProcess | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'redis-'));

  private constructor(
    private readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** @param settings As on the command line, `['--appendonly', 'yes']`. By default nothing is written to disk. */
  static async start(...settings: string[]): Promise<RedisServer> {
    for (let attempt = 1; ; attempt++) {
      const server = new RedisServer(await freePort(), settings);
      try {
        await server.start();
        return server;
      } catch (error) {
        // Another program may have taken the port meanwhile.
        await server.close();
        if (attempt === 5) throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, again, with what it has on disk. */
  async start(): Promise<void> {
    const given = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, '--save', ''];
    const child = spawn(program, [...given, ...this.settings], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = child;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('Ready to accept connections')) resolve();
      });
      child.once('exit', () => reject(new Error(`${program} ended: ${output}`)));
    });
  }

  /** Ends it in order, SIGTERM, or at once, SIGKILL. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** It neither answers nor hangs up until `resume`. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Runs one command, `'SET', 'key', 'value'`. */
  async command(name: string, ...given: string[]): Promise<unknown> {
    const client = new Redis(this.url);
    try {
      return await client.call(name, ...given);
    } finally {
      client.disconnect();
    }
  }

  /** All keys with what they hold, lists and the like as JSON. */
  async contents(): Promise<ReadonlyMap<string, string>> {
    const keys = (await this.command('KEYS', '*')) as string[];
    const entries = await Promise.all(keys.map(async (key) => [key, await this.#content(key)] as const));
    return new Map(entries);
  }

  async #content(key: string): Promise<string> {
    const kind = (await this.command('TYPE', key)) as string | { ok: string };
    switch (typeof kind === 'string' ? kind : kind.ok) {
      case 'hash':
        return JSON.stringify(await this.command('HGETALL', key));
      case 'zset':
        return JSON.stringify(await this.command('ZRANGE', key, '0', '-1', 'WITHSCORES'));
      default:
        return (await this.command('GET', key)) as string;
    }
  }

  /** As if its memory had begun so long ago: keys of any age are new to it then, not forgotten. */
  async age(ms: number): Promise<void> {
    for (const [key, value] of await this.contents()) {
      if (!key.endsWith(':memory')) continue;
      const [beganAtMs, ...whose] = value.split(' ');
      await this.command('SET', key, [Number(beganAtMs) - ms, ...whose].join(' '));
    }
  }

  async close(): Promise<void> {
    this.resume();
    await this.stop('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Resolves once Redis answers on this connection. */
export function answering(connection: RedisConnection): Promise<void> {
  return new Promise((resolve) => connection.onReady(resolve));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
