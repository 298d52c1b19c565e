import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/config.js';
import { ConfigurationError } from '../../src/configuration-error.js';

const problem = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('was accepted');
};

it('runs against the simulator, on loopback, when nothing is given', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4000,
    logLevel: 'info',
    fileHosts: ['amazonaws.com'],
    graphiql: true,
    introspection: true,
    corsOrigins: [],
    trustedDocuments: { only: false, file: undefined },
    cursorSecret: expect.any(String) as string,
    subgraphSecret: undefined,
    metrics: undefined,
    tracing: undefined,
    redis: undefined,
    webhookSecrets: [],
    reconcileMarker: 'note',
    maxCost: 500,
    callerLimits: { operationsPerSecond: 100, paymentsPerHour: 1_000 },
    shutdownDelayMs: 0,
    access: { mode: 'simulator', simulatorPort: 4010, transactions: 2_400 },
    callers: undefined,
  });
});

it('takes work for five seconds more in production, where a load balancer has to look elsewhere first', () => {
  expect(readConfig({ NODE_ENV: 'production' }).shutdownDelayMs).toBe(5_000);
  expect(readConfig({ NODE_ENV: 'production', SHUTDOWN_DELAY_MS: '0' }).shutdownDelayMs).toBe(0);
});

it('lets callers ask and pay as often as they like when it is told to', () => {
  const off = { CALLER_OPERATIONS_PER_SECOND: 'off', CALLER_PAYMENTS_PER_HOUR: 'off' };
  expect(readConfig(off).callerLimits).toEqual({
    operationsPerSecond: undefined,
    paymentsPerHour: undefined,
  });
  expect(readConfig({ MAX_COST: '120' }).maxCost).toBe(120);
});

it.each([
  [{}, true, true],
  [{ NODE_ENV: 'production' }, false, false],
  [{ NODE_ENV: 'production', INTROSPECTION: 'on' }, false, true],
  [{ NODE_ENV: 'production', GRAPHIQL: 'on' }, true, true],
  [{ INTROSPECTION: 'off' }, true, false],
])('shows with %j GraphiQL: %s, and the schema: %s', (environment, graphiql, introspection) => {
  expect(readConfig(environment)).toMatchObject({ graphiql, introspection });
});

it('takes several hosts of files', () => {
  expect(readConfig({ QONTO_FILE_HOSTS: 'amazonaws.com, files.bank.test' }).fileHosts).toEqual([
    'amazonaws.com',
    'files.bank.test',
  ]);
});

it('takes an empty variable for one that is not given', () => {
  expect(readConfig({ PORT: '', QONTO_SECRET_KEY: '' })).toEqual(readConfig({}));
});

it('talks to the real bank with an API key', () => {
  const { access } = readConfig({ QONTO_ORGANIZATION_SLUG: 'acme-1', QONTO_SECRET_KEY: 's3cret' });
  expect(access).toEqual({
    mode: 'credential',
    bank: { origin: 'https://thirdparty.qonto.com', stagingToken: undefined },
    credential: { kind: 'api-key', slug: 'acme-1', secretKey: 's3cret' },
  });
});

it('talks to the sandbox with a token', () => {
  const { access } = readConfig({
    QONTO_ACCESS_TOKEN: 't',
    QONTO_BASE_URL: 'https://thirdparty-sandbox.staging.qonto.co/v2',
    QONTO_STAGING_TOKEN: 'st',
  });
  expect(access).toEqual({
    mode: 'credential',
    bank: { origin: 'https://thirdparty-sandbox.staging.qonto.co', stagingToken: 'st' },
    credential: { kind: 'access-token', accessToken: 't' },
  });
});

it('keeps an OAuth consent alive', () => {
  const { access } = readConfig({ QONTO_CLIENT_ID: 'c', QONTO_CLIENT_SECRET: 's', QONTO_REFRESH_TOKEN: 'r' });
  expect(access).toMatchObject({
    credential: { kind: 'oauth', tokenUrl: 'https://oauth.qonto.com/oauth2/token', clientId: 'c' },
  });
});

it('passes the credentials of its callers on when only the address of the bank is given', () => {
  expect(readConfig({ QONTO_BASE_URL: 'https://thirdparty.qonto.com/v2' }).access.mode).toBe('pass-through');
});

const sha256 = '0123456789abcdef'.repeat(4);
const ownCredential = { QONTO_ACCESS_TOKEN: 't' };

