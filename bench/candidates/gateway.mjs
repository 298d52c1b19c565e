// Our gateway as `main.ts` builds it, but without limits: what a request costs is to be seen, not how many the bank allows.
import '../../dist/heap.js';
import 'reflect-metadata';
import { MemoryStore } from '../../dist/datasources/payments/index.js';
import { bearerToken, FileStorage, QontoTransport } from '../../dist/datasources/qonto/index.js';
import { createLogger } from '../../dist/log.js';
import { createGateway } from '../../dist/server/gateway.js';

export function start(bankUrl) {
  return startGateway(bankUrl, {
    limits: {
      perSecond: 1e6,
      burst: 1e6,
      shortWindowMs: 10_000,
      perLongWindow: 1e9,
      longWindowMs: 600_000,
    },
    bulkhead: { reads: 64, waitingReads: 10_000, writes: 16, waitingWrites: 10_000 },
  });
}

/** With options of its way to the bank. */
export async function startGateway(bankUrl, transportOptions) {
  const credential = bearerToken('a-token-of-the-benchmark', 'benchmark');
  const app = await createGateway({
    transport: new QontoTransport({ origin: bankUrl, ...transportOptions }),
    storage: new FileStorage({ hosts: [], origins: [bankUrl] }),
    credentialOf: () => credential,
    paymentStore: new MemoryStore(Date.now, 0),
    reconcileMarker: 'note',
    cursorSecret: 'a secret of the benchmark',
    graphiql: false,
    logger: createLogger('warn'),
    // A busy machine makes the event loop late, and that is no reason here to refuse anybody.
    load: { queriesWhenLate: 256 },
  });
  return app.listen({ host: '127.0.0.1', port: 0 });
}
