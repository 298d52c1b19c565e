// Starts what compose.yaml starts, as plain processes on this machine, in front of the simulator: npm run cluster
// Needs redis-server. The first time, Hive Gateway is installed in deploy/hive.
import { spawn, spawnSync } from 'node:child_process';

const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/cluster'], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
const cluster = spawn(process.execPath, ['--enable-source-maps', 'dist/test-cluster/cluster/main.js'], {
  stdio: 'inherit',
});
// Ctrl-C reaches the cluster by itself; this one waits for it.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => cluster.kill());
cluster.on('exit', (code) => process.exit(code ?? 1));
