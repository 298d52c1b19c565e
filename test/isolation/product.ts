import * as payments from '../../src/datasources/payments/index.js';
import * as qonto from '../../src/datasources/qonto/index.js';
import * as gateway from '../../src/server/gateway.js';

/** The parts that a gateway is put together from. */
export interface Product {
  readonly createGateway: typeof gateway.createGateway;
  readonly QontoTransport: typeof qonto.QontoTransport;
  readonly FileStorage: typeof qonto.FileStorage;
  readonly passThrough: typeof qonto.passThrough;
  readonly MemoryStore: typeof payments.MemoryStore;
}

/** As it is shipped. */
export const shipped: Product = { ...payments, ...qonto, ...gateway };
