import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { FastifyBaseLogger } from 'fastify';
import { Kind, parse } from 'graphql';
import type { Config } from './config.js';
import type { QontoTransport } from './datasources/qonto/index.js';
import { createMetricsServer } from './server/metrics-server.js';
import type { Telemetry } from './server/telemetry.js';

export interface OpenTelemetry {
  readonly listeners: readonly Telemetry[];
  /** Serves nothing any more, and hands over what is not handed over yet. */
  readonly close: () => Promise<void>;
}

/** Opens what the configuration wants; nobody pays for loading what it does not. */
export async function openTelemetry(
  config: Pick<Config, 'metrics' | 'tracing'>,
  transport: QontoTransport,
  logger: FastifyBaseLogger,
): Promise<OpenTelemetry> {
  const { version } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8')) as { version: string };
  const listeners: Telemetry[] = [];
  const closing: (() => Promise<void>)[] = [];
  if (config.metrics !== undefined) {
    const { Metrics } = await import('./server/metrics.js');
    const metrics = new Metrics({ version, transport, operationNames: shippedOperations() });
    const server = createMetricsServer(metrics.registry);
    await server.listen(config.metrics);
    listeners.push(metrics);
    closing.push(() => server.close());
  }
  if (config.tracing !== undefined) {
    const { Tracing } = await import('./server/tracing.js');
    const tracing = new Tracing({ ...config.tracing, version, logger });
    listeners.push(tracing);
    closing.push(() => tracing.close());
  }
  return { listeners, close: async () => void (await Promise.all(closing.map((close) => close()))) };
}

/** Names of the operations that come with the gateway. */
function shippedOperations(): ReadonlySet<string> {
  const directory = inPackage('operations/');
  const files = existsSync(directory) ? readdirSync(directory) : [];
  const documents = files
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => parse(readFileSync(new URL(name, directory), 'utf8')));
  const names = documents.flatMap(({ definitions }) =>
    definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? definition.name?.value : undefined,
    ),
  );
  return new Set(names.filter((name) => name !== undefined));
}

/** Seen from `src` and `dist` alike. */
function inPackage(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}
