import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/**
 * Whether the process is about to end, and what it still works on.
 *
 * A server waits for its connections only. A payment goes on although its caller has hung up, and what became of it has
 * to be written down before the store is closed: so operations are counted here.
 */
export class Drain {
  #hasBegun = false;
  readonly #running = new Set<Promise<unknown>>();

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
  }

  track<Result>(work: Result | Promise<Result>): Promise<Result> {
    const tracked = Promise.resolve(work).finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
    return tracked;
  }

  /** Resolves when nothing runs any more, whether it went well or not. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}

/**
 * `GET /healthz`: the process is alive. `GET /readyz`: it takes new work, 503 once it is about to end.
 *
 * Neither asks the bank or the store of payments: an instance that is taken out because they are away helps nobody.
 */
export function healthRoutes(app: FastifyInstance, drain: Drain): void {
  app.get('/healthz', { config: { access: 'everybody' } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { config: { access: 'everybody' } }, async (_request, reply) =>
    drain.hasBegun ? reply.code(503).send({ status: 'ending' }) : { status: 'ok' },
  );
  endConnections(app, drain);
}

/** A kept connection without a request is closed so soon after the last answer on it. */
const IDLE_MS = 100;

/**
 * Callers that keep a connection learn with every answer that it is of no further use, before it is closed under their
 * next request. An answer that had begun before could not say so: its connection is closed when it is whole, or the
 * process would wait for a caller who has nothing more to say.
 */
function endConnections(app: FastifyInstance, drain: Drain): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (drain.hasBegun) reply.header('connection', 'close');
    done();
  });
  let closing: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    closing = setInterval(() => app.server.closeIdleConnections(), IDLE_MS);
  });
  app.addHook('onClose', async () => clearInterval(closing));
}

export interface GracefulEnd {
  readonly app: FastifyInstance;
  readonly drain: Drain;
  /** How long callers are still let in after the signal, so that load balancers look elsewhere first. */
  readonly delayMs: number;
  /** Closes what the application does not own, after it. */
  readonly close: () => Promise<void>;
}

/** A payment may take 30 s, a look at the bank's list after it 10 s more. What takes longer is cut. */
export const drainMs = 45_000;

/**
 * Ends the process on SIGTERM or SIGINT when all that runs is done: exit code 0, or 1 when that took too long. A second
 * signal ends it at once, with 1; for payments this is a crash, which they stand.
 */
export function endOnSignal(end: GracefulEnd): void {
  const onSignal = (): void => {
    if (end.drain.hasBegun) process.exit(1);
    end.drain.begin();
    void drainAndClose(end).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
}

async function drainAndClose({ app, delayMs, close }: GracefulEnd): Promise<void> {
  await delay(delayMs);
  setTimeout(() => {
    app.log.error({ afterMs: drainMs }, 'ended before everything was done');
    process.exit(1);
  }, drainMs);
  await app.close();
  await close();
}
