// Sends random documents to the built gateway, and as many that fit its schema: npm run test:fuzz -- --documents 100000 --seed 1
// A document that breaks a promise is printed with its seed.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
for (const [name, value] of Object.entries(values)) {
  if (/^\d+$/.test(value)) continue;
  process.stderr.write(`--${name} is not a whole number.\n`);
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', 'test/fuzz'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_DOCUMENTS: values.documents, FUZZ_SEED: values.seed },
});
process.exit(status ?? 1);
