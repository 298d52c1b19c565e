import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret that was found where it must not be. The secret itself is not told again. */
export interface Hit {
  /** What kind of secret, by the place where it was seen first: `iban`, `authorization`. */
  readonly kind: string;
  readonly spelling: string;
}

/** How many characters of a value, from its beginning or its end, count as the value. */
const PIECE = 8;
/** Digits alone are figures as often as secrets, so more of them are wanted. */
const PIECE_OF_DIGITS = 12;
/** Shorter values are no secret that a text could be searched for. */
const SHORTEST_WORD = 5;

/**
 * The values that no log line and no error may hold, and the search for them.
 *
 * A text is searched as it is and in every spelling that hides a value from a plain search: JSON escapes, URL encoding,
 * base64 and base64url at any offset, hexadecimal, lists of bytes; upper and lower case are one. The first or last eight
 * characters of a value are enough; a value of five to seven characters has to stand there as a word of its own.
 */
export class Canaries {
  /** Pieces by their first eight characters, so that a text is walked through once, however many there are. */
  readonly #pieces = new Map<string, Map<string, string>>();
  readonly #words = new Map<string, string>();
  readonly #contents = new Set<string>();
  readonly #credentials = new Set<string>();
  readonly #codeWords = new Set<string>();

  /** A value that opens something: not even a word of the gateway's own source may be a piece of it. */
  addCredential(kind: string, value: string): void {
    for (const piece of this.#add(kind, value)) this.#credentials.add(piece);
  }

  /** A value that tells about somebody. Pieces that stand in the gateway's own source prove nothing and do not count. */
  addContent(kind: string, value: string): void {
    this.#contents.add(value);
    // A port or a duration may be the same few digits.
    if (value.length < PIECE && /^\d+$/.test(value)) return;
    if (!iban.test(value)) return void this.#add(kind, value, PIECE_OF_DIGITS);
    this.#add(kind, value);
    this.#add(kind, value.replace(/.{4}/g, '$& '));
  }

  /** Whether a value was added as content already: the bank sends the same rows again and again. */
  hasContent(value: string): boolean {
    return this.#contents.has(value);
  }

  /** A code word that may be told, although a sentence may use the same words. */
  addCodeWord(word: string): void {
    this.#codeWords.add(word);
  }

  search(text: string): readonly Hit[] {
    const told = text.replaceAll(/[\w.]+/g, (word) => (this.#codeWords.has(word) ? '' : word));
    const hits = new Map<string, Hit>();
    for (const [spelling, view] of viewsOf(told))
      for (const kind of this.#found(view.toLowerCase()))
        hits.set(kind, hits.get(kind) ?? { kind, spelling });
    return [...hits.values()];
  }

  #add(kind: string, value: string, digits = PIECE): readonly string[] {
    const folded = value.trim().toLowerCase();
    if (folded.length < SHORTEST_WORD) return [];
    if (folded.length < PIECE) {
      this.#words.set(folded, kind);
      return [folded];
    }
    const pieces = [headOf(folded, digits), tailOf(folded, digits)];
    for (const piece of pieces) {
      const start = piece.slice(0, PIECE);
      const known = this.#pieces.get(start) ?? new Map<string, string>();
      this.#pieces.set(start, known.set(piece, known.get(piece) ?? kind));
    }
    return pieces;
  }

  *#found(view: string): Generator<string> {
    for (let at = 0; at + PIECE <= view.length; at++) {
      const pieces = this.#pieces.get(view.slice(at, at + PIECE));
      if (pieces === undefined) continue;
      for (const [piece, kind] of pieces)
        if (view.startsWith(piece, at) && !this.#isHarmless(piece)) yield kind;
    }
    for (const [word] of view.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}.@-]*[\p{L}\p{N}])?/gu)) {
      const kind = this.#words.get(word);
      if (kind !== undefined && !this.#isHarmless(word)) yield kind;
    }
  }

  #isHarmless(piece: string): boolean {
    return !this.#credentials.has(piece) && gatewaySource().includes(piece);
  }
}

function headOf(value: string, digits: number): string {
  const head = value.slice(0, PIECE);
  return /^\d+$/.test(head) ? value.slice(0, digits) : head;
}

function tailOf(value: string, digits: number): string {
  const tail = value.slice(-PIECE);
  return /^\d+$/.test(tail) ? value.slice(-digits) : tail;
}

const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/i;

/** A text, and what it may spell. */
function* viewsOf(text: string): Generator<readonly [spelling: string, view: string]> {
  yield ['as it is', text];
  const readable = new Map([['', text]]);
  const unescaped = text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  const unslashed = unescaped.replaceAll(/\\(["\\/])/g, '$1');
  if (unslashed !== text) readable.set('JSON escapes', unslashed);
  const decoded = unslashed.replaceAll('+', ' ').replaceAll(/(?:%[0-9a-f]{2})+/gi, percentDecoded);
  if (decoded !== unslashed) readable.set('URL encoding', decoded);
  for (const [spelling, view] of readable) {
    if (spelling !== '') yield [spelling, view];
    yield ['base64', runsOf(view, /[A-Za-z0-9+/_-]{8,}/g, 4, (run) => Buffer.from(run, 'base64'))];
    yield ['hexadecimal', runsOf(view, /[0-9a-f]{10,}/gi, 2, (run) => Buffer.from(run, 'hex'))];
    yield [
      'bytes',
      runsOf(view, /\d{1,3}(?:, ?\d{1,3}){4,}/g, 1, (run) => Buffer.from(run.split(',').map(Number))),
    ];
  }
}

/** All runs of the text that match, decoded from each offset at which the value may begin. */
function runsOf(text: string, pattern: RegExp, offsets: number, decode: (run: string) => Buffer): string {
  const decoded = Array.from(text.matchAll(pattern), ([run]) =>
    Array.from({ length: offsets }, (_, offset) => decode(run.slice(offset)).toString('utf8')).join('\n'),
  );
  return decoded.join('\n');
}

function percentDecoded(run: string): string {
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8');
}

/** What the gateway is made of, in lower case, but for the pretend bank. */
function gatewaySource(): string {
  source ??= readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /[.](ts|graphql)$/.test(path) && !path.includes('simulator'))
    .map((path) => readFileSync(join('src', path), 'utf8').toLowerCase())
    .join('\n');
  return source;
}

let source: string | undefined;
