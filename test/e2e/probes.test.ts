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

async function hold(probe: Probe): Promise<void> {
  const { answer, stallMs } = await sendProbe(gateway, probe);
  stalls.push([stallMs, probe.name]);
  const { status, text, headers } = answer;
  expect(probe.statuses ?? [400]).toContain(status);
  if (text !== '') expect(headers['content-type']).toMatch(/^application\/(graphql-response\+)?json\b/);
  expect(text).not.toContain(canary);
  expect(text).not.toMatch(/node_modules|\bat .+[.]js:\d+|INTERNAL_SERVER_ERROR/);
  if (probe.never) expect(text).not.toMatch(probe.never);
  if (probe.says !== undefined) expect(text).toContain(probe.says);
  expect(stallMs).toBeLessThanOrEqual(longestStallMs);
}

it.each(copChecks.map((probe) => [probe.name, probe] as const))(
  'passes the check of graphql-cop: %s',
  (_name, probe) => hold(probe),
);

it.each(otherProbes.map((probe) => [probe.name, probe] as const))('withstands %s', (_name, probe) =>
  hold(probe),
);

it('is well after all of that, and has told nobody of it', async () => {
  expect(await gateway.read()).toMatchObject({ unhandled: 0, polluted: false });
  expect(gateway.output).toBe('');
  const { status, text } = await gateway.ask('{ me { id } }');
  expect([status, text]).toEqual([200, expect.stringContaining('"data"')]);
  expect([copChecks.length, otherProbes.length >= 40]).toEqual([13, true]);
});
