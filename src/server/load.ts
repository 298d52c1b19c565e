import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Context } from '../context.js';
import { GatewayError } from '../errors.js';

/** How much the gateway works on at once before it refuses more. */
export interface LoadLimits {
  /** Queries are refused beyond so many operations at work. */
  readonly queries: number;
  /** The same for queries while the event loop is late. */
  readonly queriesWhenLate: number;
  /** Mutations are refused last, and never once they have begun. */
  readonly mutations: number;
  /** From here on the event loop counts as late. */
  readonly lateMs: number;
}

/** The rate budget lets about a hundred requests a second go to the bank, so 256 operations wait for seconds already. */
export const defaultLoadLimits: LoadLimits = {
  queries: 256,
  queriesWhenLate: 32,
  mutations: 512,
  lateMs: 100,
};

const RETRY_AFTER_SECONDS = 1;

/** Refuses operations that the gateway has no time for, before anything is sent to the bank: HTTP 503. */
export class Load {
  #running = 0;

  constructor(
    private readonly limits: LoadLimits,
    private readonly loop: Pick<EventLoop, 'lateMs'>,
  ) {}

  /** Counts an operation until it has its answer. */
  async track<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
    }
  }

  /** @throws {GatewayError} `OVERLOADED`. */
  admit(operation: OperationTypeNode): void {
    if (this.#running > this.#most(operation)) throw overloaded();
  }

  #most(operation: OperationTypeNode): number {
    if (operation === OperationTypeNode.MUTATION) return this.limits.mutations;
    return this.loop.lateMs() > this.limits.lateMs ? this.limits.queriesWhenLate : this.limits.queries;
  }
}

/** How late the event loop was in the last second or so. */
export class EventLoop {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #lateMs = 0;
  #readAtMs = performance.now();

  constructor() {
    this.#histogram.enable();
  }

  /** Nine of ten turns came sooner: one long turn, such as a collection of garbage, makes nobody late. */
  lateMs(): number {
    const nowMs = performance.now();
    if (nowMs - this.#readAtMs >= READ_EVERY_MS) {
      this.#lateMs = Math.max(0, this.#histogram.percentile(90) / 1e6 - RESOLUTION_MS);
      this.#histogram.reset();
      this.#readAtMs = nowMs;
    }
    return this.#lateMs;
  }

  stop(): void {
    this.#histogram.disable();
  }
}

const RESOLUTION_MS = 20;
const READ_EVERY_MS = 1_000;

/**
 * Decides about an operation when it is known what it is: lets it in or not, and gives the reads of a query an end.
 *
 * The reads of a mutation have none but their own: what became of a payment is looked up after 30 s.
 */
export function admission(load: Load, queryMs: number): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          const kind = operation?.operation ?? OperationTypeNode.QUERY;
          admitOr503(load, kind);
          if (kind !== OperationTypeNode.MUTATION) contextValue.qonto.endReadsIn(queryMs);
        },
      };
    },
  };
}

function admitOr503(load: Load, operation: OperationTypeNode): void {
  try {
    load.admit(operation);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const headers = new HeaderMap([['retry-after', String(error.details.retryAfterSeconds)]]);
    const extensions = { http: { status: 503, headers } };
    throw new GraphQLError(error.message, { originalError: error, extensions });
  }
}

function overloaded(): GatewayError {
  return new GatewayError('OVERLOADED', 'The gateway has too much to do at this moment: nothing was sent.', {
    retryable: true,
    reason: 'GATEWAY_LOAD',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
