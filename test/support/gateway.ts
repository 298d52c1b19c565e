import type { CallerSources } from '../../src/caller.js';
import {
  bearerToken,
  FileStorage,
  passThrough,
  QontoTransport,
  type TransportOptions,
} from '../../src/datasources/qonto/index.js';
import { startSimulator, type SimulatorOptions } from '../../src/datasources/simulator/index.js';
import { MemoryStore, type Store } from '../../src/datasources/payments/index.js';
import { Doorkeeper } from '../../src/server/auth.js';
import type { GatewayOptions } from '../../src/server/gateway-options.js';
import { createGateway } from '../../src/server/gateway.js';
import type { Telemetry } from '../../src/server/telemetry.js';
import { DoubledExecution } from './doubled-execution.js';
import { SecretsWatch } from './secrets-watch.js';

/** What a client got for an operation, and what the bank saw of it. */
export interface Told<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: readonly {
    message: string;
    path?: (string | number)[];
    extensions: Record<string, unknown>;
  }[];
  readonly extensions: {
    readonly qonto: {
      requests: number;
      deduplicated: number;
      retries: number;
      /** Not there when the operation was refused before its cost was known. */
      estimatedRequests: number;
    };
  };
  /** Requests in the order they reached the bank, readable: `GET /v2/labels?page=1&per_page=50`. */
  readonly calls: readonly string[];
}

export interface TestGateway {
  /** Address of the gateway, e.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  /** Address of the bank, without `/v2`. */
  readonly bankUrl: string;
  /** What is secret here, and what was said. */
  readonly watch: SecretsWatch;
  ask<Data = Record<string, never>>(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<Told<Data>>;
  /** Moves the bank through its control door, e.g. `POST touch`. */
  control<Json = unknown>(door: string, body?: object): Promise<Json>;
  /** Loses what was paid under which key, as a restart does. */
  forgetPayments(): void;
  /**
   * Ends the gateway and its bank.
   *
   * @throws when the log or an error told a secret meanwhile: see `SecretsWatch`; or an operation was not answered as
   *   graphql-js answers it: see `DoubledExecution`.
   */
  close(): Promise<void>;
}

/** What several gateways have in common. */
export interface Shared {
  /** The bank of another gateway, which has to be closed last. */
  readonly bankUrl?: string;
  /** Default: a memory of the gateway's own. */
  readonly paymentStore?: Store;
  /** Default `note`. */
  readonly reconcileMarker?: 'note' | 'off';
  /** Default: the bank tells of no changes. */
  readonly live?: Pick<GatewayOptions, 'webhook' | 'changes' | 'streamPace' | 'drain'>;
  /** Who may call. Default: everybody. */
  readonly callers?: CallerSources;
  /** Makes the gateway a subgraph. */
  readonly subgraphSecret?: string;
  /** What else is unlike the gateways of other tests. */
  readonly options?: Partial<GatewayOptions>;
  /** Who hears what the gateway does. Default: nobody. */
  readonly telemetry?: (transport: QontoTransport) => readonly Telemetry[];
}

const cursorSecret = 'a secret of the tests';

/** Starts the whole gateway on real HTTP in front of a simulator, its own by default, whose clock stands still. */
export async function startGateway(
  options: SimulatorOptions = {},
  transportOptions: Partial<TransportOptions> = {},
  shared: Shared = {},
): Promise<TestGateway> {
  const { clock = { now: () => new Date('2026-03-20T12:00:00Z') } } = options;
  const simulator =
    shared.bankUrl === undefined
      ? await startSimulator({ sizes: { transactions: 400 }, ...options, clock })
      : { url: shared.bankUrl, close: async () => {} };
  const watch = new SecretsWatch();
  watch.listenTo('bank', simulator.url);
  watch.canaries.addCredential('cursor secret', cursorSecret);
  if (shared.subgraphSecret !== undefined)
    watch.canaries.addCredential('subgraph secret', shared.subgraphSecret);
  const { logger } = watch;
  const transport = new QontoTransport({ origin: simulator.url, logger, ...transportOptions });
  const demo = bearerToken('demo-token', 'demo');
  let aheadMs = 0;
  const gatewayClock = (): number => clock.now().getTime() + aheadMs;
  // This bank was born with the gateway, so nothing can have been sent to it before.
  let payments = new MemoryStore(gatewayClock, 0);
  const doubled = new DoubledExecution();
  const app = await createGateway({
    transport,
    executor: doubled.executor,
    paymentStore: shared.paymentStore ?? {
      read: (id) => payments.read(id),
      swap: (id, change) => payments.swap(id, change),
    },
    reconcileMarker: shared.reconcileMarker ?? 'note',
    storage: new FileStorage({ hosts: [], origins: [simulator.url] }),
    credentialOf: (authorization) =>
      authorization === undefined || shared.callers !== undefined ? demo : passThrough(authorization),
    doorkeeper: shared.callers && (await Doorkeeper.of(shared.callers, gatewayClock)),
    cursorSecret,
    subgraphSecret: shared.subgraphSecret,
    clock: gatewayClock,
    graphiql: true,
    logger,
    ...shared.live,
    ...shared.options,
    telemetry: shared.telemetry?.(transport) ?? [],
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  watch.listenTo('gateway', url);

  async function control<Json>(door: string, body?: object): Promise<Json> {
    const [method, path] = door.split(' ') as [string, string];
    // One time for both sides of the wire.
    if (door === 'POST clock') aheadMs += 1000 * ((body as { advanceSeconds?: number }).advanceSeconds ?? 0);
    const response = await fetch(`${simulator.url}/_simulator/${path}`, {
      method,
      // A connection that idles for five seconds is closed just when a busy test may use it again.
      headers: { connection: 'close' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${door}: ${await response.text()}`);
    return (await response.json()) as Json;
  }

  return {
    url,
    bankUrl: simulator.url,
    watch,
    control,
    forgetPayments() {
      payments = new MemoryStore(gatewayClock);
    },
    async ask<Data>(
      query: string,
      variables: Record<string, unknown> = {},
      headers: Record<string, string> = {},
    ) {
      await control('DELETE requests');
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Partial<Told<Data>>;
      doubled.assertNoDifference();
      return { errors: [], ...body, status: response.status, calls: await calls() } as unknown as Told<Data>;
    },
    async close() {
      await app.close();
      await simulator.close();
      watch.end();
      doubled.assertNoDifference();
    },
  };

  async function calls(): Promise<string[]> {
    const { requests } = await control<{ requests: { method: string; path: string; query: string }[] }>(
      'GET requests',
    );
    return requests.map(({ method, path, query }) => {
      const readable = decodeURIComponent(query.replaceAll('+', ' '));
      return `${method} ${path}${readable === '' ? '' : `?${readable}`}`;
    });
  }
}
