// Real processes hammer a bank that keeps its limits strictly, and the figures are printed: npm run test:storm -- --seconds 60
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
if (!/^[1-9]\d*$/.test(values.seconds)) {
  process.stderr.write('--seconds is not a whole number above 0.\n');
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'test/e2e/storm'], {
  stdio: 'inherit',
  env: { ...process.env, STORM_SECONDS: values.seconds },
});
process.exit(status ?? 1);
