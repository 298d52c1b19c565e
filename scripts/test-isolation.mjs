// Lets 50 tenants ask one gateway at once and looks for texts of others: npm run test:isolation -- --requests 100000 --seed 1
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (/^\d+$/.test(value)) continue;
  process.stderr.write(`--${name} is not a whole number.\n`);
  process.exit(1);
}
const { status } = spawnSync(
  process.execPath,
  ['node_modules/jest/bin/jest.js', 'test/isolation/isolation'],
  {
    stdio: 'inherit',
    env: { ...process.env, ISOLATION_REQUESTS: values.requests, ISOLATION_SEED: values.seed },
  },
);
process.exit(status ?? 1);
