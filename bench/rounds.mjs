// Interleaved rounds: A B C A B C, so that what else the machine does meets all of them alike.
import { deepStrictEqual } from 'node:assert/strict';
import { candidates } from './candidates.mjs';
import { Child } from './processes.mjs';
import { median, spread } from './statistics.mjs';
import { askGateway } from './walk.mjs';
import { cursorQuery } from './workloads.mjs';

/** Starts the named candidates in front of one upstream, each in a process of its own. */
export async function startField(names, upstream) {
  const facts = await upstream.ask('facts');
  const field = await Promise.all(
    names.map(async (name) => {
      const args = [candidates[name].file, facts.url, JSON.stringify(facts)];
      const child = await Child.start('candidate.mjs', args);
      return { name, child, url: await child.ask('url'), ...candidates[name] };
    }),
  );
  const gateway = field.find(({ name }) => name === 'gateway');
  if (gateway !== undefined) {
    const { transactions } = await askGateway(gateway.url, cursorQuery, { ids: [facts.accountId] });
    facts.cursor = transactions.pageInfo.endCursor;
  }
  return { field, facts };
}

/** Those of the field that serve a workload. */
export function serving(field, { name }) {
  return field.filter(({ workloads = [name] }) => workloads.includes(name));
}

/** @throws when a candidate answers with other rows than the first one. */
export async function compareAnswers(field, workload, facts) {
  let expected;
  for (const { name, url, request, rows } of field) {
    const { path, ...init } = request(workload, facts);
    const response = await fetch(url + path, init);
    const found = rows(workload, await response.json());
    if (found.length === 0) throw new Error(`${name} answers ${workload.name} with nothing`);
    expected ??= found;
    // Node's parser gives objects the prototype that literals have, so strict equality is that of the data.
    deepStrictEqual(found, expected, `${name} answers ${workload.name} otherwise than ${field[0].name}`);
  }
}

/** What is measured of a workload: each candidate of the field with its request. */
export function lanesOf(field, workload, facts, count) {
  return field.map(({ name, child, url, request }) => {
    return { name, child, url, request: request(workload, facts), count };
  });
}

/**
 * Measures lanes; the first round warms up and is not counted. Per lane and per request: medians over the rounds of CPU
 * time of the server process and time on the clock, in milliseconds, and of requests to the upstream.
 */
export async function measure({ lanes, upstream, load, rounds, concurrency, latencyMs = 0 }) {
  const samples = new Map(lanes.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const lane of lanes) {
      const sample = await measureOnce(lane, { upstream, load, concurrency, latencyMs });
      if (round > 0) samples.get(lane.name).push(sample);
    }
  }
  return new Map([...samples].map(([name, ofLane]) => [name, summaryOf(ofLane)]));
}

async function measureOnce({ child, url, request, count }, { upstream, load, concurrency, latencyMs }) {
  await upstream.ask('set', { latencyMs });
  const before = await child.ask('usage');
  const { wallMs, answerMs } = await load.ask('run', { url, request, concurrency, count });
  const after = await child.ask('usage');
  const { requests } = await upstream.ask('counts');
  return {
    cpuMs: (after.cpuMs - before.cpuMs) / count,
    wallMs: wallMs / count,
    answerMs,
    upstreamRequests: requests / count,
  };
}

function summaryOf(samples) {
  const valuesOf = (key) => samples.map((sample) => sample[key]);
  return {
    cpuMs: median(valuesOf('cpuMs')),
    cpuSpread: spread(valuesOf('cpuMs')),
    wallMs: median(valuesOf('wallMs')),
    answerMs: median(valuesOf('answerMs')),
    upstreamRequests: median(valuesOf('upstreamRequests')),
  };
}
