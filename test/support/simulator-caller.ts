import { randomUUID } from 'node:crypto';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/datasources/simulator/index.js';

/** An answer; its JSON is read by path, `client_invoices.0.id`. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  at(path: string): unknown;
  /** The text at a path; anything else there fails the test. */
  textAt(path: string): string;
  listAt(path: string): unknown[];
}

/** A simulator of a test's own and a way to talk to it over HTTP. */
export interface Caller {
  readonly simulator: Simulator;
  /** `path` begins with `/`; a body that is an object goes as JSON. */
  ask(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>;
  control(method: string, path: string, body?: object): Promise<Reply>;
}

/** Starts a simulator whose clock stands still on 20 March 2026, noon, until the test advances it. */
export async function startedSimulator(options: SimulatorOptions = {}): Promise<Caller> {
  const clock = { now: () => new Date('2026-03-20T12:00:00Z') };
  const simulator = await startSimulator({ clock, sizes: { transactions: 200 }, ...options });
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isForm = body instanceof FormData;
    const response = await fetch(simulator.url + path, {
      method,
      headers: { ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    return replyOf(response.status, response.headers, await response.text());
  };
  return {
    simulator,
    ask: (method, path, body, headers) =>
      send(method, path, body, { Authorization: 'Bearer demo-token', ...headers }),
    control: (method, path, body) => send(method, `/_simulator/${path}`, body),
  };
}

/** A fresh idempotency key as a header. */
export function newKey(): Record<string, string> {
  return { 'X-Qonto-Idempotency-Key': randomUUID() };
}

/** Reads a value out of JSON by path. */
export function valueAt(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], json);
}

function replyOf(status: number, headers: Headers, body: string): Reply {
  const isJson = headers.get('content-type')?.startsWith('application/json') === true;
  const json: unknown = isJson && body !== '' ? JSON.parse(body) : undefined;
  const at = (path: string) => valueAt(json, path);
  return {
    status,
    headers,
    body,
    at,
    textAt(path) {
      const value = at(path);
      if (typeof value !== 'string') throw new Error(`No text at ${path}: ${body.slice(0, 300)}`);
      return value;
    },
    listAt(path) {
      const value = at(path);
      if (!Array.isArray(value)) throw new Error(`No list at ${path}: ${body.slice(0, 300)}`);
      return value;
    },
  };
}
