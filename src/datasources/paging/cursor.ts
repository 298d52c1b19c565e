import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import { BadUserInput } from '../../errors.js';
import { instant } from './instant.js';

/** A place in a list: the row it was issued with, and enough to find the place when that row is gone. */
export interface Cursor {
  /** The row's sort value, the bank's text verbatim; empty where the list has none. */
  readonly key: string;
  readonly id: string;
  /** Which side of the row `mates` are on, in the order of the connection. */
  readonly side: 'preceding' | 'following';
  /** Ids of rows with the same sort value on that side, oldest first; almost always none. */
  readonly mates: readonly string[];
  /** How many rows those are with the row itself, also when not all of them are listed. */
  readonly group: number;
  /** Hint: rows that the next read shows before the first new one. */
  readonly skip: number;
  /** Hint: rows before and after this one when the cursor was issued. */
  readonly offsets: readonly [before: number, after: number] | null;
  /** When the walk began, RFC 3339: the checkpoint of its last page. */
  readonly since: string | null;
}

/** What binds cursors to the arguments they were issued for. */
export interface Seal {
  readonly secret: string;
  /** Any text; only its hash is in the cursor. */
  readonly fingerprint: string;
}

/**
 * Spells a cursor as text for clients: base64url of JSON, a dot, and a MAC.
 *
 * It holds a date and ids, nothing personal, and grants nothing: the bank still authorises every read. The MAC
 * turns a mistyped or foreign cursor into a clean error instead of a wrong page.
 */
export function sealCursor(cursor: Cursor, seal: Seal): string {
  const { key, id, side, mates, group, skip, offsets, since } = cursor;
  const fields = [VERSION, digest(seal), key, id, side[0], mates, group, skip, offsets, since];
  const body = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return `${body}.${sign(body, seal)}`;
}

/**
 * Reads a cursor back.
 *
 * Throws `BadUserInput` that names the argument, with the reason CURSOR_MALFORMED, CURSOR_VERSION,
 * CURSOR_TAMPERED or CURSOR_OTHER_ARGUMENTS.
 */
export function openCursor(text: string, seal: Seal, argument: 'after' | 'before'): Cursor {
  const refuse = (reason: keyof typeof PLAIN_WORDS) =>
    new BadUserInput(argument, PLAIN_WORDS[reason], reason);

  const [, body, mac] = (text.length <= MAX_LENGTH && ENVELOPE.exec(text)) || [];
  if (body === undefined || mac === undefined) throw refuse('CURSOR_MALFORMED');
  const fields = parse(body);
  if (!Array.isArray(fields)) throw refuse('CURSOR_MALFORMED');
  if (fields[0] !== VERSION) throw refuse('CURSOR_VERSION');
  if (!isEqual(mac, sign(body, seal))) throw refuse('CURSOR_TAMPERED');
  if (fields[1] !== digest(seal)) throw refuse('CURSOR_OTHER_ARGUMENTS');

  const [, , key, id, side, mates, group, skip, offsets, since] = fields as readonly unknown[];
  // The secret may be a well-known default, so that a good MAC does not vouch for the shape.
  if (
    !isKey(key) ||
    typeof id !== 'string' ||
    (side !== 'p' && side !== 'f') ||
    !(Array.isArray(mates) && mates.length <= MAX_MATES && mates.every((mate) => typeof mate === 'string')) ||
    !isCount(group) ||
    !isCount(skip) ||
    !(offsets === null || isOffsets(offsets)) ||
    !(since === null || (isKey(since) && since !== ''))
  )
    throw refuse('CURSOR_MALFORMED');
  return { key, id, side: side === 'p' ? 'preceding' : 'following', mates, group, skip, offsets, since };
}

/** The row's neighbours are gone, or too many share its sort value: there is no honest answer any more. */
export function staleCursor(argument: 'after' | 'before'): BadUserInput {
  return new BadUserInput(argument, PLAIN_WORDS.CURSOR_STALE, 'CURSOR_STALE');
}

/** So many ids of uuid length fit in a cursor below {@link MAX_LENGTH}. */
export const MAX_MATES = 64;

const MAX_LENGTH = 4096;
const VERSION = 1;
const ENVELOPE = /^([\w-]+)\.([\w-]+)$/;

const PLAIN_WORDS = {
  CURSOR_MALFORMED: 'This is not a cursor of this API. Pass on a cursor exactly as it was given.',
  CURSOR_VERSION: 'This cursor is of another version of this API. Start again without it.',
  CURSOR_TAMPERED:
    'This cursor was changed or comes from another gateway. Pass it on exactly as it was given.',
  CURSOR_OTHER_ARGUMENTS:
    'This cursor was given for another list, filter or order. Use it with the arguments it was given for.',
  CURSOR_STALE: 'The place of this cursor cannot be found any more. Start again without it.',
} as const;

function digest(seal: Seal): string {
  return createHash('sha256').update(seal.fingerprint).digest().subarray(0, 6).toString('base64url');
}

/** Over the text, not over what it decodes to: base64url has several spellings for the same bytes. */
function sign(body: string, seal: Seal): string {
  return createHmac('sha256', seal.secret).update(body).digest().subarray(0, 12).toString('base64url');
}

function isEqual(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function parse(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    return value === '' || typeof instant(value) === 'bigint';
  } catch {
    return false;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isOffsets(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isCount);
}
