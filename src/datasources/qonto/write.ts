import { OutcomeUnknown } from '../../errors.js';
import { type Call, callName } from './call.js';
import type { QontoSession } from './session.js';
import type { Resource } from './resource.js';

/**
 * Sends a write that answers with the object it made or changed.
 *
 * @throws {OutcomeUnknown} also when the answer is a success that cannot be read: the object may be there.
 */
export async function write<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  call: Call,
): Promise<Row> {
  return (await make(session, resource, call)).row;
}

/** What a write made, and when the bank said so by its own clock; undefined when it did not tell the time. */
export interface Made<Row> {
  readonly row: Row;
  readonly readAt: string | undefined;
}

/** As {@link write}, with the time of the answer: a repeated key is answered with an object that is older. */
export async function make<Wire extends { id: string }, Row>(
  session: QontoSession,
  resource: Resource<Wire, Row>,
  call: Call,
): Promise<Made<Row>> {
  const { body, readAt } = await session.send(call);
  const enveloped = typeof body === 'object' && body !== null && resource.one in body;
  const parsed = resource.wire.safeParse(enveloped ? (body as Record<string, unknown>)[resource.one] : body);
  if (!parsed.success) throw unreadable(call);
  try {
    return { row: resource.toRow(parsed.data, { readAt: readAt ?? new Date().toISOString() }), readAt };
  } catch {
    throw unreadable(call);
  }
}

/** Sends a write that answers without a body: cancels, deletes, sends. */
export async function writeSilently(session: QontoSession, call: Call): Promise<void> {
  await session.send({ ...call, accept: 'none' });
}

function unreadable(call: Call): OutcomeUnknown {
  return new OutcomeUnknown(`${callName(call)}: done, as the status says, but the answer cannot be read`);
}
