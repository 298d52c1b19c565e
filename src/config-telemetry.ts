import type { Variables } from './config-variables.js';
import { ConfigurationError } from './configuration-error.js';
import { isLoopback } from './loopback.js';

/** Where metrics are served. */
export interface MetricsConfig {
  readonly host: string;
  readonly port: number;
}

/** Where traces are sent. */
export interface TracingConfig {
  /** Of an OpenTelemetry collector, without `/v1/traces`. */
  readonly endpoint: string;
  /** Sent with them; may hold secrets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  /** How many of the traces that begin here are recorded: 0 to 1. */
  readonly sampledPart: number;
}

/**
 * Undefined: metrics are served nowhere.
 *
 * @throws {ConfigurationError}
 */
export function metricsConfig({ METRICS_HOST, METRICS_PORT }: Variables): MetricsConfig | undefined {
  if (METRICS_PORT !== undefined) return { host: METRICS_HOST ?? '127.0.0.1', port: METRICS_PORT };
  if (METRICS_HOST !== undefined)
    throw new ConfigurationError('METRICS_HOST is of use with METRICS_PORT only.');
  return undefined;
}

/**
 * Undefined: nothing is traced.
 *
 * @throws {ConfigurationError}
 */
export function tracingConfig(values: Variables): TracingConfig | undefined {
  const endpoint = values.OTEL_EXPORTER_OTLP_ENDPOINT;
  const headers = values.OTEL_EXPORTER_OTLP_HEADERS;
  if (endpoint === undefined) {
    for (const name of onlyWithEndpoint)
      if (values[name] !== undefined)
        throw new ConfigurationError(`${name} is of use with OTEL_EXPORTER_OTLP_ENDPOINT only.`);
    return undefined;
  }
  if (headers !== undefined && endpoint.protocol === 'http:' && !isLoopback(endpoint.hostname))
    throw new ConfigurationError(
      'OTEL_EXPORTER_OTLP_HEADERS may hold a secret, and OTEL_EXPORTER_OTLP_ENDPOINT is http, and not on this machine.',
    );
  return {
    endpoint: endpoint.href.replace(/\/$/, ''),
    headers: headers ?? {},
    serviceName: values.OTEL_SERVICE_NAME ?? 'qonto-graphql-gateway',
    sampledPart: values.OTEL_TRACES_SAMPLER_ARG ?? 1,
  };
}

const onlyWithEndpoint = [
  'OTEL_EXPORTER_OTLP_HEADERS',
  'OTEL_SERVICE_NAME',
  'OTEL_TRACES_SAMPLER_ARG',
] as const;
