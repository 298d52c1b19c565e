// Ends real gateways in the middle of payments: npm run test:crash -- --rounds 200 --seed 1
// Needs redis-server. --short does not wait for the quiet period after which every answer has to be definite.
import { spawnSync } from 'node:child_process';

const run = (command, args) => {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/crash']);
run(process.execPath, ['--enable-source-maps', 'dist/test-crash/main.js', ...process.argv.slice(2)]);
