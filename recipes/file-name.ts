import { extname } from 'node:path';

/** Bytes of a name that every common file system takes, with room for an id and a dot file beside it. */
const maxBytes = 180;
/** Names that Windows keeps for devices, with any ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The names of the files in a folder: one for each id, none for two, whatever the bank calls them. */
export class FileNames {
  readonly #nameOf = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #unsettled = new Map<string, string>();

  of(id: string): string | undefined {
    return this.#nameOf.get(id);
  }

  /** Names given since the last {@link settle}: what a crash would make forget. */
  get unsettled(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#unsettled);
  }

  /** Notes the name that an id was given in an earlier run. */
  keep(id: string, name: string): void {
    this.#nameOf.set(id, name);
    this.#taken.add(folded(name));
  }

  /** Says that the names so far are written down elsewhere. */
  settle(): void {
    this.#unsettled.clear();
  }

  /** The bank's own name where it is free, else with the id before the ending. The same id has the same name always. */
  give(id: string, wanted: string): string {
    const known = this.#nameOf.get(id);
    if (known !== undefined) return known;
    const plain = safeFileName(wanted, id);
    const name = this.#taken.has(folded(plain)) ? withId(plain, id) : plain;
    this.keep(id, name);
    this.#unsettled.set(id, name);
    return name;
  }
}

/** A name that stays inside its folder and that Linux, macOS and Windows take; `file-<id>` when nothing is left. */
export function safeFileName(wanted: string, id: string): string {
  const base = wanted.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = cut(
    base
      // Control characters, and those that turn the direction of writing around.
      .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
      .replace(/^[.\s]+/, '')
      .replace(/[.\s]+$/, ''),
  );
  if (name === '') return `file-${safeId(id)}`;
  return devices.test(name) ? `_${name}` : name;
}

/** An id as part of a file name. The bank's are UUIDs; anything else must not lead out of the folder either. */
export function safeId(id: string): string {
  return id.replaceAll(/[^\w-]/g, '_').slice(0, 64);
}

function withId(name: string, id: string): string {
  const ending = extname(name);
  return `${name.slice(0, name.length - ending.length)}-${safeId(id)}${ending}`;
}

/** Shortens the part before the ending, by whole characters. */
function cut(name: string): string {
  const ending = Buffer.byteLength(extname(name)) <= 16 ? extname(name) : '';
  let stem = Array.from(name.slice(0, name.length - ending.length));
  while (Buffer.byteLength(stem.join('') + ending) > maxBytes) stem = stem.slice(0, -1);
  return stem.join('') + ending;
}

/** What macOS and Windows take for one name. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
