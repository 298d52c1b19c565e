// How soon `node dist/main.js` is ready, and how soon it has answered an operation, in milliseconds.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';
import { askGateway } from './walk.mjs';
import { workloads } from './workloads.mjs';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const impatienceMs = 20_000;

/** Medians of some starts. */
export async function measureStartUp(facts, starts) {
  const samples = [];
  for (let start = 0; start < starts; start++) samples.push(await startOnce(facts));
  return {
    readyMs: median(samples.map(({ readyMs }) => readyMs)),
    answeredMs: median(samples.map(({ answeredMs }) => answeredMs)),
  };
}

async function startOnce(facts) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const gateway = spawn(process.execPath, [main], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      QONTO_BASE_URL: facts.url,
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
    },
  });
  try {
    while (!(await isReady(url))) {
      if (performance.now() - begun > impatienceMs) throw new Error('the gateway does not get ready');
      await delay(5);
    }
    const readyMs = performance.now() - begun;
    await askGateway(url, workloads.W1.query, workloads.W1.variables(facts));
    return { readyMs, answeredMs: performance.now() - begun };
  } finally {
    gateway.kill('SIGKILL');
    await once(gateway, 'exit');
  }
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
