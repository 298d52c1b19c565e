import { access, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { replaceFile } from './durable-file.js';
import { type FileNames, safeId } from './file-name.js';
import type { Gateway } from './gateway.js';
import { DownloadLinksDocument } from './graphql/graphql.js';
import { Progress } from './progress.js';
import { say, Stop } from './recipe.js';

/** A file to be downloaded. Without a link one is asked for; a link that has died is asked for anew. */
export interface RemoteFile {
  readonly id: string;
  readonly fileName?: string | null;
  readonly url?: string | null;
}

const concurrency = 6;
/** Links asked for at a time: so few that they are used while they are young. */
const batchSize = 48;
const tries = 3;

/** Downloads into one folder, each file once, under names that cannot collide. */
export class Downloads {
  constructor(
    private readonly gateway: Gateway,
    private readonly folder: string,
    private readonly names: FileNames,
    /** Called before files come under new names; returns when {@link FileNames.unsettled} is on disk. */
    private readonly noteNames: () => Promise<void>,
  ) {}

  /** Takes away what a killed run had begun to download. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.folder))
      if (/^\.[\w-]+\.part$/.test(name)) await rm(join(this.folder, name));
  }

  /**
   * Brings every file into the folder that is not there yet. A file is whole as soon as it has its name.
   *
   * @returns the names by id; an id that the bank does not have any more is missing.
   */
  async bring(files: readonly RemoteFile[]): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Map(files.map((file) => [file.id, file])).values()];
    const missing: RemoteFile[] = [];
    for (const file of wanted) if (!(await this.#has(file.id))) missing.push(file);

    const progress = new Progress(missing.length, 'files');
    try {
      for (let start = 0; start < missing.length; start += batchSize)
        await this.#bringBatch(missing.slice(start, start + batchSize), progress);
    } finally {
      progress.end();
    }
    return new Map(
      wanted.flatMap(({ id }) => {
        const name = this.names.of(id);
        return name === undefined ? [] : [[id, name] as const];
      }),
    );
  }

  async #bringBatch(batch: readonly RemoteFile[], progress: Progress): Promise<void> {
    const fresh = await this.#links(batch.filter(({ url }) => url == null).map(({ id }) => id));
    const queue: { id: string; name: string; url: string }[] = [];
    for (const file of batch) {
      const { url, fileName } = file.url == null ? (fresh.get(file.id) ?? {}) : file;
      if (url == null) {
        process.stderr.write('A file is gone or not made yet: its row names no file.\n');
        progress.step();
        continue;
      }
      queue.push({ id: file.id, name: this.names.give(file.id, fileName ?? ''), url });
    }
    await this.noteNames();
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
          await this.#download(file.id, file.name, file.url);
          progress.step();
          say(`Downloaded: ${file.name}`);
        }
      }),
    );
  }

  async #download(id: string, name: string, link: string): Promise<void> {
    for (let [count, url] = [1, link]; ; count++) {
      const status = await this.#save(id, name, url);
      if (status === 'saved') return;
      if (count === tries)
        throw new Stop(`A file could not be downloaded (${status}); run the recipe again.`);
      if (status === 403 || status === 404 || status === 410)
        url = (await this.#links([id])).get(id)?.url ?? url;
      else await sleep(250 * 2 ** count);
    }
  }

  /** @returns the HTTP status when it was no success, or that the line broke. */
  async #save(id: string, name: string, url: string): Promise<'saved' | 'the line broke' | number> {
    let response: Response;
    try {
      response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
    } catch {
      return 'the line broke';
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return response.status;
    }
    const content = new BrokenLine();
    try {
      const path = join(this.folder, name);
      await replaceFile(path, content.noticed(response.body), join(this.folder, `.${safeId(id)}.part`));
      return 'saved';
    } catch (error) {
      if (content.isBroken) return 'the line broke';
      throw error;
    }
  }

  async #links(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { url: string | null; fileName: string | null }>> {
    if (ids.length === 0) return new Map();
    const { attachments } = await this.gateway.read(DownloadLinksDocument, { ids: [...ids] });
    return new Map(
      (attachments ?? []).flatMap((file) =>
        file === null ? [] : [[file.id, { url: file.url ?? null, fileName: file.fileName ?? null }] as const],
      ),
    );
  }

  async #has(id: string): Promise<boolean> {
    const name = this.names.of(id);
    if (name === undefined) return false;
    return access(join(this.folder, name)).then(
      () => true,
      () => false,
    );
  }
}

/** Tells a download that broke off from a disk that is full. */
class BrokenLine {
  isBroken = false;

  async *noticed(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      this.isBroken = true;
      throw error;
    }
  }
}
