// The built gateway in a process of its own, which tells how late its event loop was. Started by measured-gateway.ts.
import 'reflect-metadata';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { bearerToken, FileStorage, passThrough, QontoTransport } from '../../dist/datasources/qonto/index.js';
import { createLogger } from '../../dist/log.js';
import { createGateway } from '../../dist/server/gateway.js';

const { bankUrl, graphiql, callerLimits } = JSON.parse(process.argv[2]);
const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let unhandled = 0;
process.on('unhandledRejection', () => unhandled++);
process.on('uncaughtException', () => unhandled++);

const demo = bearerToken('demo-token', 'demo');
const unlimited = {
  perSecond: 1e6,
  burst: 1e6,
  shortWindowMs: 1_000,
  perLongWindow: 1e9,
  longWindowMs: 60_000,
};
const app = await createGateway({
  transport: new QontoTransport({ origin: bankUrl, limits: unlimited }),
  storage: new FileStorage({ hosts: [], origins: [bankUrl] }),
  credentialOf: (authorization) => (authorization === undefined ? demo : passThrough(authorization)),
  cursorSecret: 'a secret of the tests',
  graphiql,
  logger: createLogger('error'),
  ...(callerLimits && { callerLimits }),
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.send({ url });

process.on('message', (word) => {
  if (word === 'begin') void begin();
  if (word === 'read') process.send(measure());
});

async function begin() {
  delay.enable();
  // The first turn is counted from here on.
  await turn();
  delay.reset();
  process.send({});
}

function measure() {
  const late = (ns) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
  return {
    latestMs: late(delay.max),
    p999Ms: late(delay.percentile(99.9)),
    unhandled,
    // Whatever a caller put there would be on every object.
    polluted: Object.keys(Object.prototype).length > 0 || {}.polluted !== undefined,
    rssMb: process.memoryUsage.rss() / 1e6,
  };
}

process.on('disconnect', () => process.exit());
