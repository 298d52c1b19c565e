// The load generator: sends one request over and over, so many at once, each as soon as the one before it is answered.
import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { serveParent } from './processes.mjs';
import { median } from './statistics.mjs';
import { newKey } from './workloads.mjs';

const pools = new Map();

serveParent({
  /** Sends `count` requests, `concurrency` at once; returns how long that took, and the median time of an answer. */
  async run({ url, request, concurrency, count }) {
    const pool = poolOf(url, concurrency);
    const timesMs = [];
    let left = count;
    const work = async () => {
      while (left-- > 0) {
        const begun = performance.now();
        const { statusCode, body } = await pool.request(fresh(request));
        const text = await body.text();
        if (statusCode !== 200 || text.includes('"errors":[{'))
          throw new Error(`${statusCode} to ${request.method} ${request.path}: ${text.slice(-500)}`);
        timesMs.push(performance.now() - begun);
      }
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: concurrency }, work));
    const wallMs = performance.now() - begun;
    return { wallMs, answerMs: median(timesMs) };
  },
});

/** With a key of its own where the body asks for one. */
function fresh(request) {
  if (request.body === undefined) return request;
  return { ...request, body: request.body.replace(newKey, () => randomUUID()) };
}

function poolOf(url, connections) {
  const key = `${url} ${connections}`;
  if (!pools.has(key)) pools.set(key, new Pool(url, { connections, pipelining: 1 }));
  return pools.get(key);
}
