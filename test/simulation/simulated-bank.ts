import { Broken, NotSent } from '../../src/datasources/qonto/breakage.js';
import type { Reply } from '../../src/datasources/qonto/reply.js';
import type { Random, VirtualTime } from './virtual-time.js';

/**
 * How well the bank keeps its promise about keys.
 *
 * - `atomic`: key, work and answer are one.
 * - `late`: the answer is stored up to 3 s after the work; requests with one key may cross.
 * - `forgetful`: one answer in ten is forgotten early.
 * - `read-lock-run`: looks for an answer, then locks without looking again; a worker that dies leaves its lock.
 */
export const bankModels = ['atomic', 'late', 'forgetful', 'read-lock-run'] as const;
export type BankModel = (typeof bankModels)[number];

/** What the request of an errand says. */
export interface Order {
  /** Which intent of the schedule it is: for the judge, the gateway does not look at it. */
  readonly intent: string;
  readonly amount: string;
  readonly isInvalid: boolean;
  readonly needsApproval: boolean;
  readonly note: string;
  /** Differs at every preparation, as the proof of a payee check does. */
  readonly proof: number;
}

export interface Transfer {
  readonly id: string;
  readonly order: Order;
  readonly atMs: number;
}

const MINUTE = 60_000;
const REMEMBERED_MS = 30 * MINUTE;

/** The bank with all its bad days. Its list of transfers is the judge: nobody else writes it. */
export class SimulatedBank {
  readonly transfers: Transfer[] = [];
  posts = 0;
  readonly #answers = new Map<string, { readonly reply: Reply; readonly atMs: number }>();
  readonly #running = new Map<string, Promise<Reply>>();
  readonly #lockedUntil = new Map<string, number>();
  readonly #sessions = new Map<string, { readonly request: string; state: 'OPEN' | 'ALLOWED' | 'SPENT' }>();

  constructor(
    private readonly time: VirtualTime,
    private readonly random: Random,
    private readonly model: BankModel,
    private readonly isFaulty: () => boolean,
  ) {}

  /** `POST /v2/sepa/transfers`. */
  async post(request: string, key: string, token: string | undefined): Promise<Reply> {
    this.posts++;
    const onTheWay = this.#luck();
    await this.time.sleep(5 + this.random() * 50);
    if (onTheWay < 0.04) throw new NotSent('connect');
    if (onTheWay < 0.07) return json(429, undefined);
    if (onTheWay < 0.09) return json(401, { errors: [{ code: 'unauthorized', detail: 'no' }] });
    if (onTheWay < 0.11) return page(502);
    if (onTheWay < 0.13) return page(200);
    if (onTheWay < 0.15) return json(403, { errors: [{ code: 'forbidden', detail: 'no' }] });
    const reply = await this.#once(request, key, token);
    const onTheWayBack = this.#luck();
    if (onTheWayBack < 0.08) throw new Broken('RESET');
    if (onTheWayBack < 0.12) return json(500, undefined);
    if (onTheWayBack < 0.15) return page(504);
    if (onTheWayBack < 0.17) return cut(reply);
    if (onTheWayBack < 0.19) return json(200, { transfer: null });
    if (onTheWayBack < 0.24) await this.time.sleep(this.random() * 120_000);
    return reply;
  }

