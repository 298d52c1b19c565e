// One candidate in a process of its own: candidate.mjs candidates/pick http://127.0.0.1:1234 '{"accountId":"…"}'
import { Session } from 'node:inspector/promises';
import { serveParent } from './processes.mjs';

const [file, bankUrl, facts] = process.argv.slice(2);
process.env.NODE_ENV = 'production';
const { start } = await import(new URL(`${file}.mjs`, import.meta.url));
const url = await start(bankUrl, JSON.parse(facts));

const inspector = new Session();

serveParent({
  url: () => url,
  /** CPU time of this process so far, user and system, and the most memory it had. */
  usage: () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMemoryMb: maxRSS / 1024 };
  },
  startProfile: async () => {
    inspector.connect();
    await inspector.post('Profiler.enable');
    await inspector.post('Profiler.setSamplingInterval', { interval: 500 });
    await inspector.post('Profiler.start');
  },
  stopProfile: async () => (await inspector.post('Profiler.stop')).profile,
});