it('knows callers by their keys, of which it is told the hashes, and takes several for one name', () => {
  const other = sha256.replaceAll('0', '1');
  const { callers } = readConfig({
    ...ownCredential,
    HOST: '0.0.0.0',
    GATEWAY_API_KEYS: `ci:read:${sha256}, ci:read+write+pay:${other}`,
  });
  expect(callers).toEqual({
    keys: [
      { name: 'ci', roles: new Set(['read']), sha256: Buffer.from(sha256, 'hex') },
      { name: 'ci', roles: new Set(['read', 'write', 'pay']), sha256: Buffer.from(other, 'hex') },
    ],
    issuer: undefined,
  });
});

it('knows callers by tokens of an issuer', () => {
  const { callers } = readConfig({
    ...ownCredential,
    HOST: '::',
    GATEWAY_JWKS_URL: 'https://login.example/jwks',
    GATEWAY_JWT_ISSUER: 'https://login.example',
    GATEWAY_JWT_AUDIENCE: 'gateway',
  });
  expect(callers).toEqual({
    keys: [],
    issuer: {
      jwksUrl: new URL('https://login.example/jwks'),
      issuer: 'https://login.example',
      audience: 'gateway',
      rolesClaim: 'roles',
    },
  });
});

it.each([{}, ownCredential, { QONTO_ORGANIZATION_SLUG: 's', QONTO_SECRET_KEY: 'k' }])(
  'listens beyond loopback with %j only when it knows its callers',
  (environment) => {
    const host = { HOST: '0.0.0.0' };
    expect(problem({ ...environment, ...host })).toMatch(/^HOST .* GATEWAY_API_KEYS or GATEWAY_JWKS_URL/);
    expect(readConfig({ ...environment, ...host, GATEWAY_API_KEYS: `ci:read:${sha256}` }).host).toBe(
      '0.0.0.0',
    );
  },
);

const secret = 'a secret of thirty-two characters';
const pretendBank = { QONTO_BASE_URL: 'http://127.0.0.1:4010/v2' };

it('shares its memory of payments through Redis, sealed, and opens what an earlier secret has sealed', () => {
  const shared = {
    ...pretendBank,
    REDIS_URL: 'rediss://user:word@redis.test:6380/2',
    PAYMENT_STORE_SECRET: secret,
  };
  const url = 'rediss://user:word@redis.test:6380/2';
  expect(readConfig(shared).redis).toEqual({ url, paymentSecrets: [secret] });
  const earlier = `${secret}, of last year`;
  expect(readConfig({ ...shared, PAYMENT_STORE_SECRET_PREVIOUS: earlier }).redis).toEqual({
    url,
    paymentSecrets: [secret, earlier],
  });
});

it('hears of changes with the secret of the webhooks, and with the one before it', () => {
  expect(readConfig({ QONTO_WEBHOOK_SECRET: secret }).webhookSecrets).toEqual([secret]);
  const earlier = `${secret}, of last year`;
  const both = { QONTO_WEBHOOK_SECRET: secret, QONTO_WEBHOOK_SECRET_PREVIOUS: earlier };
  expect(readConfig(both).webhookSecrets).toEqual([secret, earlier]);
});

it('serves metrics where it is told to, and on loopback when only a port is given', () => {
  expect(readConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 });
  const elsewhere = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' };
  expect(readConfig(elsewhere).metrics).toEqual({ host: '0.0.0.0', port: 9464 });
});

it('sends traces to a collector, all of them unless told otherwise', () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector.test:4318';
  expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT }).tracing).toEqual({
    endpoint: 'http://collector.test:4318',
    headers: {},
    serviceName: 'qonto-graphql-gateway',
    sampledPart: 1,
  });
  const told = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.test/otlp/',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20c2VzYW1l==, x-team=bank',
    OTEL_SERVICE_NAME: 'bank',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  };
  expect(readConfig(told).tracing).toEqual({
    endpoint: 'https://collector.test/otlp',
    headers: { authorization: 'Basic c2VzYW1l==', 'x-team': 'bank' },
    serviceName: 'bank',
    sampledPart: 0.25,
  });
});

const collector = 'http://collector.test:4318';

