import { shelf } from './bank.js';

/** A file the bank keeps: an attachment, an invoice, a statement. */
export interface StoredFile {
  readonly id: string;
  readonly created_at: string;
  readonly file_name: string;
  readonly file_content_type: string;
  /** Known beforehand where `content` makes exactly that many bytes. */
  readonly sizeBytes?: number;
  /** The same bytes at every call. */
  readonly content: () => Buffer | Promise<Buffer>;
}

/** Finds files that are worked out instead of kept, such as the receipts of a million transactions. */
export type FileSource = (id: string) => StoredFile | undefined;

/** All files of the bank by id. */
export class StoredFiles {
  readonly #files = new Map<string, StoredFile>();
  readonly #sources: FileSource[] = [];
  readonly #sizes = new Map<string, number>();

  add(file: StoredFile): StoredFile {
    this.#files.set(file.id, file);
    return file;
  }

  addSource(source: FileSource): void {
    this.#sources.push(source);
  }

  get(id: string): StoredFile | undefined {
    const kept = this.#files.get(id);
    if (kept !== undefined) return kept;
    for (const source of this.#sources) {
      const file = source(id);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** The size of what {@link StoredFile.content} gives, in bytes; a file is made at most once to learn it. */
  async sizeOf(file: StoredFile): Promise<number> {
    const known = file.sizeBytes ?? this.#sizes.get(file.id);
    if (known !== undefined) return known;
    const { length } = await file.content();
    this.#sizes.set(file.id, length);
    return length;
  }
}

export const storedFiles = shelf('stored_files', () => new StoredFiles());
