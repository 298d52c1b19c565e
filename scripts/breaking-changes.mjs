/**
 * Fails when the generated schema breaks clients of the one in git: `node scripts/breaking-changes.mjs [revision]`,
 * HEAD by default. A break that is meant passes with `BREAKING_CHANGES=allowed`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildSchema, findBreakingChanges } from 'graphql';

const PATH = 'src/schema/schema.graphql';
const revision = process.argv[2] ?? 'HEAD';
const before = execFileSync('git', ['show', `${revision}:${PATH}`], { encoding: 'utf8' });
const changes = findBreakingChanges(buildSchema(before), buildSchema(readFileSync(PATH, 'utf8')));
for (const { type, description } of changes) console.error(`${type}: ${description}`);
if (changes.length > 0 && process.env.BREAKING_CHANGES !== 'allowed') {
  console.error(`${PATH} breaks clients of ${revision}. If that is meant: BREAKING_CHANGES=allowed`);
  process.exitCode = 1;
}
