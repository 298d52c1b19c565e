import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SyncedRow {
  readonly id: string;
  readonly updatedAt: string;
  readonly files: readonly { readonly id: string; readonly file: string | null }[];
}

/** What a sync recipe has left in its folder. */
export class SyncedFolder {
  constructor(readonly path: string) {}

  get rows(): readonly SyncedRow[] {
    return this.lines.map((line) => JSON.parse(line) as SyncedRow);
  }

  get lines(): readonly string[] {
    const path = join(this.path, 'rows.ndjson');
    return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  }

  /** The last version of each row. */
  get latest(): ReadonlyMap<string, SyncedRow> {
    return new Map(this.rows.map((row) => [row.id, row]));
  }

  get state(): { since: string | null; rowBytes: number; walk: unknown } {
    return JSON.parse(readFileSync(join(this.path, 'state.json'), 'utf8')) as typeof this.state;
  }
}
