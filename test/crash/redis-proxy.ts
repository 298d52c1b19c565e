import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Hold } from './hold.js';

/** Where to stop the commands of one payment: at which write of its record, and before or after Redis did it. */
export interface StoreStop {
  readonly write: number;
  readonly side: 'BEFORE' | 'AFTER';
  readonly hold: Hold;
}

/**
 * Stands between one gateway and Redis, and can hold the connection at the nth write of a payment's record.
 *
 * It knows of the protocol only how a payment's record is named, that it is the last key of a script, and that a write
 * brings more arguments than a reading.
 */
export class RedisProxy {
  readonly #server: Server;
  readonly #writes = new Map<string, number>();
  #expected: StoreStop | undefined;
  #watched: { readonly key: string; readonly stop: StoreStop } | undefined;

  private constructor(
    private readonly redisPort: number,
    /** Records that were met, by any gateway. */
    private readonly known: Set<string>,
  ) {
    this.#server = createServer((socket) => this.#pass(socket));
  }

  static async start(redisPort: number, known: Set<string>): Promise<RedisProxy> {
    const proxy = new RedisProxy(redisPort, known);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Stops the next payment that no gateway has met yet. */
  stopNext(stop: StoreStop): void {
    this.#expected = stop;
  }

  forgetStop(): void {
    this.#expected = undefined;
    this.#watched = undefined;
  }

  close(): void {
    this.#server.close();
  }

  #pass(gateway: Socket): void {
    const redis = connect(this.redisPort, '127.0.0.1');
    const cut = (): void => {
      gateway.destroy();
      redis.destroy();
    };
    for (const socket of [gateway, redis]) socket.setNoDelay(true).on('error', cut).on('close', cut);
    let rest: Buffer = Buffer.alloc(0);
    let isHeld = false;
    let isDeaf = false;
    const held: Buffer[] = [];
    const goOn = (how: 'GO_ON' | 'CUT', side: StoreStop['side']): void => {
      if (how === 'CUT') return cut();
      if (side === 'BEFORE') {
        isHeld = false;
        forward();
      } else {
        isDeaf = false;
        for (const part of held.splice(0)) gateway.write(part);
      }
    };
    const forward = (): void => {
      for (;;) {
        if (isHeld) return;
        const command = readCommand(rest);
        if (command === undefined) return;
        const stop = this.#stopFor(command.words);
        if (stop?.side === 'BEFORE') {
          isHeld = true;
          void stop.hold.wait().then((how) => goOn(how, 'BEFORE'));
          return;
        }
        if (stop?.side === 'AFTER') {
          isDeaf = true;
          // What Redis answers from here on is kept back; the answer shows that the command was done.
          redis.once('data', () => void stop.hold.wait().then((how) => goOn(how, 'AFTER')));
        }
        redis.write(rest.subarray(0, command.length));
        rest = rest.subarray(command.length);
      }
    };
    gateway.on('data', (part: Buffer) => {
      rest = Buffer.concat([rest, part]);
      forward();
    });
    redis.on('data', (part: Buffer) => {
      if (isDeaf) held.push(part);
      else gateway.write(part);
    });
  }

  #stopFor(words: readonly string[]): StoreStop | undefined {
    if (!/^eval(sha)?$/i.test(words[0] ?? '')) return undefined;
    const keys = Number(words[2]);
    const key = words[2 + keys]!;
    if (!key.includes(':payment:')) return undefined;
    const isWrite = words.length - 3 - keys > 2;
    if (!this.known.has(key)) {
      this.known.add(key);
      if (this.#expected !== undefined) this.#watched = { key, stop: this.#expected };
      this.#expected = undefined;
    }
    if (!isWrite || this.#watched?.key !== key) return undefined;
    const write = (this.#writes.get(key) ?? 0) + 1;
    this.#writes.set(key, write);
    if (write !== this.#watched.stop.write) return undefined;
    const { stop } = this.#watched;
    this.#watched = undefined;
    return stop;
  }
}

/** The first whole command of a stream: an array of texts, as clients send it. */
function readCommand(stream: Buffer): { readonly words: string[]; readonly length: number } | undefined {
  let at = 0;
  const number = (): number | undefined => {
    const end = stream.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const value = Number(stream.toString('latin1', at + 1, end));
    at = end + 2;
    return value;
  };
  const count = number();
  if (count === undefined) return undefined;
  const words: string[] = [];
  while (words.length < count) {
    const length = number();
    if (length === undefined || stream.length < at + length + 2) return undefined;
    words.push(stream.toString('utf8', at, at + length));
    at += length + 2;
  }
  return { words, length: at };
}