  /** `GET /v2/sepa/transfers`: up to five seconds behind. */
  async list(lookBackMs: number): Promise<readonly Transfer[]> {
    await this.time.sleep(10 + this.random() * 100);
    if (this.#luck() < 0.1) throw new Broken('TIMEOUT');
    const untilMs = this.time.nowMs - this.random() * 5000;
    const sinceMs = this.time.nowMs - lookBackMs;
    return this.transfers.filter(({ atMs }) => atMs >= sinceMs && atMs <= untilMs);
  }

  /** The account holder confirms in the app. */
  allow(token: string): void {
    const session = this.#sessions.get(token);
    if (session?.state === 'OPEN') session.state = 'ALLOWED';
  }

  #once(request: string, key: string, token: string | undefined): Promise<Reply> {
    if (this.model === 'read-lock-run') return this.#readLockRun(request, key, token);
    const work = async (): Promise<Reply> => {
      const known = this.#known(key);
      if (known !== undefined)
        return this.#luck() < 0.15 ? json(409, { errors: [{ code: 'conflict', detail: 'no' }] }) : known;
      await this.#toil();
      return (this.model === 'late' ? this.#known(key) : undefined) ?? this.#work(request, key, token);
    };
    if (this.model === 'late') return work();
    const running = this.#running.get(key) ?? work().finally(() => this.#running.delete(key));
    this.#running.set(key, running);
    return running;
  }

  async #readLockRun(request: string, key: string, token: string | undefined): Promise<Reply> {
    await this.time.sleep(this.random() * 20);
    const known = this.#known(key);
    if (known !== undefined) return known;
    await this.time.sleep(this.random() * 15);
    if ((this.#lockedUntil.get(key) ?? 0) > this.time.nowMs)
      return json(this.random() < 0.5 ? 429 : 409, { error: 'Concurrent requests detected' });
    this.#lockedUntil.set(key, this.time.nowMs + REMEMBERED_MS);
    await this.#toil();
    const reply = this.#work(request, key, token, true);
    if (reply.status === 200) {
      await this.time.sleep(this.random() * 10);
      if (this.#luck() < 0.02) throw new Broken('RESET');
      this.#answers.set(key, { reply, atMs: this.time.nowMs });
    }
    this.#lockedUntil.delete(key);
    return reply;
  }

  #work(request: string, key: string, token: string | undefined, isStoredLater = false): Reply {
    const order = JSON.parse(request) as Order;
    if (order.isInvalid) return json(422, { errors: [{ code: 'invalid', detail: 'no' }] });
    const refusal = order.needsApproval ? this.#askForApproval(`${key} ${request}`, token) : undefined;
    if (refusal !== undefined) return refusal;
    if (this.#luck() < 0.02) return json(500, undefined);
    const session = token === undefined ? undefined : this.#sessions.get(token);
    if (session !== undefined) session.state = 'SPENT';
    const id = `T${this.transfers.length + 1}`;
    this.transfers.push({ id, order, atMs: this.time.nowMs });
    const reply = json(200, { transfer: { id, amount: order.amount, note: order.note } });
    if (!isStoredLater) this.#remember(key, reply);
    return reply;
  }

  #remember(key: string, reply: Reply): void {
    const put = (): void => void this.#answers.set(key, { reply, atMs: this.time.nowMs });
    if (this.model === 'late') return this.time.at(this.time.nowMs + this.random() * 3000, put);
    put();
    if (this.model === 'forgetful' && this.random() < 0.1)
      this.time.at(this.time.nowMs + this.random() * 5 * MINUTE, () => this.#answers.delete(key));
  }

  #askForApproval(request: string, token: string | undefined): Reply | undefined {
    if (token === undefined) {
      const opened = `S${this.#sessions.size + 1}`;
      this.#sessions.set(opened, { request, state: 'OPEN' });
      return json(428, { code: 'sca_required', message: 'SCA required', sca_session_token: opened });
    }
    const session = this.#sessions.get(token);
    if (session?.state === 'ALLOWED' && session.request === request) return undefined;
    if (session === undefined || session.state === 'OPEN')
      return json(412, { code: 'sca_session_token_invalid', message: 'no' });
    return json(422, { errors: { message: 'Not found' } });
  }

  #known(key: string): Reply | undefined {
    const kept = this.#answers.get(key);
    return kept !== undefined && this.time.nowMs < kept.atMs + REMEMBERED_MS ? kept.reply : undefined;
  }

  #toil(): Promise<void> {
    return this.time.sleep(this.random() < 0.1 ? this.random() * 70_000 : this.random() * 800);
  }

  #luck(): number {
    return this.isFaulty() ? this.random() : 1;
  }
}

function json(status: number, body: unknown): Reply {
  return reply(status, 'application/json', body === undefined ? '' : JSON.stringify(body));
}

function page(status: number): Reply {
  return reply(status, 'text/html', '<!doctype html><html><body>login</body></html>');
}

function cut(whole: Reply): Reply {
  return reply(whole.status, whole.contentType, whole.text.slice(0, whole.text.length / 2));
}

function reply(status: number, contentType: string, text: string): Reply {
  return { status, contentType, text, header: () => undefined, bytes: Buffer.from(text) };
}
