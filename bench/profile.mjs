// Where the gateway's time goes, once it is warm: node bench/profile.mjs W1
import { Child } from './processes.mjs';
import { lanesOf, measure, startField } from './rounds.mjs';
import { workloads } from './workloads.mjs';

const name = process.argv[2] ?? 'W1';
if (workloads[name] === undefined) {
  process.stderr.write(`There is no workload ${name}; there are ${Object.keys(workloads).join(', ')}.\n`);
  process.exit(1);
}
const upstream = await Child.start('upstream.mjs');
const load = await Child.start('load.mjs');
const { field, facts } = await startField(['gateway'], upstream);
const [{ child }] = field;
const lanes = lanesOf(field, workloads[name], facts, 2_000);
const run = { lanes, upstream, load, concurrency: 32 };
await measure({ ...run, rounds: 0 });
await child.ask('startProfile');
await measure({ ...run, rounds: 0 });
print(timesOf(await child.ask('stopProfile')));
await Promise.all([upstream, load, child].map((each) => each.end()));

/** Microseconds by layer and by function, without those in which there was nothing to do. */
function timesOf({ nodes, samples, timeDeltas }) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const times = { layers: new Map(), functions: new Map(), withCallees: new Map(), total: 0 };
  samples.forEach((id, index) => {
    const { functionName, url } = frames.get(id);
    if (functionName === '(idle)') return;
    const time = timeDeltas[index];
    times.total += time;
    add(times.layers, layerOf(functionName, url), time);
    add(times.functions, placeOf(frames.get(id)), time);
    const callers = new Set();
    for (let at = id; at !== undefined; at = parents.get(at)) callers.add(placeOf(frames.get(at)));
    for (const place of callers) add(times.withCallees, place, time);
  });
  return times;
}

function add(times, key, time) {
  times.set(key, (times.get(key) ?? 0) + time);
}

function layerOf(functionName, url) {
  if (url === '') return functionName === '(garbage collector)' ? 'garbage collection' : 'native code';
  if (url.startsWith('node:')) return 'modules of Node';
  const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (dependency !== undefined) return dependency;
  const ours = /dist\/(datasources\/[^/]+|[^/]+)/.exec(url)?.[1];
  return ours === undefined ? 'generated code' : `src/${ours}`;
}

function placeOf({ functionName, url, lineNumber }) {
  const file = url.replace(/^.*\/(?=dist\/|node_modules\/)/, '');
  return `${functionName || '(anonymous)'}  ${url === '' ? '' : `${file}:${lineNumber + 1}`}`;
}

function print({ layers, functions, withCallees, total }) {
  const lines = (title, times, count) => [
    `\n${name}: ${title}`,
    ...[...times]
      .sort(([, one], [, other]) => other - one)
      .slice(0, count)
      .map(([place, time]) => `${((100 * time) / total).toFixed(1).padStart(5)} %  ${place}`),
  ];
  const text = [
    ...lines('own time of each layer', layers, 16),
    ...lines('own time of each function', functions, 30),
    ...lines('time of each function with what it calls before it first waits', withCallees, 60),
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}
