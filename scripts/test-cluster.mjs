// Restarts three gateways one after the other under load: npm run test:cluster -- --rounds 10 --rate 200
// Needs redis-server. What must not happen: a lost request, an answer of 500 or more, a payment twice or not at all.
import { spawnSync } from 'node:child_process';

const run = (command, args) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/cluster']);
run(process.execPath, [
  '--enable-source-maps',
  'dist/test-cluster/cluster/rolling-restart.js',
  ...process.argv.slice(2),
]);
