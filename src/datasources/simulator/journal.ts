import { shelf } from './bank.js';

/** A request the bank received. */
export interface JournalEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body_sha256: string;
  readonly body_bytes: number;
  /** 0 when the connection was cut before an answer. */
  readonly status: number;
}

/** Longer journals forget their older half, so that a benchmark does not fill the memory. */
const ENTRIES_KEPT = 50_000;

export class Journal {
  #entries: JournalEntry[] = [];
  /** All requests since the journal was opened, forgotten ones included. */
  total = 0;

  write(entry: JournalEntry): void {
    this.total++;
    this.#entries.push(entry);
    if (this.#entries.length > ENTRIES_KEPT) this.#entries = this.#entries.slice(-ENTRIES_KEPT / 2);
  }

  read(): readonly JournalEntry[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
    this.total = 0;
  }
}

export const journal = shelf('journal', () => new Journal());
