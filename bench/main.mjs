import { Child } from './processes.mjs';
import { compareAnswers, measure, startField } from './rounds.mjs';
import { workloads } from './workloads.mjs';
const upstream = await Child.start('upstream.mjs');
const load = await Child.start('load.mjs');
const { field, facts } = await startField(
  process.argv[3]?.split(',') ?? ['pass', 'pick', 'gateway'],
  upstream,
);
for (const key of process.argv[2].split(',')) {
  await compareAnswers(field, workloads[key], facts);
  const r = await measure({
    field,
    facts,
    upstream,
    load,
    workload: workloads[key],
    rounds: 5,
    concurrency: 32,
  });
  const pick = r.get('pick').cpuMs;
  for (const [name, x] of r)
    console.log(
      key,
      name,
      x.cpuMs.toFixed(2),
      (x.cpuMs / pick).toFixed(2),
      x.cpuSpread.toFixed(2),
      x.wallMs.toFixed(2),
      x.upstreamRequests,
      x.memoryMb.toFixed(0),
    );
}
await Promise.all([upstream, load, ...field.map((f) => f.child)].map((c) => c.end()));
