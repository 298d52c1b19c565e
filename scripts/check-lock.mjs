// A lockfile that misses the binaries of other platforms is refused by `npm ci` of npm 11 and 12, on every platform.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const locked = new Set(
  Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
);

const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !locked.has(name))
    .map((name) => `${path} wants ${name}`),
);

if (missing.length > 0) {
  console.error(`package-lock.json is incomplete:\n${missing.join('\n')}`);
  process.exit(1);
}
