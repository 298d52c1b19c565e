import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { RateLimits } from '../../src/datasources/qonto/index.js';
import { type Simulator, startSimulator } from '../../src/datasources/simulator/index.js';

/** So many requests in any stretch of this length, as the bank counts. */
export interface Window {
  readonly limit: number;
  readonly lengthMs: number;
}

export interface Storm {
  readonly processes: number;
  /** What the processes allow themselves. */
  readonly limits: RateLimits;
  /** What the bank allows. */
  readonly windows: readonly Window[];
  /** Without it each process believes to be alone. */
  readonly redisUrl?: string;
  readonly durationMs: number;
  /** Moves the bank or Redis meanwhile: when, and what. */
  readonly turns?: readonly {
    readonly afterMs: number;
    readonly act: (bank: StormyBank) => Promise<unknown>;
  }[];
}

/** What the bank saw, in milliseconds since the storm broke, and what the callers were told. */
export interface Aftermath {
  readonly admittedAtMs: readonly number[];
  /** Answers of 429: the breaches of the limits. */
  readonly throttledAtMs: readonly number[];
  readonly served: number;
  /** Calls that the gateway refused by itself, by reason. */
  readonly refused: Readonly<Record<string, number>>;
  /**
   * The part of the limits that this machine could use at all: what is left of the time, and of a window that is as
   * much longer as an answer takes, since a request counts until it is answered. Nearly 1 on a quiet machine.
   */
  readonly usable: number;
}

/** What a process tells at its end. */
interface Count {
  readonly served: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly answered: number;
  readonly answeringMs: number;
  readonly lateMs: number;
}

/** A bank that keeps its limits strictly, in sliding windows on its own clock. */
export class StormyBank {
  private constructor(private readonly simulator: Simulator) {}

  static async open(windows: readonly Window[]): Promise<StormyBank> {
    const sizes = { transactions: 0, clients: 0, clientInvoices: 0, supplierInvoices: 0 };
    const bank = new StormyBank(await startSimulator({ sizes, settings: { requestWindows: windows } }));
    for (let caller = 0; caller < 3; caller++)
      await bank.control('POST credentials', { authorization: `Bearer storm-${caller}` });
    return bank;
  }

  get url(): string {
    return this.simulator.url;
  }

  allow(windows: readonly Window[]): Promise<unknown> {
    return this.control('POST settings', { requestWindows: windows });
  }

  async requests(): Promise<{ atMs: number; status: number }[]> {
    const { requests } = await this.control<{ requests: { at: string; status: number }[] }>('GET requests');
    return requests.map(({ at, status }) => ({ atMs: Date.parse(at), status }));
  }

  close(): Promise<void> {
    return this.simulator.close();
  }

  private async control<Json>(door: string, body?: object): Promise<Json> {
    const [method, path] = door.split(' ') as [string, string];
    const answer = await fetch(`${this.url}/_simulator/${path}`, {
      method,
      headers: { connection: 'close' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Json;
  }
}

/** Lets real processes of the built client ask a bank for as much as they can get. `npm test` builds first. */
export async function storm(given: Storm): Promise<Aftermath> {
  const bank = await StormyBank.open(given.windows);
  const started: ChildProcess[] = [];
  try {
    for (let process = 0; process < given.processes; process++) started.push(start(given, bank.url));
    await Promise.all(started.map((child) => heard(child)));
    const brokeAtMs = Date.now();
    for (const child of started) child.send('go');
    let passedMs = 0;
    for (const { afterMs, act } of given.turns ?? []) {
      await pause(afterMs - passedMs);
      await act(bank);
      passedMs = afterMs;
    }
    await pause(given.durationMs - passedMs);
    const all = await bank.requests();
    const ends = started.map((child) => heard(child));
    for (const child of started) child.send('stop');
    const counts = (await Promise.all(ends)) as Count[];
    const refused: Record<string, number> = {};
    for (const count of counts)
      for (const [reason, calls] of Object.entries(count.refused))
        refused[reason] = (refused[reason] ?? 0) + calls;
    const requests = all.map(({ atMs, status }) => ({ atMs: atMs - brokeAtMs, status }));
    return {
      admittedAtMs: requests.filter(({ status }) => status !== 429).map(({ atMs }) => atMs),
      throttledAtMs: requests.filter(({ status }) => status === 429).map(({ atMs }) => atMs),
      served: sumOf(counts.map(({ served }) => served)),
      refused,
      usable: usableOf(counts, given),
    };
  } finally {
    for (const child of started) child.kill('SIGKILL');
    await bank.close();
  }
}

/** How many fell into `[fromMs, toMs)`. */
export function countIn(timesMs: readonly number[], fromMs: number, toMs: number): number {
  return timesMs.filter((atMs) => atMs >= fromMs && atMs < toMs).length;
}

/** The most that fell into any stretch of this length, by the bank's strict count. */
export function mostIn(timesMs: readonly number[], lengthMs: number): number {
  let first = 0;
  let most = 0;
  timesMs.forEach((atMs, last) => {
    while ((timesMs[first] ?? 0) <= atMs - lengthMs) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

function usableOf(counts: readonly Count[], { limits, durationMs, processes }: Storm): number {
  const answerMs =
    sumOf(counts.map(({ answeringMs }) => answeringMs)) / sumOf(counts.map(({ answered }) => answered));
  const late = sumOf(counts.map(({ lateMs }) => lateMs)) / (processes * durationMs);
  return Math.max(0, 1 / (1 + answerMs / limits.shortWindowMs) - late);
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}

function start({ limits, redisUrl, durationMs }: Storm, bankUrl: string): ChildProcess {
  const given = { bankUrl, redisUrl, limits, callers: 24, patienceMs: Math.min(durationMs, 25_000) };
  const child = spawn(process.execPath, ['test/support/storm-process.mjs', JSON.stringify(given)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return child;
}

/** The next message of a process; its early end is an error. */
async function heard(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('A process of the storm ended early');
  });
  const message = once(child, 'message').then(([said]) => said as unknown);
  ended.catch(() => undefined);
  return Promise.race([message, ended]);
}
