import { runCanaries } from './canary-run.js';
import { shipped } from './product.js';

const requests = Number(process.env['ISOLATION_REQUESTS'] ?? 5_000);
const seed = Number(process.env['ISOLATION_SEED'] ?? 1);

it('tells no tenant anything of another one, whatever they ask at the same time', async () => {
  const startedAtMs = performance.now();
  const { breaches, failures, ...figures } = await runCanaries(shipped, { requests, seed });
  const seconds = Math.round((performance.now() - startedAtMs) / 1000);
  process.stdout.write(`${JSON.stringify({ seed, seconds, breaches: breaches.length, ...figures })}\n`);
  expect(breaches).toEqual([]);
  expect(failures).toEqual([]);
  expect(figures.requests).toBe(requests);
  expect(figures.answersWithOwnCanary).toBeGreaterThan(requests / 2);
}, 3_600_000);
