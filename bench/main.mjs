// The benchmark: npm run bench -- [--quick] [--json] [--concurrency 32] [--latency 0]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { candidates } from './candidates.mjs';
import { goals } from './goals.mjs';
import { measureGrowth } from './growth.mjs';
import { Child } from './processes.mjs';
import { report } from './report.mjs';
import { compareAnswers, lanesOf, measure, serving, startField } from './rounds.mjs';
import { measureStartUp } from './start-up.mjs';
import { syncSupplierInvoices, syncTransactions } from './sync.mjs';
import { workloads } from './workloads.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    concurrency: { type: 'string', default: '32' },
    latency: { type: 'string', default: '0' },
  },
});
const { quick, json } = values;
const concurrency = wholeNumber('concurrency', values.concurrency, 1);
const latencyMs = wholeNumber('latency', values.latency, 0);
const rounds = quick ? 3 : 9;
const compared = ['pass', 'pick', 'gateway', 'mercurius-jit', 'mercurius', 'yoga', 'mesh'];

const canCompare = installPeers();
const upstream = await Child.start('upstream.mjs');
const load = await Child.start('load.mjs');
const results = {
  node: process.version,
  settings: { rounds, concurrency, latencyMs },
  workloads: await compareCandidates(compared.filter((name) => canCompare || !candidates[name].isPeer)),
  ...(await measureGateway()),
};
if (!quick) {
  tell('W3 and W4: whole syncs');
  results.W3 = await syncTransactions(upstream);
  results.W4 = await syncSupplierInvoices(upstream);
}
results.goals = goals(results);
await Promise.all([upstream.end(), load.end()]);
process.stdout.write(json ? `${JSON.stringify(results, null, 2)}\n` : report(results));

/** All workloads for all who serve them; whoever answers wrongly ends the run. Nobody is measured cold. */
async function compareCandidates(names) {
  const { field, facts } = await startField(names, upstream);
  const measured = {};
  const lanesFor = (workload) => {
    const count = quick ? workload.requests / 2 : workload.requests;
    return lanesOf(serving(field, workload), workload, facts, count);
  };
  tell('warming up');
  for (const workload of Object.values(workloads)) {
    await upstream.ask('set', {});
    await compareAnswers(serving(field, workload), workload, facts);
    await measure({ lanes: lanesFor(workload), upstream, load, rounds: 0, concurrency });
  }
  for (const [name, workload] of Object.entries(workloads)) {
    tell(`${name}: ${workload.title}`);
    const lanes = lanesFor(workload);
    const run = { lanes, upstream, load, rounds, concurrency, latencyMs };
    measured[name] = Object.fromEntries(await measure(run));
  }
  await Promise.all(field.map(({ child }) => child.end()));
  return measured;
}

/** What concerns our gateway alone: growth, memory, start. */
async function measureGateway() {
  tell('W7: growth');
  const { field, facts } = await startField(['gateway'], upstream);
  const [gateway] = field;
  const growth = await measureGrowth({
    gateway,
    facts,
    upstream,
    load,
    rounds,
    concurrency: 8,
    rowsPerRound: quick ? 3_000 : 12_000,
  });
  await gateway.child.end();
  tell('memory at 128 requests at once');
  const peakMemoryMb = await measureMemory();
  tell('start');
  const startUp = await measureStartUp(facts, quick ? 3 : 7);
  return { growth, peakMemoryMb, startUp };
}

async function measureMemory() {
  const { field, facts } = await startField(['gateway'], upstream);
  const lanes = lanesOf(field, workloads.W1, facts, quick ? 640 : 2_000);
  await measure({ lanes, upstream, load, rounds: 1, concurrency: 128 });
  const { peakMemoryMb } = await field[0].child.ask('usage');
  await field[0].child.end();
  return peakMemoryMb;
}

/** Whether the peers are there; they are fetched from the registry when they are not. */
function installPeers() {
  const folder = fileURLToPath(new URL('peers', import.meta.url));
  if (existsSync(`${folder}/node_modules`)) return true;
  tell('installing the peers');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  const { status } = spawnSync('npm', ['ci', '--prefix', folder, ...options], { stdio: 'ignore' });
  if (status !== 0)
    tell('they could not be installed, so only pick and pass are compared: npm ci --prefix bench/peers');
  return status === 0;
}

function wholeNumber(option, text, least) {
  if (/^\d{1,4}$/.test(text) && Number(text) >= least) return Number(text);
  process.stderr.write(`--${option} is not a whole number from ${least} on.\n`);
  process.exit(1);
}

/** Progress; what is measured goes to standard output. */
function tell(sentence) {
  process.stderr.write(`${sentence}\n`);
}
