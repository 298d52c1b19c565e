import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Logger, multistream } from 'pino';
import { createLogger } from '../../src/log.js';
import { Canaries } from './canaries.js';
import { learnDocument, learnForm, learnHead, learnJson } from './canary-sources.js';

/**
 * Watches one gateway and its bank over the wire, and at the end searches what the gateway said for what it knew.
 *
 * Secret is what the bank ever sent or was sent, and what callers sent. Searched are the log at its most talkative
 * level, every error that a caller was shown, metrics, and what else is handed in.
 */
export class SecretsWatch {
  readonly canaries = new Canaries();
  /** For everything that logs in the gateway. `TEST_LOG=debug` prints it as well. */
  readonly logger: Logger = createLogger(
    'trace',
    multistream([
      { level: 'trace', stream: { write: (line: string) => this.#hearLog(line) } },
      ...(process.env['TEST_LOG'] === undefined
        ? []
        : [{ level: process.env['TEST_LOG'] as 'debug', stream: process.stdout }]),
    ]),
  );
  /** Texts by themselves, and where each was said first. */
  readonly #heard = new Map<string, string>();
  readonly #ports = new Map<number, 'bank' | 'gateway'>();

  constructor() {
    subscribe('http.server.request.start', this.#follow);
  }

  /** Whoever listens there, in this process, is the bank, or the gateway. */
  listenTo(role: 'bank' | 'gateway', url: string): void {
    this.#ports.set(Number(new URL(url).port), role);
  }

  /** Something that was said to an operator or a caller, such as the output of a process. */
  hear(place: string, text: string): void {
    if (!this.#heard.has(text)) this.#heard.set(text, place);
  }

  /**
   * Ends the watch.
   *
   * @throws with the kind of every secret that was told and the place, not with the secret.
   */
  end(): void {
    unsubscribe('http.server.request.start', this.#follow);
    const leaks = new Set<string>();
    for (const [text, place] of this.#heard)
      for (const { kind, spelling } of this.canaries.search(text))
        leaks.add(`${place} tells a secret: ${kind} (${spelling})`);
    if (leaks.size > 0) throw new Error([...leaks].join('\n'));
  }

  readonly #follow = (message: unknown): void => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const role = this.#ports.get(request.socket.localPort ?? 0);
    if (role === undefined) return;
    learnHead(this.canaries, request.url ?? '/', request.headers);
    whenReceived(request, (body) => this.#learnBody(body));
    // The control door is no part of the bank: what it answers is about requests, not about people.
    if (pathOf(request).startsWith('/_simulator/')) return;
    whenAnswered(response, (body) => {
      if (role === 'bank') this.#learnBody(body);
      else this.#hearAnswer(`${request.method} ${pathOf(request)}`, response.statusCode, body);
    });
  };

  #learnBody(body: string): void {
    const json = jsonOf(body);
    learnJson(this.canaries, json);
    if (json === undefined && /^grant_type=|&grant_type=/.test(body)) learnForm(this.canaries, body);
    const { query, operationName } = (json ?? {}) as { query?: unknown; operationName?: unknown };
    if (typeof query === 'string') learnDocument(this.canaries, query);
    // The log names operations: that is what their names are for.
    if (typeof operationName === 'string') this.canaries.addCodeWord(operationName);
  }

  #hearAnswer(request: string, status: number, body: string): void {
    if (request.endsWith(' /metrics')) return this.hear(request, body);
    const json = jsonOf(body);
    if (json === undefined && status >= 400) this.hear(`${request}, HTTP ${status}`, body);
    for (const [place, text] of errorTexts(json)) this.hear(`${request}: ${place}`, text);
  }

  /** Without the figures of the logger itself, so that equal lines are searched once. */
  #hearLog(line: string): void {
    const { time, pid, hostname, ...said } = JSON.parse(line) as Record<string, unknown>;
    void [time, pid, hostname];
    this.hear(`The log line "${String(said['msg'])}"`, JSON.stringify(said));
  }
}

/** The texts of `errors` and, anywhere in the data, of `userErrors`. */
function* errorTexts(json: unknown, place = '', isError = false): Generator<readonly [string, string]> {
  if (typeof json === 'string' && isError) yield [place, json];
  if (typeof json !== 'object' || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    const inside = Array.isArray(json) ? `${place}[]` : `${place === '' ? '' : `${place}.`}${key}`;
    yield* errorTexts(value, inside, isError || key === 'errors' || key === 'userErrors');
  }
}

function whenReceived(request: IncomingMessage, tell: (body: string) => void): void {
  const chunks: Buffer[] = [];
  const push = request.push.bind(request);
  // Listening for `data` would take the bytes away from whom they are meant for.
  request.push = (chunk: Buffer | null, encoding) => {
    if (chunk !== null) chunks.push(chunk);
    else if (isText(request.headers['content-type'])) tell(Buffer.concat(chunks).toString());
    return push(chunk, encoding);
  };
}

function whenAnswered(response: ServerResponse, tell: (body: string) => void): void {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  response.write = (...given: unknown[]) => {
    keep(given[0]);
    return write(...given);
  };
  response.end = (...given: unknown[]) => {
    keep(given[0]);
    tell(Buffer.concat(chunks).toString());
    return end(...given);
  };
}

/** Uploaded files are bytes, which nobody repeats. */
function isText(contentType = ''): boolean {
  return !contentType.startsWith('multipart/');
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function jsonOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
