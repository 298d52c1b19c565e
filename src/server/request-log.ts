import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.js';
import { type Meter, redact } from '../datasources/qonto/index.js';

/**
 * One debug line per request of a caller, by the template of its route, and one per GraphQL operation with its name and
 * what it cost. `request`, a counter, is the same in both and in the lines of the requests to the bank between them.
 *
 * Nothing else that a caller sent is logged: no path, no variable, no document.
 */
export class RequestLog {
  readonly #logs = new WeakMap<Meter, FastifyBaseLogger>();

  /** Every request, once its answer has left or its caller has gone. */
  follow(app: FastifyInstance): void {
    app.addHook('onResponse', async ({ log, method, routeOptions }, { statusCode, elapsedTime }) => {
      const call = `${method} ${routeOptions.url ?? '/{unknown}'}`.replaceAll(/:(\w+)/g, '{$1}');
      log.debug(redact({ call, status: statusCode, durationMs: elapsedTime }), 'request answered');
    });
  }

  /** Remembers which request an operation came with: Apollo copies the context, and keeps the meter in it. */
  begin(meter: Meter, { log }: FastifyRequest): void {
    this.#logs.set(meter, log);
  }

  readonly operations: ApolloServerPlugin<Context> = {
    requestDidStart: async ({ contextValue }) => {
      const beganAt = performance.now();
      return {
        willSendResponse: async ({ operation, operationName, response: { body } }) => {
          // As the caller sees them: their codes are given last.
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          const fields = {
            operation: operationName ?? undefined,
            kind: operation?.operation,
            durationMs: performance.now() - beganAt,
            ...contextValue.meter,
            errors: errors.length,
            codes: [...new Set(errors.map(({ extensions }) => extensions?.['code']))],
          };
          this.#logs.get(contextValue.meter)?.debug(redact(fields), 'operation answered');
        },
      };
    },
  };
}
