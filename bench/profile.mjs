// Where the gateway's time goes once it is warm, or who takes memory: node bench/profile.mjs W1 [--memory]
import { parseArgs } from 'node:util';
import { Child } from './processes.mjs';
import { lanesOf, measure, startField } from './rounds.mjs';
import { Sums } from './sums.mjs';
import { workloads } from './workloads.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { memory: { type: 'boolean', default: false } },
});
const [name = 'W1'] = positionals;
if (workloads[name] === undefined) {
  process.stderr.write(`There is no workload ${name}; there are ${Object.keys(workloads).join(', ')}.\n`);
  process.exit(1);
}
const kind = values.memory ? 'memory' : 'time';
const count = 2_000;
const profile = await takeProfile();
print(values.memory ? memoryOf(profile.head) : timesOf(profile));

async function takeProfile() {
  const upstream = await Child.start('upstream.mjs');
  const load = await Child.start('load.mjs');
  const { field, facts } = await startField(['gateway'], upstream);
  const [{ child }] = field;
  const run = { lanes: lanesOf(field, workloads[name], facts, count), upstream, load, concurrency: 32 };
  await measure({ ...run, rounds: 0 });
  await child.ask('startProfile', kind);
  await measure({ ...run, rounds: 0 });
  const taken = await child.ask('stopProfile', kind);
  await Promise.all([upstream, load, child].map((each) => each.end()));
  return taken;
}

/** Microseconds, without those in which there was nothing to do. */
function timesOf({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map();
  samples.forEach((id, index) => times.set(id, (times.get(id) ?? 0) + timeDeltas[index]));
  const sums = new Sums();
  const walk = (node, callers) => {
    const chain = [...callers, node.callFrame];
    if (node.callFrame.functionName !== '(idle)') sums.add(chain, times.get(node.id) ?? 0);
    for (const child of node.children ?? []) walk(byId.get(child), chain);
  };
  walk(nodes[0], []);
  return sums;
}

/** Bytes. */
function memoryOf(head) {
  const sums = new Sums();
  const walk = (node, callers) => {
    const chain = [...callers, node.callFrame];
    sums.add(chain, node.selfSize);
    for (const child of node.children) walk(child, chain);
  };
  walk(head, []);
  return sums;
}

function print({ layers, functions, withCallees, total }) {
  const lines = (title, amounts, most) => [
    `\n${title}`,
    ...[...amounts]
      .sort(([, one], [, other]) => other - one)
      .slice(0, most)
      .map(([place, amount]) => `${((100 * amount) / total).toFixed(1).padStart(5)} %  ${place}`),
  ];
  const perRequest = (total / count / 1000).toFixed(values.memory ? 0 : 2);
  const text = [
    `${name}: ${perRequest} ${values.memory ? 'kB' : 'ms'} per request`,
    ...lines('by layer', layers, 16),
    ...lines('by function', functions, 30),
    ...lines('by function, with what it calls before it first waits', withCallees, 60),
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}
