import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { FastifyBaseLogger } from 'fastify';
import { codeWord, type RequestRecord } from '../datasources/qonto/index.js';
import type { OperationRecord, Telemetry, TracedRequest, Watch } from './telemetry.js';

export interface TracingOptions {
  /** Of an OpenTelemetry collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  readonly version: string;
  /** How many of the traces that begin here are recorded: 0 to 1. */
  readonly sampledPart: number;
  /** A collector that does not answer holds nobody up for longer. Default 5 s. */
  readonly timeoutMs?: number;
  readonly logger: Pick<FastifyBaseLogger, 'warn'>;
}

/**
 * Traces by OpenTelemetry: a span per operation, and in it one per request to the bank.
 *
 * The trace of a caller that sends `traceparent` goes on here, and ends here: the bank gets no header of it, because it
 * could do nothing with that but learn which of our requests belong together.
 */
export class Tracing implements Telemetry {
  readonly #provider: BasicTracerProvider;
  readonly #failed: (error: unknown) => void;
  readonly #tracer: Tracer;
  readonly #propagator = new W3CTraceContextPropagator();

  constructor(options: TracingOptions) {
    const { endpoint, headers, serviceName, version, sampledPart, timeoutMs = 5_000, logger } = options;
    const exporter = new OTLPTraceExporter({
      url: `${endpoint}/v1/traces`,
      headers: { ...headers },
      timeoutMillis: timeoutMs,
    });
    this.#provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampledPart) }),
      spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: timeoutMs })],
    });
    this.#tracer = this.#provider.getTracer('qonto-graphql-gateway', version);
    // As `err`, of which the log tells where it was: its message may repeat what the collector answered.
    this.#failed = (error) => logger.warn({ err: error }, 'traces could not be handed over');
    setGlobalErrorHandler(this.#failed);
  }

  begin({ headers, id }: TracedRequest): Watch {
    const parent = this.#propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const span = this.#tracer.startSpan(
      'file',
      { kind: SpanKind.SERVER, attributes: { 'gateway.request': id } },
      parent,
    );
    const inside = trace.setSpan(parent, span);
    return {
      bankAnswered: (record) => this.#bankAnswered(record, inside),
      operationEnded: (record) => describe(span, record),
      end: () => span.end(),
    };
  }

  answered(): void {}

  mutated(): void {}

  /** Hands over all spans that have ended. */
  async close(): Promise<void> {
    await this.#provider.shutdown().catch(this.#failed);
  }

  #bankAnswered(
    { call, durationMs, waitedMs, attempt, status, broken }: RequestRecord,
    inside: Context,
  ): void {
    const endedAt = Date.now();
    const [method, template] = call.split(' ') as [string, string];
    const attributes: Attributes = {
      'http.request.method': method,
      'url.template': template,
      'http.request.resend_count': attempt - 1,
      'qonto.waited_ms': Math.round(waitedMs),
      ...(status !== undefined && { 'http.response.status_code': status }),
    };
    const startTime = endedAt - durationMs;
    const span = this.#tracer.startSpan(call, { kind: SpanKind.CLIENT, startTime, attributes }, inside);
    if (status === undefined || status >= 400) fail(span, broken ?? String(status ?? 'NONE'));
    span.end(endedAt);
  }
}

/** Source of the names: OpenTelemetry, semantic conventions for GraphQL and HTTP, read 2026-11-20. */
function describe(span: Span, record: OperationRecord): void {
  const { type, outcome, codes, status, requests, deduplicated, retries } = record;
  const operation = codeWord(record.operation);
  span.updateName(type ?? 'GraphQL');
  span.setAttributes({
    ...(type !== undefined && { 'graphql.operation.type': type }),
    ...(operation !== undefined && { 'graphql.operation.name': operation }),
    'graphql.outcome': outcome,
    'http.response.status_code': status,
    'qonto.requests': requests,
    'qonto.deduplicated': deduplicated,
    'qonto.retries': retries,
  });
  if (outcome !== 'OK') fail(span, codes[0] ?? outcome);
}

function fail(span: Span, errorType: string): void {
  span.setAttribute('error.type', errorType);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
