import { z } from 'zod';
import { type GatewayKey, isRole, type Role } from './caller.js';
import { isLoopback } from './loopback.js';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'is not a port number')
  .transform(Number)
  .refine((number) => number <= 65_535, 'is not a port number');

const anyUrl = z
  .string()
  .refine((text) => URL.canParse(text), 'is not an http or https address')
  .transform((text) => new URL(text))
  .refine(({ protocol }) => /^https?:$/.test(protocol), 'is not an http or https address')
  .refine(({ username, password }) => username === '' && password === '', 'holds a user name or a password');

const url = anyUrl.refine(
  ({ protocol, hostname }) => protocol === 'https:' || isLoopback(hostname),
  'is http, and not on this machine',
);

/** Traces hold no contents, and collectors often stand on the same network without TLS. */
const collectorUrl = anyUrl.refine(({ search, hash }) => search === '' && hash === '', 'has a query');

/** Source: OpenTelemetry, protocol exporter, `key=value` with commas between, values URL-encoded; read 2026-11-20. */
const collectorHeaders = z
  .string()
  .regex(
    /^[\w-]+=([\w.~!*'()/+=:-]|%[2-7][0-9a-f])+( *, *[\w-]+=([\w.~!*'()/+=:-]|%[2-7][0-9a-f])+)*$/i,
    'is not a list of key=value with URL-encoded values and commas between them',
  )
  .transform((text) =>
    Object.fromEntries(
      text.split(',').map((pair) => {
        const [key, ...value] = pair.trim().split('=');
        return [key!, decodeURIComponent(value.join('='))];
      }),
    ),
  );

const redisUrl = z
  .string()
  .refine((text) => URL.canParse(text), 'is not a redis or rediss address')
  .transform((text) => new URL(text))
  .refine(
    ({ protocol, hostname }) => /^rediss?:$/.test(protocol) && hostname !== '',
    'is not a redis or rediss address',
  )
  .refine(
    ({ pathname }) => /^(\/\d{0,4})?$/.test(pathname),
    'has a path that is not the number of a database',
  )
  // The client takes options from a query: some of them would undo what keeps payments safe.
  .refine(({ search, hash }) => search === '' && hash === '', 'has a query')
  .transform(({ href }) => href);

const longSecret = z.string().min(32, 'is shorter than 32 characters');

// Source: docs.qonto.com, webhook subscriptions, read 2026-11-20.
const webhookSecret = z
  .string()
  .min(32, 'is shorter than 32 characters')
  .max(128, 'is longer than 128 characters');

const hosts = z
  .string()
  .regex(
    /^[a-z0-9-]+([.][a-z0-9-]+)+( *, *[a-z0-9-]+([.][a-z0-9-]+)+)*$/,
    'is not a list of host names, such as amazonaws.com, with commas between them',
  )
  .transform((text) => text.split(',').map((host) => host.trim()));

const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine(
    (list) => list.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'is not a list of origins, such as https://app.example, with commas between them',
  );

const gatewayKeys = z.string().transform((text, context) => {
  const keys = text.split(',').map((entry) => gatewayKey(entry.trim()));
  const known = keys.filter((key) => key !== undefined);
  if (known.length < keys.length)
    context.addIssue(
      'is not a list of name:role+role:sha256 with commas between them; `npm run gateway-key` makes one',
    );
  if (new Set(known.map(({ sha256 }) => sha256.toString('hex'))).size < known.length)
    context.addIssue('has a key twice');
  return known;
});

const callerLimit = (byDefault: string) =>
  z
    .string()
    .regex(/^([1-9]\d{0,5}|off)$/, 'is neither off nor a whole number from 1 to 999999')
    .default(byDefault)
    .transform((text) => (text === 'off' ? undefined : Number(text)));

