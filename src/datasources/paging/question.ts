import { BadUserInput } from '../../errors.js';
import { type Cursor, MAX_MATES, openCursor, type Seal, sealCursor, staleCursor } from './cursor.js';
import type { ConnectionRequest, Direction } from './paged-list.js';
import { isTruncated, keyInstant, type Place } from './place.js';

/** What a caller asked, checked, and turned into one direction of reading: `count` rows after `near`, before `far`. */
export interface Question {
  /** `first` reads forward. `last` reads the reversed list from its start, so that no count is needed. */
  readonly isForward: boolean;
  /** The direction to read in: the order's own, reversed for `last`. */
  readonly direction: Direction;
  readonly count: number;
  readonly near: Place | undefined;
  readonly far: Place | undefined;
  /** Whether `after`, or `before`, was given. */
  readonly hasAfter: boolean;
  readonly hasBefore: boolean;
  /** The checkpoint that the cursor of a forward walk carries. */
  readonly since: string | null;
  readonly seal: Seal;
}

/**
 * Checks the four arguments before anything is read.
 *
 * Throws `BadUserInput` that names `first`, `last`, `after` or `before`.
 */
export function readQuestion(request: ConnectionRequest, strategy: Strategy): Question {
  const { first, after, last, before } = request.arguments;
  if (first != null && last != null)
    throw new BadUserInput('last', 'Give either `first` or `last`, not both of them.');
  const isForward = last == null;
  const count = checkCount(isForward ? 'first' : 'last', (isForward ? first : last) ?? DEFAULT_COUNT);

  // A cursor of one strategy means nothing to another, should a list ever change from one to another.
  const seal = { secret: request.secret, fingerprint: `${strategy}\n${request.fingerprint}` };
  const start = after == null ? undefined : openCursor(after, seal, 'after');
  const end = before == null ? undefined : openCursor(before, seal, 'before');
  const [near, far] = isForward ? [start, end] : [end, start];
  const question: Question = {
    isForward,
    direction: isForward ? request.direction : reverse(request.direction),
    count,
    near: near && toPlace(near, isForward),
    far: far && toPlace(far, isForward),
    hasAfter: start !== undefined,
    hasBefore: end !== undefined,
    since: start?.since ?? null,
    seal,
  };
  refuseUnlisted(question);
  return question;
}

/** The argument that `near` came from. */
export function nearArgument(question: Question): 'after' | 'before' {
  return question.isForward ? 'after' : 'before';
}

/** The argument that `far` came from. */
export function farArgument(question: Question): 'after' | 'before' {
  return question.isForward ? 'before' : 'after';
}

export type Strategy = 'seek' | 'gallop' | 'materialise';

/** Spells the cursor of a place. Of a giant group of ties only the newest ids are listed. */
export function sealPlace(place: Place, question: Question, known: CursorExtras): string {
  const { key, id, group, skip } = place;
  const side = place.matesBehind === question.isForward ? 'preceding' : 'following';
  const mates = place.mates.slice(-(known.mostMates ?? MAX_MATES));
  const { since, offsets } = known;
  return sealCursor({ key, id, side, mates, group, skip, offsets, since }, question.seal);
}

export interface CursorExtras extends Pick<Cursor, 'since' | 'offsets'> {
  /** Fewer than the {@link MAX_MATES} of a group of ties, where mates are mere neighbours. */
  readonly mostMates?: number;
}

const DEFAULT_COUNT = 50;
const MAX_COUNT = 500;

function checkCount(argument: 'first' | 'last', count: number): number {
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT)
    throw new BadUserInput(argument, `\`${argument}\` is a whole number from 1 to ${MAX_COUNT}.`);
  return count;
}

function reverse(direction: Direction): Direction {
  return direction === 'ASC' ? 'DESC' : 'ASC';
}

function toPlace(cursor: Cursor, isForward: boolean): Place {
  const { key, id, mates, group, skip, offsets } = cursor;
  const matesBehind = (cursor.side === 'preceding') === isForward;
  const offset = offsets?.[isForward ? 0 : 1] ?? 0;
  return { key, id, mates, group, skip, at: keyInstant(key), matesBehind, offset };
}

/**
 * A truncated cursor can be gone on from, in the direction it was made in. Where only the listed mates would be
 * delivered, the missing ones would be lost without a word.
 */
function refuseUnlisted(question: Question): void {
  const { near, far } = question;
  // Without sort values places are found by position, and mates are mere neighbours.
  if (near?.key && !near.matesBehind && isTruncated(near)) throw staleCursor(nearArgument(question));
  if (far?.key && isTruncated(far)) throw staleCursor(farArgument(question));
}
