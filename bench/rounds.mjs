// Interleaved rounds: A B C A B C, so that what else the machine does meets all of them alike.
import { deepStrictEqual } from 'node:assert/strict';
import { candidates } from './candidates.mjs';
import { Child } from './processes.mjs';
import { median, spread } from './statistics.mjs';
import { cursorQuery } from './workloads.mjs';

/** Starts the named candidates in front of one upstream. */
export async function startField(names, upstream, options = {}) {
  const facts = await upstream.ask('facts');
  const field = await Promise.all(
    names.map(async (name) => {
      const args = [candidates[name].file, facts.url, JSON.stringify(facts)];
      const child = await Child.start('candidate.mjs', { args, ...options });
      return { name, child, url: await child.ask('url'), ...candidates[name] };
    }),
  );
  const ours = field.find(({ name }) => name === 'gateway');
  if (ours) facts.cursor = await firstCursor(ours, facts);
  return { field, facts };
}

/** @throws when a candidate answers anything else than the first one. */
export async function compareAnswers(field, workload, facts) {
  let expected;
  for (const { name, url, request, rows } of field) {
    const { path, ...init } = request(workload, facts);
    const response = await fetch(url + path, init);
    const found = rows(workload, await response.json());
    expected ??= found;
    deepStrictEqual(found, expected, `${name} answers otherwise than ${field[0].name}`);
  }
  if (expected.length === 0) throw new Error('there was nothing to compare');
}

/** Measures a workload; the first round warms up and is not counted. */
export async function measure({
  field,
  facts,
  upstream,
  load,
  workload,
  rounds,
  concurrency,
  latencyMs = 0,
}) {
  const results = new Map(field.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, child, url, request } of field) {
      await upstream.ask('set', { latencyMs });
      const before = await child.ask('usage');
      const run = { url, request: request(workload, facts), concurrency, count: workload.requests };
      const { wallMs, medianMs } = await load.ask('run', run);
      const after = await child.ask('usage');
      const { requests } = await upstream.ask('counts');
      if (round === 0) continue;
      results.get(name).push({
        cpuMs: (after.cpuMs - before.cpuMs) / workload.requests,
        wallMs: wallMs / workload.requests,
        answerMs: medianMs,
        upstreamRequests: requests / workload.requests,
        memoryMb: after.memoryMb,
      });
    }
  }
  return new Map([...results].map(([name, samples]) => [name, summary(samples)]));
}

function summary(samples) {
  const of = (key) => samples.map((sample) => sample[key]);
  return {
    cpuMs: median(of('cpuMs')),
    cpuSpread: spread(of('cpuMs')),
    wallMs: median(of('wallMs')),
    answerMs: median(of('answerMs')),
    upstreamRequests: median(of('upstreamRequests')),
    memoryMb: Math.max(...of('memoryMb')),
    samples: of('cpuMs'),
  };
}

async function firstCursor({ url }, { accountId }) {
  const body = JSON.stringify({ query: cursorQuery, variables: { ids: [accountId] } });
  const headers = { 'content-type': 'application/json' };
  const { data } = await (await fetch(`${url}/graphql`, { method: 'POST', headers, body })).json();
  return data.transactions.pageInfo.endCursor;
}
