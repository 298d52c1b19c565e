import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Downloads, type RemoteFile } from './download.js';
import { readJson, replaceFile } from './durable-file.js';
import { FileNames } from './file-name.js';
import { type Gateway, GatewayStop } from './gateway.js';
import { type Given, type Option, say, Stop } from './recipe.js';
import { type KeptRow, RowFile } from './row-file.js';

/** What a sync reads: one list or several, each page by page. */
export interface Source {
  /** What the rows are called, e.g. `transaction(s)`. */
  readonly rowsAre: string;
  /** Rows that are not asked for; a folder keeps to it, or rows would be missed for good. */
  readonly leavesOut?: string | null;
  /** The lists to walk, with their first pages where these came along. */
  begin(since: string): Promise<readonly { readonly id: string; readonly page?: SourcePage }[]>;
  page(list: string, since: string, after: string | null): Promise<SourcePage>;
}

export interface SourcePage {
  readonly rows: readonly { readonly row: { readonly id: string }; readonly files: readonly RemoteFile[] }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  /** Where the next sync starts; null before the last page. */
  readonly checkpoint: string | null;
}

export const syncOptions: Readonly<Record<string, Option>> = {
  out: {
    value: '<folder>',
    help: 'Where rows.ndjson, files/ and state.json go. Default: ./<name of the recipe>',
  },
  since: {
    value: '<moment>',
    help: 'Only for the first run: rows changed since then, e.g. 2026-01-01T00:00:00Z. Default: all.',
  },
};

export const syncNotes = `Leaves rows.ndjson (one row per line; a row that changed later is appended again), the files in files/ and,
in state.json, the moment to go on from. Run it as often as you like: it brings what is new. Stop it, or lose
power, at any moment: the next run goes on where the last one was sure.`;

/**
 * Brings everything that is new into a folder: files first, then the rows that name them, then the place reached.
 *
 * The three are on disk in that order, and the place is replaced as a whole, so a process that is killed leaves nothing
 * but work to do again: files under their names already, rows behind the committed length. `since` moves when the whole
 * walk is done, not before.
 */
export async function sync(
  name: string,
  source: Source,
  gateway: Gateway,
  { options }: Given,
): Promise<void> {
  const folder = options['out'] ?? name;
  const files = join(folder, 'files');
  const statePath = join(folder, 'state.json');
  await mkdir(files, { recursive: true });
  let state = ((await readJson(statePath)) as State | undefined) ?? newState;
  const since = startOf(state, options['since']);
  const leavesOut = source.leavesOut ?? null;
  if (state !== newState && (state.leavesOut ?? null) !== leavesOut)
    throw new Stop(`${folder} was begun with other options: give the same again, or another --out.`, 2);

  const names = new FileNames();
  const rows = await RowFile.open(join(folder, 'rows.ndjson'), state.rowBytes, (row) => {
    for (const { id, file } of row.files) if (file !== null) names.keep(id, file);
  });
  for (const [id, file] of Object.entries(state.names)) names.keep(id, file);
  const save = (change: Partial<State>): Promise<void> => {
    state = { ...state, ...change, ...(leavesOut !== null && { leavesOut }), rowBytes: rows.length };
    return replaceFile(statePath, `${JSON.stringify(state, null, 2)}\n`);
  };
  const noteNames = () => save({ names: { ...state.names, ...names.unsettled } });
  const downloads = new Downloads(gateway, files, names, noteNames);
  await downloads.clear();

  try {
    const first = new Map<string, SourcePage>();
    let lists = state.walk?.lists;
    if (lists === undefined) {
      const begun = await source.begin(since);
      for (const { id, page } of begun) if (page !== undefined) first.set(id, page);
      lists = begun.map(({ id }) => ({ id, after: null, checkpoint: null }));
      await save({ walk: { since, lists } });
    } else say('Going on where the last run stopped.');

    let fetched = 0;
    for (const [index, list] of lists.entries()) {
      let place: List = list;
      while (place.checkpoint === null) {
        const page = first.get(list.id) ?? (await pageBehind(source, since, place));
        first.delete(list.id);
        const named = await downloads.bring(page.rows.flatMap((row) => row.files));
        await rows.append(page.rows.map((row) => keptRow(row, named)));
        fetched += page.rows.length;
        place = {
          id: list.id,
          after: page.pageInfo.endCursor ?? place.after,
          checkpoint: checkpointOf(page),
        };
        lists = lists.with(index, place);
        names.settle();
        await save({ walk: { since, lists }, names: {} });
      }
    }
    say(`Fetched ${fetched} ${source.rowsAre}`);
    const next = earliest(lists.flatMap(({ checkpoint }) => checkpoint ?? [])) ?? since;
    await save({ since: next, walk: null });
    say(`Sync complete. Next run will start from: ${next}`);
  } finally {
    await rows.close();
  }
}

/** The rows of a list. A row that cannot be read is null and an error beside, at which the recipe has stopped. */
export function present<Row>(rows: readonly (Row | null)[] | null | undefined): readonly Row[] {
  return (rows ?? []).filter((row) => row !== null);
}

/** What is kept between runs. `rowBytes` is how much of rows.ndjson counts. */
interface State {
  readonly since: string | null;
  readonly leavesOut?: string | null;
  readonly rowBytes: number;
  /** The walk that was not finished. */
  readonly walk: Walk | null;
  /** Names of files that are here or coming, by id, whose rows do not count yet. */
  readonly names: Readonly<Record<string, string>>;
}

const newState: State = { since: null, rowBytes: 0, walk: null, names: {} };

interface Walk {
  readonly since: string;
  readonly lists: readonly List[];
}

/** How far a list was walked; with a checkpoint it is done. */
interface List {
  readonly id: string;
  readonly after: string | null;
  readonly checkpoint: string | null;
}

function startOf(state: State, wanted: string | undefined): string {
  const known = state.walk?.since ?? state.since;
  if (known !== null) {
    if (wanted !== undefined) say(`--since is for the first run; this one goes on from ${known}`);
    return known;
  }
  const since = wanted ?? '2000-01-01T00:00:00Z';
  if (!/^\d{4}-\d\d-\d\dT/.test(since) || Number.isNaN(Date.parse(since)))
    throw new Stop('--since is no moment; give one like 2026-01-01T00:00:00Z', 2);
  return since;
}

/** A cursor that the gateway does not take any more sends the list back to its start: known rows are left out. */
async function pageBehind(source: Source, since: string, { id, after }: List): Promise<SourcePage> {
  try {
    return await source.page(id, since, after);
  } catch (error) {
    const isStale = error instanceof GatewayStop && error.reason?.startsWith('CURSOR_') === true;
    if (!isStale || after === null) throw error;
    return source.page(id, since, null);
  }
}

/** Moments of the gateway are all in one form, UTC to the second, so that text order is order in time. */
function earliest(moments: readonly string[]): string | undefined {
  return [...moments].sort().at(0);
}

function checkpointOf({ pageInfo, checkpoint }: SourcePage): string | null {
  if (pageInfo.hasNextPage) return null;
  if (checkpoint === null) throw new Stop('The gateway gave the last page without a checkpoint.');
  return checkpoint;
}

function keptRow({ row, files }: SourcePage['rows'][number], names: ReadonlyMap<string, string>): KeptRow {
  return { ...row, files: files.map(({ id }) => ({ id, file: names.get(id) ?? null })) };
}
