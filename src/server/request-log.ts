import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import type { Context } from '../context.js';
import { codeWord, type Meter, redact } from '../datasources/qonto/index.js';
import type { OperationRecord, Telemetry, Watch } from './telemetry.js';

/**
 * One line per GraphQL operation with its name and what it cost, and one debug line per HTTP request of a caller, by the
 * template of its route. `request` is the same in both and in the lines of the requests to the bank between them.
 *
 * Nothing else that a caller sent is logged: no path, no variable, no document.
 */
export class RequestLog {
  readonly #operations = new WeakMap<Meter, Begun>();

  constructor(private readonly telemetry: Telemetry) {}

  /** Every request, once its answer has left or its caller has gone. */
  follow(app: FastifyInstance): void {
    app.addHook('onResponse', async ({ log, method, routeOptions }, { statusCode, elapsedTime }) => {
      const call = `${method} ${routeOptions.url ?? '/{unknown}'}`.replaceAll(/:(\w+)/g, '{$1}');
      this.telemetry.answered(call, statusCode);
      log.debug(redact({ call, status: statusCode, durationMs: elapsedTime }), 'request answered');
    });
  }

  /** Remembers which request an operation came with: Apollo copies the context, and keeps the meter in it. */
  begin(meter: Meter, { log, caller }: FastifyRequest, watch: Watch): void {
    this.#operations.set(meter, { log, caller: caller?.name, watch });
  }

  readonly operations: ApolloServerPlugin<Context> = {
    requestDidStart: async ({ contextValue: { meter } }) => {
      const beganAt = performance.now();
      return {
        willSendResponse: async ({ operation, operationName, response: { body, http } }) => {
          const { log, caller, watch } = this.#operations.get(meter) ?? {};
          // As the caller sees them: their codes are given last.
          const { data, errors = [] } = body.kind === 'single' ? body.singleResult : {};
          const record: OperationRecord = {
            operation: operationName ?? undefined,
            type: operation?.operation,
            outcome: errors.length === 0 ? 'OK' : hasData(data) ? 'PARTIAL' : 'FAILED',
            status: http.status ?? 200,
            durationMs: performance.now() - beganAt,
            errors: errors.length,
            codes: codesOf(errors),
            ...meter,
          };
          watch?.operationEnded(record);
          watch?.end();
          log?.info(redact({ ...record, kind: record.type, caller }), 'operation answered');
        },
      };
    },
  };
}

/** What an operation came with. */
interface Begun {
  readonly log: FastifyBaseLogger;
  readonly caller: string | undefined;
  readonly watch: Watch;
}

/** A failed field at the root leaves an object of nulls behind. */
function hasData(data: unknown): boolean {
  return Object.values(data ?? {}).some((value) => value !== null);
}

function codesOf(errors: readonly GraphQLFormattedError[]): readonly string[] {
  const codes = errors.map(({ extensions }) => codeWord(extensions?.['code']) ?? 'UNRECOGNIZED');
  return [...new Set(codes)];
}