it.each([
  [{ OTEL_SERVICE_NAME: 'bank' }, 'OTEL_SERVICE_NAME is of use with OTEL_EXPORTER_OTLP_ENDPOINT only.'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT is not an http'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector}?a=b` }, 'OTEL_EXPORTER_OTLP_ENDPOINT has a query.'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_EXPORTER_OTLP_HEADERS: 'sesame' },
    'OTEL_EXPORTER_OTLP_HEADERS is not a list of key=value',
  ],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_EXPORTER_OTLP_HEADERS: 'a=b' },
    'OTEL_EXPORTER_OTLP_HEADERS may hold a secret',
  ],
  [{ OTEL_TRACES_SAMPLER_ARG: '1.5' }, 'OTEL_TRACES_SAMPLER_ARG is not a number from 0 to 1.'],
  [{ METRICS_HOST: '0.0.0.0' }, 'METRICS_HOST is of use with METRICS_PORT only.'],
  [{ METRICS_PORT: '66000' }, 'METRICS_PORT is not a port number.'],
  [{ PORT: 'http' }, 'PORT is not a port number.'],
  [{ PORT: '65536' }, 'PORT is not a port number.'],
  [{ QONTO_FILE_HOSTS: 'https://amazonaws.com' }, 'QONTO_FILE_HOSTS is not a list of host names'],
  [{ QONTO_FILE_HOSTS: 'amazonaws.com,,' }, 'QONTO_FILE_HOSTS is not a list of host names'],
  [{ SIMULATOR_TRANSACTIONS: '1000001' }, 'SIMULATOR_TRANSACTIONS is more than 1,000,000.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is not one of fatal, error, warn, info, debug, trace, silent.'],
  [{ MAX_COST: '0' }, 'MAX_COST is not a whole number from 1 to 99999.'],
  [
    { CALLER_PAYMENTS_PER_HOUR: '1.5' },
    'CALLER_PAYMENTS_PER_HOUR is neither off nor a whole number from 1 to 999999.',
  ],
  [
    { CALLER_OPERATIONS_PER_SECOND: '0' },
    'CALLER_OPERATIONS_PER_SECOND is neither off nor a whole number from 1',
  ],
  [{ SHUTDOWN_DELAY_MS: '60001' }, 'SHUTDOWN_DELAY_MS is not a whole number of milliseconds up to 60000.'],
  [{ SHUTDOWN_DELAY_MS: '5s' }, 'SHUTDOWN_DELAY_MS is not a whole number of milliseconds up to 60000.'],
  [{ GATEWAY_API_KEYS: 'sesame' }, 'GATEWAY_API_KEYS is not a list of name:role+role:sha256'],
  [{ GATEWAY_API_KEYS: `ci:admin:${sha256}` }, 'GATEWAY_API_KEYS is not a list of name:role+role:sha256'],
  [{ GATEWAY_API_KEYS: `ci:read:${sha256},` }, 'GATEWAY_API_KEYS is not a list of name:role+role:sha256'],
  [{ GATEWAY_API_KEYS: `ci:read:${sha256},cd:pay:${sha256}` }, 'GATEWAY_API_KEYS has a key twice.'],
  [{ GATEWAY_JWKS_URL: 'https://login.example/jwks' }, 'GATEWAY_JWT_ISSUER is missing'],
  [{ GATEWAY_JWT_ROLES_CLAIM: 'scope' }, 'GATEWAY_JWKS_URL is missing'],
  [{ GATEWAY_JWKS_URL: 'http://login.example/jwks' }, 'GATEWAY_JWKS_URL is http, and not on this machine.'],
  [
    { QONTO_BASE_URL: 'https://bank.test/v2', GATEWAY_API_KEYS: `ci:read:${sha256}` },
    'GATEWAY_API_KEYS and GATEWAY_JWKS_URL are of use where the gateway has a credential of its own',
  ],
  [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS is not a list of origins'],
  [{ CORS_ORIGINS: 'https://app.example/' }, 'CORS_ORIGINS is not a list of origins'],
  [{ CORS_ORIGINS: 'https://app.example,app.example' }, 'CORS_ORIGINS is not a list of origins'],
  [{ TRUSTED_DOCUMENTS: 'on' }, 'TRUSTED_DOCUMENTS is neither only nor off.'],
  [
    { TRUSTED_DOCUMENTS: 'only', SUBGRAPH_SECRET: 'a secret of thirty-two characters' },
    'TRUSTED_DOCUMENTS=only would refuse whatever a router asks',
  ],
  [{ GRAPHIQL: 'yes' }, 'GRAPHIQL is neither on nor off.'],
  [{ SUBGRAPH_SECRET: 'too short for a secret' }, 'SUBGRAPH_SECRET is shorter than 32 characters.'],
  [{ CURSOR_SECRET: 'short' }, 'CURSOR_SECRET is shorter than 16 characters.'],
  [{ QONTO_BASE_URL: 'thirdparty.qonto.com' }, 'QONTO_BASE_URL is not an http or https address.'],
  [{ QONTO_BASE_URL: 'https://proxy.test/qonto/v2' }, 'QONTO_BASE_URL has a path other than /v2.'],
  [
    { QONTO_BASE_URL: 'https://sesame:sesame@bank.test/v2' },
    'QONTO_BASE_URL holds a user name or a password.',
  ],
  [{ QONTO_BASE_URL: 'http://bank.test/v2' }, 'QONTO_BASE_URL is http, and not on this machine.'],
  [
    { QONTO_REFRESH_TOKEN_FILE: '/tmp/t' },
    'QONTO_REFRESH_TOKEN_FILE is of use with QONTO_REFRESH_TOKEN only.',
  ],
  [{ QONTO_ACCESS_TOKEN: 't', QONTO_TOKEN_URL: 'https://a.test/' }, 'QONTO_TOKEN_URL is of use'],
  [{ QONTO_SECRET_KEY: 's' }, 'QONTO_ORGANIZATION_SLUG is missing'],
  [{ QONTO_ORGANIZATION_SLUG: 's' }, 'QONTO_SECRET_KEY is missing'],
  [{ QONTO_CLIENT_ID: 'c', QONTO_REFRESH_TOKEN: 'r' }, 'QONTO_CLIENT_SECRET is missing'],
  [
    { QONTO_ACCESS_TOKEN: 't', QONTO_SECRET_KEY: 's' },
    'QONTO_ORGANIZATION_SLUG and QONTO_ACCESS_TOKEN belong to two kinds',
  ],
  [{ QONTO_STAGING_TOKEN: 'st' }, 'QONTO_STAGING_TOKEN is given, but neither'],
  [{ REDIS_URL: 'redis.test:6379' }, 'REDIS_URL is not a redis or rediss address.'],
  [
    { REDIS_URL: 'redis://redis.test/payments' },
    'REDIS_URL has a path that is not the number of a database.',
  ],
  [{ REDIS_URL: 'redis://redis.test?enableOfflineQueue=true' }, 'REDIS_URL has a query.'],
  [{ ...pretendBank, REDIS_URL: 'redis://redis.test' }, 'PAYMENT_STORE_SECRET is missing'],
  [{ PAYMENT_STORE_SECRET: 'short' }, 'PAYMENT_STORE_SECRET is shorter than 32 characters.'],
  [{ PAYMENT_STORE_SECRET: secret }, 'PAYMENT_STORE_SECRET is of use with REDIS_URL only.'],
  [{ PAYMENT_STORE_SECRET_PREVIOUS: secret }, 'PAYMENT_STORE_SECRET_PREVIOUS is of use with REDIS_URL only.'],
  [
    { REDIS_URL: 'redis://redis.test', PAYMENT_STORE_SECRET: secret },
    'REDIS_URL is of no use with the embedded simulator',
  ],
  [{ QONTO_WEBHOOK_SECRET: 'short' }, 'QONTO_WEBHOOK_SECRET is shorter than 32 characters.'],
  [{ QONTO_WEBHOOK_SECRET: secret.repeat(4) }, 'QONTO_WEBHOOK_SECRET is longer than 128 characters.'],
  [{ QONTO_WEBHOOK_SECRET_PREVIOUS: secret }, 'QONTO_WEBHOOK_SECRET_PREVIOUS is of use with'],
  [{ QONTO_RECONCILE_MARKER: 'yes' }, 'QONTO_RECONCILE_MARKER is neither note nor off.'],
  [{ HOST: '0.0.0.0' }, 'HOST is not a loopback address'],
])('stops with a sentence that names what is wrong: %j', (environment, sentence) => {
  expect(problem(environment)).toContain(sentence);
});

it('names every variable that is wrong, and shows no value', () => {
  const message = problem({ PORT: 'sesame', LOG_LEVEL: 'sesame', QONTO_BASE_URL: 'sesame' });
  expect(message.split('\n')).toHaveLength(3);
  expect(message).not.toContain('sesame');
});

it('has every variable in .env.example and in the table of the README', () => {
  const names = [...readFileSync('src/config-variables.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
    ([, name]) => name!,
  );
  const example = readFileSync('.env.example', 'utf8');
  const readme = readFileSync('README.md', 'utf8');
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    expect(example).toMatch(new RegExp(`^#? ?${name}=`, 'm'));
    expect(readme).toContain(`\`${name}\``);
  }
});