/** Each environment variable by itself; what is wrong with it follows its name in the message. */
export const variables = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4000),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is not one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  GRAPHIQL: z.enum(['on', 'off'], { error: 'is neither on nor off' }).optional(),
  INTROSPECTION: z.enum(['on', 'off'], { error: 'is neither on nor off' }).optional(),
  TRUSTED_DOCUMENTS: z.enum(['only', 'off'], { error: 'is neither only nor off' }).default('off'),
  TRUSTED_DOCUMENTS_FILE: z.string().optional(),
  CORS_ORIGINS: origins.default([]),
  GATEWAY_API_KEYS: gatewayKeys.optional(),
  GATEWAY_JWKS_URL: url.optional(),
  GATEWAY_JWT_ISSUER: z.string().optional(),
  GATEWAY_JWT_AUDIENCE: z.string().optional(),
  GATEWAY_JWT_ROLES_CLAIM: z.string().optional(),
  CURSOR_SECRET: z
    .string()
    .min(16, 'is shorter than 16 characters')
    // A cursor grants nothing: the bank still authorises every read. The seal only turns nonsense into a clear error.
    .default('qonto-graphql-gateway'),
  SUBGRAPH_SECRET: longSecret.optional(),
  SHUTDOWN_DELAY_MS: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a whole number of milliseconds up to 60000')
    .transform(Number)
    .refine((ms) => ms <= 60_000, 'is not a whole number of milliseconds up to 60000')
    .optional(),
  METRICS_HOST: z.string().optional(),
  METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: collectorHeaders.optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0([.]\d{1,9})?|1([.]0{1,9})?)$/, 'is not a number from 0 to 1')
    .transform(Number)
    .optional(),
  MAX_COST: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'is not a whole number from 1 to 99999')
    .transform(Number)
    .default(500),
  CALLER_OPERATIONS_PER_SECOND: callerLimit('100'),
  CALLER_PAYMENTS_PER_HOUR: callerLimit('1000'),
  SIMULATOR_PORT: port.default(4010),
  SIMULATOR_TRANSACTIONS: z
    .string()
    .regex(/^\d{1,7}$/, 'is not a whole number')
    .transform(Number)
    .refine((count) => count <= 1_000_000, 'is more than 1,000,000')
    .default(2_400),
  REDIS_URL: redisUrl.optional(),
  PAYMENT_STORE_SECRET: longSecret.optional(),
  PAYMENT_STORE_SECRET_PREVIOUS: longSecret.optional(),
  QONTO_WEBHOOK_SECRET: webhookSecret.optional(),
  QONTO_WEBHOOK_SECRET_PREVIOUS: webhookSecret.optional(),
  QONTO_RECONCILE_MARKER: z.enum(['note', 'off'], { error: 'is neither note nor off' }).default('note'),
  QONTO_BASE_URL: url
    .refine(({ pathname }) => /^\/(v2\/?)?$/.test(pathname), 'has a path other than /v2')
    .optional(),
  QONTO_TOKEN_URL: url.optional(),
  QONTO_FILE_HOSTS: hosts.default(['amazonaws.com']),
  QONTO_STAGING_TOKEN: z.string().optional(),
  QONTO_ORGANIZATION_SLUG: z.string().optional(),
  QONTO_SECRET_KEY: z.string().optional(),
  QONTO_ACCESS_TOKEN: z.string().optional(),
  QONTO_CLIENT_ID: z.string().optional(),
  QONTO_CLIENT_SECRET: z.string().optional(),
  QONTO_REFRESH_TOKEN: z.string().optional(),
  QONTO_REFRESH_TOKEN_FILE: z.string().optional(),
});

export type Variables = z.infer<typeof variables>;

/**
 * An entry such as `ci:read+pay:` and 64 hexadecimal digits, the SHA-256 of the key. Undefined: it is none.
 *
 * The hash needs no salt and no work factor: a key is 32 random bytes, which nobody guesses.
 */
function gatewayKey(entry: string): GatewayKey | undefined {
  const [, name, words, sha256] = /^([a-z0-9][a-z0-9._-]{0,63}):([a-z+]+):([0-9a-f]{64})$/.exec(entry) ?? [];
  const granted = words?.split('+') ?? [];
  if (name === undefined || sha256 === undefined || !granted.every(isRole)) return undefined;
  return { name, roles: new Set<Role>(granted), sha256: Buffer.from(sha256, 'hex') };
}
