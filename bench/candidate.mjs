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
  /** From here on it is noted where time goes (`time`), or by whom memory is taken (`memory`), also what is free again. */
  startProfile: async (kind) => {
    inspector.connect();
    if (kind === 'time') {
      await inspector.post('Profiler.enable');
      await inspector.post('Profiler.setSamplingInterval', { interval: 500 });
      return inspector.post('Profiler.start');
    }
    return inspector.post('HeapProfiler.startSampling', {
      samplingInterval: 16_384,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
  },
  stopProfile: async (kind) => {
    const method = kind === 'time' ? 'Profiler.stop' : 'HeapProfiler.stopSampling';
    return (await inspector.post(method)).profile;
  },
});
