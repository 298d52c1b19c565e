import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestRecord, TransportState } from '../datasources/qonto/index.js';
import type { OperationRecord, Telemetry, Watch } from './telemetry.js';

export interface MetricsOptions {
  readonly version: string;
  /** How the way to the bank is at this moment; asked whenever somebody looks at the metrics. */
  readonly transport: { state(): TransportState };
  /** Operations that are counted by their own name. All others are `other`: callers choose names as they like. */
  readonly operationNames: ReadonlySet<string>;
}

/**
 * What Prometheus reads: see docs/observability.md.
 *
 * Every label has a bounded number of values, whatever callers and the bank send: names of the operations that were
 * handed in, templates of routes and of calls, codes of our own, and status codes of HTTP.
 */
export class Metrics implements Telemetry {
  readonly registry = new Registry();
  readonly #operations = this.#histogram(
    'graphql_operation_duration_seconds',
    'GraphQL operations by name, type and outcome (OK, PARTIAL, FAILED), and how long they took.',
    ['operation', 'type', 'outcome'],
  );
  readonly #errors = this.#counter(
    'graphql_operations_with_error_total',
    'GraphQL operations whose answer had an error of this code.',
    ['code'],
  );
  readonly #mutations = this.#counter(
    'graphql_mutations_total',
    'What became of mutations; of uploads once for each file or bill.',
    ['mutation', 'outcome'],
  );
  readonly #http = this.#counter(
    'http_requests_total',
    'HTTP requests of callers by the template of their route, and the status of the answer.',
    ['call', 'status'],
  );
  readonly #bank = this.#histogram(
    'qonto_request_duration_seconds',
    'Requests to the bank by template, and the status of the answer or why there was none; from sent to answered.',
    ['call', 'status'],
  );
  readonly #waits = this.#histogram(
    'qonto_request_wait_seconds',
    'How long requests to the bank waited in this gateway before they were sent.',
    [],
  );
  readonly #saved = this.#counter(
    'qonto_requests_deduplicated_total',
    'Requests to the bank that were saved because the same operation had asked the same before.',
    [],
  );
  readonly #repeated = this.#counter(
    'qonto_requests_repeated_total',
    'Requests to the bank that were repeats after a failure.',
    [],
  );

  constructor(private readonly options: MetricsOptions) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'gateway_build_info',
      help: 'Always 1; the labels tell which build runs.',
      labelNames: ['version'],
      registers: [this.registry],
    }).set({ version: options.version }, 1);
    this.#observeTransport();
  }

  begin(): Watch {
    return {
      bankAnswered: (record) => this.#bankAnswered(record),
      operationEnded: (record) => this.#operationEnded(record),
      end: () => undefined,
    };
  }

  answered(call: string, status: number): void {
    this.#http.inc({ call, status });
  }

  mutated(mutation: string, outcome: string): void {
    this.#mutations.inc({ mutation, outcome });
  }

  #bankAnswered({ call, status, broken, durationMs, waitedMs }: RequestRecord): void {
    this.#bank.observe({ call, status: status ?? broken ?? 'NONE' }, durationMs / 1000);
    this.#waits.observe(waitedMs / 1000);
  }

  #operationEnded(record: OperationRecord): void {
    const { type = 'unknown', outcome, codes } = record;
    const isKnown = record.operation !== undefined && this.options.operationNames.has(record.operation);
    const operation = isKnown ? record.operation! : 'other';
    this.#operations.observe({ operation, type, outcome }, record.durationMs / 1000);
    for (const code of codes) this.#errors.inc({ code });
    this.#saved.inc(record.deduplicated);
    this.#repeated.inc(record.retries);
  }

  #observeTransport(): void {
    this.#gauge(
      'qonto_budget_left',
      "Requests that the bank's two windows still allow: short is 10 seconds, long is 10 minutes.",
      'window',
      ({ budgetLeft }) => ({ ...budgetLeft }),
    );
    this.#gauge(
      'qonto_circuit',
      '1 for the state of the circuit breaker, 0 for the others.',
      'state',
      ({ circuit }) => {
        return { CLOSED: 0, OPEN: 0, PROBING: 0, [circuit]: 1 };
      },
    );
    this.#gauge(
      'qonto_requests_on_the_way',
      'Requests to the bank that are not answered yet.',
      'lane',
      ({ places: { reads, writes } }) => ({ reads: reads.used, writes: writes.used }),
    );
    this.#gauge(
      'qonto_requests_waiting',
      'Requests that wait for the budget, or for a place on the way to the bank.',
      'for',
      ({ places: { reads, writes }, waitingForBudget }) => {
        return { budget: waitingForBudget, read_place: reads.waiting, write_place: writes.waiting };
      },
    );
  }

  #gauge(
    name: string,
    help: string,
    label: string,
    valuesOf: (state: TransportState) => Readonly<Record<string, number>>,
  ): void {
    const { transport } = this.options;
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect() {
        for (const [value, figure] of Object.entries(valuesOf(transport.state())))
          this.set({ [label]: value }, figure);
      },
    });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }
}

/** In seconds: from an answer without the bank to the time at which a write is given up. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
