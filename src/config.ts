import type { CallerSources } from './caller.js';
import { type BankAccess, bankAccess } from './config-bank.js';
import { callerSources } from './config-callers.js';
import { metricsConfig, type MetricsConfig, tracingConfig, type TracingConfig } from './config-telemetry.js';
import { variables, type Variables } from './config-variables.js';
import { ConfigurationError } from './configuration-error.js';
import { isLoopback } from './loopback.js';

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Hosts that the download links of the bank may lead to, themselves and everything below. */
  readonly fileHosts: readonly string[];
  readonly graphiql: boolean;
  readonly introspection: boolean;
  /** Origins whose pages may read the answers. */
  readonly corsOrigins: readonly string[];
  readonly trustedDocuments: { readonly only: boolean; readonly file: string | undefined };
  readonly cursorSecret: string;
  /** What federation routers prove themselves with; undefined: the gateway is no subgraph. */
  readonly subgraphSecret: string | undefined;
  /** Where metrics are served; undefined: nowhere. */
  readonly metrics: MetricsConfig | undefined;
  /** Where traces are sent; undefined: nowhere. */
  readonly tracing: TracingConfig | undefined;
  /** The highest estimate, in requests to the bank, that an operation may have. */
  readonly maxCost: number;
  /** How often one caller may ask and pay; undefined: as often as it likes. */
  readonly callerLimits: {
    readonly operationsPerSecond: number | undefined;
    readonly paymentsPerHour: number | undefined;
  };
  /** How long a process that was asked to end still takes new work. */
  readonly shutdownDelayMs: number;
  /** Undefined: the gateway is the only one, and remembers payments as long as it runs. */
  readonly redis: RedisConfig | undefined;
  /** What the bank signs its webhooks with; none: the bank tells of no changes. Two while one replaces the other. */
  readonly webhookSecrets: readonly string[];
  /** Whether payments carry a marker in their note, by which they are found again. */
  readonly reconcileMarker: 'note' | 'off';
  readonly access: BankAccess;
  /** Undefined: the gateway asks nobody who he is. */
  readonly callers: CallerSources | undefined;
}

/** What several gateways share, and what one keeps over restarts. */
export interface RedisConfig {
  /** With its secrets. */
  readonly url: string;
  /** What is kept there is sealed with the first; any of them opens it. */
  readonly paymentSecrets: readonly [string, ...string[]];
}

/**
 * Reads the whole configuration from environment variables; an empty one counts as not given.
 *
 * @throws {ConfigurationError} with one sentence per variable that is wrong.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}.`);
    throw new ConfigurationError(sentences.join('\n'));
  }
  const values = parsed.data;
  const access = bankAccess(values);
  const callers = callerSources(values);
  if (access.mode === 'pass-through' && callers !== undefined)
    throw new ConfigurationError(
      'GATEWAY_API_KEYS and GATEWAY_JWKS_URL are of use where the gateway has a credential of its own: without one, every caller brings that for the bank.',
    );
  if (access.mode !== 'pass-through' && callers === undefined && !isLoopback(values.HOST))
    throw new ConfigurationError(
      'HOST is not a loopback address, and nothing asks the callers who they are: set GATEWAY_API_KEYS or GATEWAY_JWKS_URL; or keep 127.0.0.1; or leave the QONTO_* credentials out and set QONTO_BASE_URL, so that every caller brings an own credential.',
    );
  if (values.TRUSTED_DOCUMENTS === 'only' && values.SUBGRAPH_SECRET !== undefined)
    throw new ConfigurationError(
      'TRUSTED_DOCUMENTS=only would refuse whatever a router asks: leave SUBGRAPH_SECRET out.',
    );
  const graphiql =
    values.GRAPHIQL === undefined ? values.NODE_ENV !== 'production' : values.GRAPHIQL === 'on';
  return {
    host: values.HOST,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    graphiql,
    introspection: values.INTROSPECTION === undefined ? graphiql : values.INTROSPECTION === 'on',
    corsOrigins: values.CORS_ORIGINS,
    trustedDocuments: {
      only: values.TRUSTED_DOCUMENTS === 'only',
      file: values.TRUSTED_DOCUMENTS_FILE,
    },
    fileHosts: values.QONTO_FILE_HOSTS,
    cursorSecret: values.CURSOR_SECRET,
    subgraphSecret: values.SUBGRAPH_SECRET,
    maxCost: values.MAX_COST,
    callerLimits: {
      operationsPerSecond: values.CALLER_OPERATIONS_PER_SECOND,
      paymentsPerHour: values.CALLER_PAYMENTS_PER_HOUR,
    },
    // In front of a process in a terminal stands no load balancer.
    shutdownDelayMs: values.SHUTDOWN_DELAY_MS ?? (values.NODE_ENV === 'production' ? 5_000 : 0),
    metrics: metricsConfig(values),
    tracing: tracingConfig(values),
    redis: redis(values, access),
    webhookSecrets: webhookSecrets(values),
    reconcileMarker: values.QONTO_RECONCILE_MARKER,
    access,
    callers,
  };
}

function redis(values: Variables, access: BankAccess): RedisConfig | undefined {
  const { REDIS_URL, PAYMENT_STORE_SECRET, PAYMENT_STORE_SECRET_PREVIOUS } = values;
  if (REDIS_URL === undefined) {
    for (const name of ['PAYMENT_STORE_SECRET', 'PAYMENT_STORE_SECRET_PREVIOUS'] as const) {
      if (values[name] !== undefined) throw new ConfigurationError(`${name} is of use with REDIS_URL only.`);
    }
    return undefined;
  }
  if (PAYMENT_STORE_SECRET === undefined)
    throw new ConfigurationError(
      'PAYMENT_STORE_SECRET is missing: what REDIS_URL keeps of payments is sealed with it.',
    );
  if (access.mode === 'simulator')
    throw new ConfigurationError(
      'REDIS_URL is of no use with the embedded simulator, a new bank at each start: run `npm run simulator` alone, and set QONTO_BASE_URL to it.',
    );
  const previous = PAYMENT_STORE_SECRET_PREVIOUS === undefined ? [] : [PAYMENT_STORE_SECRET_PREVIOUS];
  return { url: REDIS_URL, paymentSecrets: [PAYMENT_STORE_SECRET, ...previous] };
}

function webhookSecrets({
  QONTO_WEBHOOK_SECRET,
  QONTO_WEBHOOK_SECRET_PREVIOUS,
}: Variables): readonly string[] {
  if (QONTO_WEBHOOK_SECRET === undefined && QONTO_WEBHOOK_SECRET_PREVIOUS !== undefined)
    throw new ConfigurationError('QONTO_WEBHOOK_SECRET_PREVIOUS is of use with QONTO_WEBHOOK_SECRET only.');
  return [QONTO_WEBHOOK_SECRET, QONTO_WEBHOOK_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
}
