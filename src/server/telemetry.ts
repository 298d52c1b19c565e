import type { FastifyRequest } from 'fastify';
import type { RequestRecord } from '../datasources/qonto/index.js';

/** What may be told about one GraphQL operation when it has its answer: of what its caller sent, the name alone. */
export interface OperationRecord {
  /** As the caller wrote it; undefined when it has none, or was refused before it was known. */
  readonly operation: string | undefined;
  /** Undefined when it was refused before it was known. */
  readonly type: 'query' | 'mutation' | 'subscription' | undefined;
  /** `PARTIAL`: data and errors. `FAILED`: no data. */
  readonly outcome: 'OK' | 'PARTIAL' | 'FAILED';
  /** Of HTTP. */
  readonly status: number;
  readonly durationMs: number;
  /** Codes of its errors, each once. */
  readonly codes: readonly string[];
  readonly errors: number;
  /** Requests to the bank, as {@link Meter} counts them. */
  readonly requests: number;
  readonly deduplicated: number;
  readonly retries: number;
}

/** What is looked at of a caller's request: its name, and which trace it belongs to. */
export type TracedRequest = Pick<FastifyRequest, 'headers' | 'id'>;

/** Hears what the gateway does, for metrics or for traces. Nothing that it is told is contents of anybody. */
export interface Telemetry {
  /** A caller's request that may ask the bank begins. */
  begin(request: TracedRequest): Watch;
  /**
   * An HTTP request has its answer, or its caller has gone.
   *
   * @param call By the template of its route, e.g. `POST /graphql`.
   */
  answered(call: string, status: number): void;
  /** A mutation is done; once for each file or bill that it was about. */
  mutated(mutation: string, outcome: string): void;
}

/** Hears of one request of a caller, or of one run of a subscription. */
export interface Watch {
  bankAnswered(record: RequestRecord): void;
  operationEnded(record: OperationRecord): void;
  /** The request is over. Without an operation it was about a file. */
  end(): void;
}

/** Tells several what one is told. */
export function together(all: readonly Telemetry[]): Telemetry {
  return {
    begin(request) {
      const watches = all.map((each) => each.begin(request));
      return {
        bankAnswered: (record) => watches.forEach((watch) => watch.bankAnswered(record)),
        operationEnded: (record) => watches.forEach((watch) => watch.operationEnded(record)),
        end: () => watches.forEach((watch) => watch.end()),
      };
    },
    answered: (call, status) => all.forEach((each) => each.answered(call, status)),
    mutated: (mutation, outcome) => all.forEach((each) => each.mutated(mutation, outcome)),
  };
}
