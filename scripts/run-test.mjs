// One test with figures from the command line, each a whole number: what `npm run test:dst` and its like share.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/** @param figures By the name of the option, its default and the environment variable in which the test finds it. */
export function runTest(path, figures) {
  const named = Object.entries(figures);
  const { values } = parseArgs({
    options: Object.fromEntries(
      named.map(([name, [fallback]]) => [name, { type: 'string', default: fallback }]),
    ),
  });
  for (const [name, value] of Object.entries(values)) {
    if (/^\d+$/.test(value)) continue;
    process.stderr.write(`--${name} is not a whole number.\n`);
    process.exit(1);
  }
  const given = Object.fromEntries(named.map(([name, [, variable]]) => [variable, values[name]]));
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', path], {
    stdio: 'inherit',
    env: { ...process.env, ...given },
  });
  process.exit(status ?? 1);
}
