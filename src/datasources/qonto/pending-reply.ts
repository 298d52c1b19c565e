import { Broken, breakageOf, type NotSent } from './breakage.js';
import type { Departure } from './departure.js';
import { headerIn, type Headers, type Reply, WholeReply } from './reply.js';

/** What ends an answer before it is whole: its size, its time, and that its caller goes. */
export interface ReplyLimits {
  readonly maxBytes: number;
  /** Real time, from now to the last byte. */
  readonly timeoutMs: number;
  readonly departure: Departure | undefined;
}

/** What undici hands in to end a request with. */
interface Controller {
  abort(reason: Error): void;
}

/**
 * An answer on its way: a handler for undici's `dispatch`, which collects the answer in memory.
 *
 * It ends exactly once. Who is told that it failed may rely on it that no byte is sent from then on: a request that still
 * waits for its connection is given up as soon as it has one.
 */
export class PendingReply {
  readonly #timer: NodeJS.Timeout;
  #controller: Controller | undefined;
  #failure: NotSent | Broken | undefined;
  #status = 0;
  #headers: Headers = {};
  readonly #chunks: Uint8Array[] = [];

  constructor(
    private readonly limits: ReplyLimits,
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (breakage: NotSent | Broken) => void,
  ) {
    this.#timer = setTimeout(() => this.#fail(new Broken('TIMEOUT')), limits.timeoutMs);
    limits.departure?.add(this.#leave);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#failure !== undefined) controller.abort(this.#failure);
  }

  /** Comes for informational answers too; the last one counts. */
  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    this.#status = status;
    this.#headers = headers;
    if (Number(headerIn(headers, 'content-length') ?? 0) > this.limits.maxBytes)
      this.#fail(new Broken('TOO_LARGE'));
  }

  /** That it does not become too much is undici's care (`maxResponseSize`). */
  onResponseData(_controller: Controller, chunk: Uint8Array): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#end();
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.resolve(new WholeReply(this.#status, this.#headers, bytes));
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#fail(breakageOf(error));
  }

  readonly #leave = (): void => this.#fail(new Broken('ABORTED'));

  #fail(failure: NotSent | Broken): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    this.#end();
    this.reject(failure);
    this.#controller?.abort(failure);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.limits.departure?.delete(this.#leave);
  }
}
