import { OutcomeUnknown } from '../../errors.js';
import { type Answer, type Call, callName } from './call.js';
import type { QontoSession } from './session.js';
import type { Resource } from './resource.js';
import { wholly } from './row.js';

/**
 * Sends a write that answers with the object it made or changed. A field of it that cannot be read costs that field.
 *
 * @throws {OutcomeUnknown} also when the answer is a success that does not say which object: it may be there.
 */
export async function write<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  call: Call,
): Promise<Row> {
  const answer = await session.send(call);
  return madeRow(resource, answer, call);
}

/** What a write made, and when the bank said so by its own clock; undefined when it did not tell the time. */
export interface Made<Row> {
  readonly row: Row;
  readonly readAt: string | undefined;
}

/**
 * The same for writes that move money or lead there, with the time of the answer: a repeated key is answered with an
 * object that is older.
 *
 * @throws {OutcomeUnknown} also when any part of the object cannot be read: then nobody can tell what was made.
 */
export async function make<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  call: Call,
): Promise<Made<Row>> {
  const answer = await session.send(call);
  return { row: madeRow(resource, answer, call, wholly), readAt: answer.readAt };
}

/** Sends a write that answers without a body: cancels, deletes, sends. */
export async function writeSilently(session: QontoSession, call: Call): Promise<void> {
  await session.send({ ...call, accept: 'none' });
}

/** Some answers have the object without an envelope. */
function madeRow<Wire extends { id: string }, Row>(
  { one, wire, toRow }: Resource<Wire, Row>,
  { body, readAt = new Date().toISOString() }: Answer,
  call: Call,
  check: (row: Row) => Row = (row) => row,
): Row {
  const enveloped = typeof body === 'object' && body !== null && one in body;
  const raw = enveloped ? (body as Record<string, unknown>)[one] : body;
  try {
    return check(toRow(wire(raw, { call: callName(call), at: one }), { readAt }));
  } catch {
    throw unreadable(call);
  }
}

function unreadable(call: Call): OutcomeUnknown {
  return new OutcomeUnknown(`${callName(call)}: done, as the status says, but the answer cannot be read`);
}
