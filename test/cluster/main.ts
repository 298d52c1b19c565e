import { once } from 'node:events';
import { closeCluster, startCluster } from './cluster.js';
import { startHive } from './hive.js';

/** `npm run cluster`: runs until Ctrl-C. */
const cluster = await startCluster({ shutdownDelayMs: 1_500, transactions: 2_400 });
const hive = await startHive(cluster).catch(async (error: Error) => {
  await closeCluster(cluster);
  throw error;
});
const rows = [
  ['Hive Gateway', `${hive.url}/graphql`],
  ['balancer', `${cluster.balancer.url}/graphql`],
  ...cluster.gateways.map(({ url }, index) => [`gateway ${index + 1}`, `${url}/graphql`]),
  ['bank (simulator)', `http://127.0.0.1:${cluster.bank.port}/v2`],
  ['Redis', `redis://127.0.0.1:${cluster.redis.port}`],
  ['logs', cluster.directory],
];
process.stdout.write(
  `${rows.map(([name, where]) => `${name!.padEnd(18)}${where}`).join('\n')}\n\n` +
    `curl ${hive.url}/graphql --header 'authorization: Bearer ${cluster.key}' --json '{"query":"{ organization { slug } }"}'\n\n` +
    'Ctrl-C ends them all.\n',
);

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await hive.close();
await closeCluster(cluster);
