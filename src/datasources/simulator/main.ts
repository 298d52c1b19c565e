import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { DEFAULT_ACCESS_TOKEN, DEFAULT_API_KEY } from './credential.js';
import { startSimulator } from './index.js';

/** `npm run simulator`: the pretend bank alone, on `SIMULATOR_PORT` (4010 by default). */
if (existsSync('.env')) loadEnvFile('.env');
const port = wholeNumber('SIMULATOR_PORT', 4010, 65_535);
const transactions = wholeNumber('SIMULATOR_TRANSACTIONS', 2_400, 1_000_000);
const { url, close } = await startSimulator({ port, sizes: { transactions } }).catch(
  (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return stop('SIMULATOR_PORT: another program listens on that port; choose another one.');
  },
);
process.stdout.write(
  `Simulated Qonto: ${url}/v2  Authorization: ${DEFAULT_API_KEY}  or  Bearer ${DEFAULT_ACCESS_TOKEN}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());

/** A variable of the environment; an empty one counts as not given. */
function wholeNumber(name: string, otherwise: number, most: number): number {
  const text = process.env[name] || String(otherwise);
  if (!/^\d{1,7}$/.test(text) || Number(text) > most) stop(`${name} is not a whole number up to ${most}.`);
  return Number(text);
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
