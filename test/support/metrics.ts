import type { FastifyInstance } from 'fastify';
import type { QontoTransport } from '../../src/datasources/qonto/index.js';
import { createMetricsServer } from '../../src/server/metrics-server.js';
import { Metrics } from '../../src/server/metrics.js';

/** The figures of one look at the metrics: `name{label="value"}` to figure. */
export type Figures = ReadonlyMap<string, number>;

/** Metrics of a gateway under test, read as Prometheus reads them: over HTTP. */
export class MetricsReader {
  metrics!: Metrics;
  url = '';
  #server: FastifyInstance | undefined;

  /** What a gateway is handed as its telemetry. */
  readonly telemetry = (transport: QontoTransport): readonly Metrics[] => {
    this.metrics = new Metrics({ version: '1.2.3', transport, operationNames: new Set(['Labels']) });
    return [this.metrics];
  };

  async open(): Promise<void> {
    this.#server = createMetricsServer(this.metrics.registry);
    this.url = await this.#server.listen({ host: '127.0.0.1', port: 0 });
  }

  async text(): Promise<string> {
    return (await fetch(`${this.url}/metrics`, { headers: { connection: 'close' } })).text();
  }

  async figures(): Promise<Figures> {
    const lines = (await this.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    return new Map(
      lines.map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))];
      }),
    );
  }

  /** What `act` added to each figure whose name begins so; figures that stayed are left out. */
  async added(prefix: string, act: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await this.figures();
    await act();
    const after = [...(await this.figures())].filter(([name]) => name.startsWith(prefix));
    const grown = after.map(([name, figure]) => [name, figure - (before.get(name) ?? 0)] as const);
    return Object.fromEntries(grown.filter(([, growth]) => growth !== 0));
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }
}
