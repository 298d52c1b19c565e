import './heap.js';
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { type Config, readConfig } from './config.js';
import type { BankAccess } from './config-bank.js';
import { ConfigurationError } from './configuration-error.js';
import { type ChangeFeed, MemoryFeed } from './datasources/events/index.js';
import { MemoryStore, type Store } from './datasources/payments/index.js';
import { FileStorage, QontoTransport } from './datasources/qonto/index.js';
import { dieInSilence } from './crash.js';
import { credentials } from './credentials.js';
import { createLogger } from './log.js';
import type { SharedRedis } from './redis.js';
import { Doorkeeper } from './server/auth.js';
import { createGateway } from './server/gateway.js';
import { Drain, endOnSignal } from './server/graceful-end.js';
import { shippedManifest, TrustedDocuments } from './server/trusted-documents.js';
import { openTelemetry } from './telemetry.js';
import { MemoryPaces } from './server/limits/caller-rate.js';

dieInSilence();
if (existsSync('.env')) loadEnvFile('.env');
const config = configOrExit();
const logger = createLogger(config.logLevel);
const { origin, stagingToken, tellChanges, close } = await openBank(config.access);
const redis = await openRedis();
const transport = new QontoTransport({
  origin,
  stagingToken,
  shared: redis?.counts(),
  logger,
});
const webhookSecrets = secretsOfWebhooks();
const changes = openFeed();
const drain = new Drain();
const telemetry = await openTelemetry(config, transport, logger).catch(exitWhenTaken('METRICS_PORT'));
const app = await createGateway({
  transport,
  drain,
  storage: new FileStorage({
    hosts: config.fileHosts,
    origins: config.access.mode === 'simulator' ? [origin] : [],
  }),
  credentialOf: credentials(config, transport, logger),
  doorkeeper: config.callers && (await Doorkeeper.of(config.callers)),
  cursorSecret: config.cursorSecret,
  subgraphSecret: config.subgraphSecret,
  graphiql: config.graphiql,
  introspection: config.introspection,
  corsOrigins: config.corsOrigins,
  trustedDocuments: trustedDocuments(config.trustedDocuments),
  logger,
  paymentStore: paymentStore(),
  reconcileMarker: config.reconcileMarker,
  telemetry: telemetry.listeners,
  maxCost: config.maxCost,
  callerLimits: config.callerLimits,
  paces: redis?.paces() ?? new MemoryPaces(),
  changes,
  webhook: changes && { secrets: webhookSecrets, seenEvents: redis?.seenEvents() },
});
const address = await app.listen({ host: config.host, port: config.port }).catch(exitWhenTaken('PORT'));
tellChanges?.(`${address}/webhooks/qonto`, webhookSecrets[0]!);
process.stdout.write(`${greeting(config, address, origin)}\n`);
endOnSignal({ app, drain, delayMs: config.shutdownDelayMs, close: closeWhatIsLeft });

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** An embedded bank and its gateway need no secret that anybody else knows. */
function secretsOfWebhooks(): readonly string[] {
  const { access, webhookSecrets } = config;
  if (access.mode !== 'simulator' || webhookSecrets.length > 0) return webhookSecrets;
  return [randomBytes(32).toString('hex')];
}

/** Nobody else pays for loading what speaks to Redis. */
async function openRedis(): Promise<SharedRedis | undefined> {
  if (config.redis === undefined) return undefined;
  const { SharedRedis } = await import('./redis.js');
  return new SharedRedis(config.redis, origin, logger);
}

function paymentStore(): Store {
  // A bank that was born with this process has been sent nothing before.
  if (config.access.mode === 'simulator') return new MemoryStore(Date.now, 0);
  return redis?.paymentStore() ?? new MemoryStore(Date.now);
}

/** Undefined without a secret of webhooks: then the bank tells of no changes. */
function openFeed(): ChangeFeed | undefined {
  if (webhookSecrets.length === 0) return undefined;
  return redis?.openFeed() ?? new MemoryFeed();
}

function trustedDocuments({ only, file }: Config['trustedDocuments']): TrustedDocuments | undefined {
  if (!only && file === undefined) return undefined;
  try {
    return TrustedDocuments.inFile(file ?? shippedManifest, only);
  } catch {
    process.stderr.write(
      'TRUSTED_DOCUMENTS_FILE cannot be read, or is no JSON object of ids and documents.\n',
    );
    process.exit(1);
  }
}

async function closeWhatIsLeft(): Promise<void> {
  changes?.close();
  redis?.close();
  await telemetry.close();
  await close();
}

/** Says which variable to change when another program listens there already. */
function exitWhenTaken(variable: string): (error: unknown) => never {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    process.stderr.write(`${variable}: another program listens on that port; choose another one.\n`);
    process.exit(1);
  };
}

interface OpenBank {
  readonly origin: string;
  readonly stagingToken: string | undefined;
  /** Has a pretend bank send its webhooks there; at the real one its owner decides. */
  readonly tellChanges?: (url: string, secret: string) => void;
  readonly close: () => Promise<void>;
}

async function openBank(access: BankAccess): Promise<OpenBank> {
  if (access.mode !== 'simulator') return { ...access.bank, close: async () => {} };
  const { startSimulator } = await import('./datasources/simulator/index.js');
  const simulator = await startSimulator({
    port: access.simulatorPort,
    sizes: { transactions: access.transactions },
  }).catch(exitWhenTaken('SIMULATOR_PORT'));
  return {
    origin: simulator.url,
    stagingToken: undefined,
    tellChanges: (url, secret) => simulator.tellChanges(url, secret),
    close: () => simulator.close(),
  };
}

function greeting({ graphiql, access, callers }: Config, address: string, origin: string): string {
  const bank =
    access.mode === 'simulator'
      ? `the SIMULATOR of the bank (${origin}/v2), no real money`
      : `the bank at ${origin}/v2`;
  const door = graphiql ? `GraphiQL is at ${address}/graphiql` : `GraphQL is at ${address}/graphql`;
  const isOpen = access.mode === 'credential' && callers === undefined;
  const warning = isOpen ? ' Every program on this machine may use it: GATEWAY_API_KEYS is not set.' : '';
  return `${door}, in front of ${bank}.${warning}`;
}
