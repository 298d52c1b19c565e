import { MeasuredGateway } from '../support/measured-gateway.js';
import { copChecks, otherProbes } from '../support/probe-list.js';
import { canary, longestStallMs, type Probe, sendProbe } from '../support/probe.js';

/** Set up as in production. */
let gateway: MeasuredGateway;
const stalls: [stallMs: number, name: string][] = [];

beforeAll(async () => {
  gateway = await MeasuredGateway.start({ graphiql: false });
  // What runs for the first time is compiled first.
  for (let round = 0; round < 3; round++)
    for (const { sent } of [...copChecks, ...otherProbes]) await gateway.send(sent);
}, 120_000);

afterAll(async () => {
  const slowest = stalls.toSorted(([one], [other]) => other - one).slice(0, 5);
  process.stdout.write(
    `longest stalls: ${slowest.map(([stallMs, name]) => `${stallMs.toFixed(1)} ms ${name}`).join(', ')}\n`,
  );
  await gateway.close();
});

/** What is wrong with the answer to a probe: nothing, as is promised. */
async function complaints(probe: Probe): Promise<string[]> {
  const { answer, stallMs } = await sendProbe(gateway, probe);
  stalls.push([stallMs, probe.name]);
  const { status, text, headers } = answer;
  const isJson = /^application\/(graphql-response\+)?json\b/.test(String(headers['content-type']));
  const found: [isWrong: boolean, complaint: string][] = [
    [!(probe.statuses ?? [400]).includes(status), `answered with ${status}`],
    [text !== '' && !isJson, 'no JSON'],
    [text.includes(canary), 'repeats a value'],
    [/node_modules|\bat .+[.]js:\d+|INTERNAL_SERVER_ERROR/.test(text), 'tells of the inside'],
    [probe.never?.test(text) === true, `has ${probe.never}`],
    [!text.includes(probe.says ?? ''), `does not say ${probe.says}`],
    [stallMs > longestStallMs, `kept all others waiting for ${stallMs} ms`],
  ];
  return found.filter(([isWrong]) => isWrong).map(([, complaint]) => `${complaint}: ${text.slice(0, 500)}`);
}

it.each(copChecks.map((probe) => [probe.name, probe] as const))(
  'passes the check of graphql-cop: %s',
  async (_name, probe) => {
    expect(await complaints(probe)).toEqual([]);
  },
);

it.each(otherProbes.map((probe) => [probe.name, probe] as const))('withstands %s', async (_name, probe) => {
  expect(await complaints(probe)).toEqual([]);
});

it('is well after all of that, and has told nobody of it', async () => {
  expect(await gateway.read()).toMatchObject({ unhandled: 0, polluted: false });
  expect(gateway.output).toBe('');
  const { status, text } = await gateway.ask('{ me { id } }');
  expect([status, text]).toEqual([200, expect.stringContaining('"data"')]);
  expect([copChecks.length, otherProbes.length >= 40]).toEqual([13, true]);
});
