import { join } from 'node:path';
import type { TestGateway } from './gateway.js';
import { generator } from './random.js';
import { hashesIn, type RecipeRunner } from './recipe.js';
import { SyncedFolder } from './synced-folder.js';

export interface KilledWalks {
  readonly gateway: TestGateway;
  readonly recipes: RecipeRunner;
  readonly recipe: string;
  /** The bank's word for the rows, for its control door. */
  readonly resource: string;
  readonly folder: string;
  readonly seed: number;
  readonly rounds: number;
}

/**
 * Syncs into new folders, each time killed at random moments and started again until it comes to its end, while a row
 * changes after every kill.
 *
 * @returns what went wrong; nothing when no row is lost, no version is there twice, and the files are those of a sync
 *   that nobody disturbed, under the names that the rows tell.
 */
export async function killedWalks(given: KilledWalks): Promise<string[]> {
  const { gateway, recipes, recipe, resource, folder, seed, rounds } = given;
  const random = generator(seed);
  const sync = (out: string, killAfterMs?: number) =>
    recipes.run([recipe, '--url', `${gateway.url}/graphql`, '--out', out], killAfterMs);
  const started = Date.now();
  const undisturbed = await sync(join(folder, 'whole'));
  const durationMs = Date.now() - started;
  if (undisturbed.code !== 0) return [undisturbed.problems];
  const whole = new SyncedFolder(join(folder, 'whole'));
  const all = [...whole.latest.keys()];
  const problems: string[] = [];

  for (let round = 0; round < rounds; round++) {
    const out = new SyncedFolder(join(folder, `round-${round}`));
    const wrong = (what: string) => problems.push(`seed ${seed}, round ${round}: ${what}`);
    const touched = new Set<string>();
    for (let runs = 1; ; runs++) {
      // Every fourth run may end; the others are killed between the start of the process and about its end.
      const ended = await sync(out.path, runs % 4 === 0 ? undefined : durationMs * (0.15 + 0.85 * random()));
      if (ended.problems !== '') wrong(ended.problems);
      if (ended.code !== null) break;
      const id = all[Math.floor(random() * all.length)]!;
      await gateway.control('POST touch', { resource, id });
      touched.add(id);
    }
    const lost = all.filter((id) => !out.latest.has(id));
    if (lost.length > 0) wrong(`${lost.length} rows lost`);
    const again = out.rows.filter(({ id }) => !touched.has(id)).length;
    if (again !== all.filter((id) => !touched.has(id)).length)
      wrong('a row that did not change is there twice');
    if (new Set(out.lines).size !== out.lines.length) wrong('a line is there twice');
    if (out.state.walk !== null || out.state.since === null)
      wrong('the state is not that of a finished sync');

    const files = hashesIn(join(out.path, 'files'));
    const expected = Object.values(hashesIn(join(whole.path, 'files')));
    if (!isSame(Object.values(files), expected)) wrong('the files differ');
    const named = new Set(out.rows.flatMap((row) => row.files.map(({ file }) => file)));
    if (!isSame([...named], Object.keys(files))) wrong('the rows name other files');
  }
  return problems;
}

function isSame(some: readonly (string | null)[], others: readonly string[]): boolean {
  const inOrder = (texts: readonly (string | null)[]) => JSON.stringify(texts.map(String).sort());
  return inOrder(some) === inOrder(others);
}
