import { parseArgs } from 'node:util';
import { type Cluster, closeCluster, startCluster } from './cluster.js';
import { isOpen, judge } from './judge.js';
import { Load } from './load.js';
import { ask, payeesOf } from './payees.js';

/** So long a gateway that was asked to end still takes work; by default in production. */
const SHUTDOWN_DELAY_MS = 5_000;

/** Each transfer takes the bank so long that no gateway ends without one on its way. */
const TRANSFER_MS = 2_500;

const HOUR_MS = 3_600_000;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '200' },
  },
});
for (const name of ['rounds', 'rate'] as const) {
  if (/^[1-9]\d*$/.test(values[name])) continue;
  process.stderr.write(`--${name} is not a whole number above 0.\n`);
  process.exit(1);
}
// Whatever ends this process ends its children, but a signal by itself would not let it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const startedAtMs = Date.now();
const cluster = await startCluster({ shutdownDelayMs: SHUTDOWN_DELAY_MS, transactions: 0 });
try {
  await main();
} finally {
  await closeCluster(cluster, process.exitCode !== 0);
}

async function main(): Promise<void> {
  const door = { url: cluster.balancer.url, key: cluster.key };
  const payees = await payeesOf(door);
  await ageMemory(cluster, payees);
  const fault = { kind: 'latency', latencyMs: TRANSFER_MS, times: null };
  await cluster.bank.control('POST faults', {
    ...fault,
    match: { method: 'POST', path: '/v2/sepa/transfers' },
  });
  const load = new Load(door, payees, Number(values.rate));
  const exits: unknown[] = [];
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const gateway of cluster.gateways) {
      exits.push(await gateway.restart());
      await cluster.balancer.isSentTo(gateway.url);
    }
    say(`round ${round}: ${load.tally.asked} asked, ${load.tally.payments.length} paid`);
  }
  const violations = await judge(cluster, await load.stop(), exits);
  process.stdout.write(`${violations.map((violation) => `VIOLATION ${violation}\n`).join('')}`);
  const { asked, payments } = load.tally;
  say(`${exits.length} restarts, ${asked} requests, ${payments.length} payments`);
  const late = payments.filter(({ wasRefused }) => wasRefused);
  if (late.length > 0)
    say(
      `${late.length} payments asked again because Redis was late, ${late.filter(isOpen).length} of them open`,
    );
  say(`${violations.length} violations${violations.length > 0 ? `, see ${cluster.directory}` : ''}`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}

/** Lets the gateways believe that Redis remembers more than a few seconds; they are born again for it. */
async function ageMemory({ gateways, redis, balancer, key }: Cluster, payees: object): Promise<void> {
  const input = {
    ...payees,
    idempotencyKey: 'warm-up',
    amount: { value: '1.00', currency: 'EUR' },
    reference: 'warm-up',
  };
  await ask(
    { url: gateways[0]!.url, key },
    'mutation ($input: PayBeneficiaryInput!) { payBeneficiary(input: $input) { outcome } }',
    { input },
  );
  await redis.growOld(HOUR_MS);
  await Promise.all(gateways.map((gateway) => gateway.restart()));
  await Promise.all(gateways.map(({ url }) => balancer.isSentTo(url)));
}

function say(words: string): void {
  process.stdout.write(`${Math.round((Date.now() - startedAtMs) / 1000)} s: ${words}\n`);
}
