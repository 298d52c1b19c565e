import { DEFAULT_ACCESS_TOKEN, DEFAULT_API_KEY } from './credential.js';
import { startSimulator } from './index.js';

/** `npm run simulator`: the pretend bank alone, on `SIMULATOR_PORT` (4010 by default). */
const port = Number(process.env['SIMULATOR_PORT'] ?? 4010);
const transactions = process.env['SIMULATOR_TRANSACTIONS'];
const simulator = await startSimulator({
  port,
  ...(transactions !== undefined && { sizes: { transactions: Number(transactions) } }),
});
process.stdout.write(
  `Simulated Qonto: ${simulator.url}/v2  Authorization: ${DEFAULT_API_KEY}  or  Bearer ${DEFAULT_ACCESS_TOKEN}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
