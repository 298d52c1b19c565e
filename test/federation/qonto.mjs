import 'reflect-metadata';
import { FileStorage, passThrough, QontoTransport } from '../../dist/datasources/qonto/index.js';
import { startSimulator } from '../../dist/datasources/simulator/index.js';
import { createLogger } from '../../dist/log.js';
import { createGateway } from '../../dist/server/gateway.js';

/** The gateway as a subgraph, on loopback, in front of a simulator of its own. */
export async function startQonto(subgraphSecret) {
  const simulator = await startSimulator({
    sizes: { transactions: 100 },
    clock: { now: () => new Date('2026-03-20T12:00:00Z') },
  });
  const app = await createGateway({
    transport: new QontoTransport({ origin: simulator.url }),
    storage: new FileStorage({ hosts: [], origins: [simulator.url] }),
    credentialOf: (authorization) => passThrough(authorization ?? ''),
    cursorSecret: 'a secret of the tests',
    subgraphSecret,
    graphiql: false,
    logger: createLogger('silent'),
  });

  const url = await app.listen({ host: '127.0.0.1', port: 0 });

  async function control(door, body) {
    const [method, path] = door.split(' ');
    const response = await fetch(`${simulator.url}/_simulator/${path}`, {
      method,
      headers: { connection: 'close' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return response.json();
  }

  return {
    control,
    /** Answers a GraphQL request. */
    async answer(body, headers) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', connection: 'close' },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    /** What the bank was asked, sorted: look-ups run side by side. */
    async calls() {
      const { requests } = await control('GET requests');
      return requests
        .map(({ method, path, query }) => `${method} ${path}${query && `?${decodeURIComponent(query)}`}`)
        .sort();
    },
    async close() {
      await app.close();
      await simulator.close();
    },
  };
}
