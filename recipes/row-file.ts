import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Stop } from './recipe.js';

/** A row as it is kept: what the gateway told, and its files by name instead of by link. */
export interface KeptRow {
  readonly id: string;
  readonly files: readonly { readonly id: string; readonly file: string | null }[];
}

/**
 * Rows of JSON, one per line, appended only. A row that has changed is appended again, so the last line of an id
 * counts; a line that says what the last one of its id says already is left out.
 *
 * Nothing behind the length that was committed counts: after a crash it is cut off.
 */
export class RowFile {
  /** @param heard is told every committed row, in order. */
  static async open(path: string, length: number, heard: (row: KeptRow) => void): Promise<RowFile> {
    const file = await open(path, 'a+');
    const { size } = await stat(path);
    if (size < length)
      throw new Stop(
        `${path} is shorter than state.json beside it says: move the folder away and start anew.`,
      );
    await file.truncate(length);
    const rows = new RowFile(file, length);
    if (length > 0)
      for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
        const row = JSON.parse(line) as KeptRow;
        rows.#last.set(row.id, digest(line));
        heard(row);
      }
    return rows;
  }

  readonly #last = new Map<string, string>();

  private constructor(
    private readonly file: FileHandle,
    private size: number,
  ) {}

  /** Bytes so far: commit this once {@link append} is done. */
  get length(): number {
    return this.size;
  }

  /** Appends the rows that say something new, and returns when they are on disk. */
  async append(rows: readonly KeptRow[]): Promise<void> {
    const lines: string[] = [];
    for (const row of rows) {
      const line = JSON.stringify(row);
      if (this.#last.get(row.id) === digest(line)) continue;
      this.#last.set(row.id, digest(line));
      lines.push(`${line}\n`);
    }
    const bytes = Buffer.from(lines.join(''));
    if (bytes.length === 0) return;
    await this.file.appendFile(bytes);
    await this.file.sync();
    this.size += bytes.length;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

function digest(line: string): string {
  return createHash('sha256').update(line).digest('base64');
}
