// One process of a storm: the built client of the bank, asking as fast as it is let. Started by storm.ts with an IPC line.
import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { bearerToken, QontoTransport } from '../../dist/datasources/qonto/index.js';
import { RedisConnection, RedisLoginLedger, RedisRateStore } from '../../dist/datasources/redis/index.js';

const { bankUrl, redisUrl, limits, callers, patienceMs } = JSON.parse(process.argv[2]);
const redis = redisUrl && new RedisConnection({ url: redisUrl });
const shared = redis && {
  requests: new RedisRateStore(redis, bankUrl),
  logins: new RedisLoginLedger(redis, bankUrl),
};
const counts = { served: 0, refused: {}, answered: 0, answeringMs: 0, lateMs: 0 };
const logger = {
  debug({ durationMs }) {
    counts.answered++;
    counts.answeringMs += durationMs;
  },
};
const transport = new QontoTransport({ origin: bankUrl, limits, logger, ...(shared && { shared }) });
const end = new AbortController();

async function ask(token) {
  const credential = bearerToken(token);
  while (!end.signal.aborted) {
    const meter = { requests: 0, deduplicated: 0, retries: 0 };
    const session = transport.session({ credential, meter, signal: end.signal });
    session.endReadsIn(patienceMs);
    try {
      await session.send({ method: 'GET', path: '/v2/labels', query: [['per_page', '1']] });
      counts.served++;
    } catch (error) {
      if (end.signal.aborted) break;
      const reason = error.details?.reason ?? error.code ?? error.message;
      counts.refused[reason] = (counts.refused[reason] ?? 0) + 1;
      // Who was refused comes back like a client: soon, not at once.
      await pause(20);
    }
  }
}

/** How much time this machine takes away from the process. */
async function watchTheClock() {
  while (!end.signal.aborted) {
    const from = performance.now();
    await pause(20);
    counts.lateMs += Math.max(0, performance.now() - from - 25);
  }
}

process.once('message', () => {
  void watchTheClock();
  const asking = Array.from({ length: callers }, (_, caller) => ask(`storm-${caller % 3}`));
  process.once('message', () => void tell(asking));
});

async function tell(asking) {
  end.abort();
  await Promise.all(asking);
  await transport.close();
  redis?.close();
  process.send(counts, () => process.disconnect());
}

// Whoever shares a store has found it by then.
setTimeout(() => process.send('ready'), redisUrl ? 2_500 : 0);
