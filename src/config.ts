import type { CallerSources } from './caller.js';
import { callerSources } from './config-callers.js';
import { metricsConfig, type MetricsConfig, tracingConfig, type TracingConfig } from './config-telemetry.js';
import { variables, type Variables } from './config-variables.js';
import { ConfigurationError } from './configuration-error.js';
import { isLoopback } from './loopback.js';

/** How the gateway reaches the bank, and as whom. */
export type BankAccess =
  | { readonly mode: 'simulator'; readonly simulatorPort: number; readonly transactions: number }
  /** One organisation: its credential is the gateway's own. */
  | { readonly mode: 'credential'; readonly bank: BankAddress; readonly credential: CredentialConfig }
  /** Many organisations: every caller brings the credential in `Authorization`. */
  | { readonly mode: 'pass-through'; readonly bank: BankAddress };

export interface BankAddress {
  readonly origin: string;
  readonly stagingToken: string | undefined;
}

export type CredentialConfig =
  | { readonly kind: 'api-key'; readonly slug: string; readonly secretKey: string }
  | { readonly kind: 'access-token'; readonly accessToken: string }
  | {
      readonly kind: 'oauth';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
      /** Where the newest refresh token is kept; undefined: nowhere, and a restart needs a new consent. */
      readonly refreshTokenFile: string | undefined;
    };

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

/** The three ways to be known to the bank, by the variables that each of them needs. */
const credentialKinds = [
  ['QONTO_ORGANIZATION_SLUG', 'QONTO_SECRET_KEY'],
  ['QONTO_ACCESS_TOKEN'],
  ['QONTO_CLIENT_ID', 'QONTO_CLIENT_SECRET', 'QONTO_REFRESH_TOKEN'],
] as const;

function bankAccess(values: Variables): BankAccess {
  for (const name of ['QONTO_REFRESH_TOKEN_FILE', 'QONTO_TOKEN_URL'] as const) {
    if (values[name] !== undefined && values.QONTO_REFRESH_TOKEN === undefined)
      throw new ConfigurationError(`${name} is of use with QONTO_REFRESH_TOKEN only.`);
  }
  const begun = credentialKinds.filter((names) => names.some((name) => values[name] !== undefined));
  const [first, second] = begun;
  if (first && second)
    throw new ConfigurationError(
      `${first[0]} and ${second[0]} belong to two kinds of credential: keep one of them.`,
    );
  for (const name of first ?? []) {
    if (values[name] === undefined)
      throw new ConfigurationError(`${name} is missing: ${first!.join(', ')} are only of use together.`);
  }
  if (!first && values.QONTO_BASE_URL === undefined) {
    if (values.QONTO_STAGING_TOKEN !== undefined)
      throw new ConfigurationError(
        'QONTO_STAGING_TOKEN is given, but neither QONTO_BASE_URL nor a credential is.',
      );
    return {
      mode: 'simulator',
      simulatorPort: values.SIMULATOR_PORT,
      transactions: values.SIMULATOR_TRANSACTIONS,
    };
  }
  // Source: docs.qonto.com, environments, read 2026-11-20.
  const bank = {
    origin: values.QONTO_BASE_URL?.origin ?? 'https://thirdparty.qonto.com',
    stagingToken: values.QONTO_STAGING_TOKEN,
  };
  return first
    ? { mode: 'credential', bank, credential: credential(values) }
    : { mode: 'pass-through', bank };
}

function credential(values: Variables): CredentialConfig {
  if (values.QONTO_SECRET_KEY !== undefined)
    return { kind: 'api-key', slug: values.QONTO_ORGANIZATION_SLUG!, secretKey: values.QONTO_SECRET_KEY };
  if (values.QONTO_ACCESS_TOKEN !== undefined)
    return { kind: 'access-token', accessToken: values.QONTO_ACCESS_TOKEN };
  return {
    kind: 'oauth',
    tokenUrl: values.QONTO_TOKEN_URL?.href ?? 'https://oauth.qonto.com/oauth2/token',
    clientId: values.QONTO_CLIENT_ID!,
    clientSecret: values.QONTO_CLIENT_SECRET!,
    refreshToken: values.QONTO_REFRESH_TOKEN!,
    refreshTokenFile: values.QONTO_REFRESH_TOKEN_FILE,
  };
}
