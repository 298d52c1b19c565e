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
  const { body, readAt } = await session.send(call);
  const enveloped = typeof body === 'object' && body !== null && resource.one in body;
  const parsed = resource.wire.safeParse(enveloped ? (body as Record<string, unknown>)[resource.one] : body);
  if (!parsed.success) throw unreadable(call);
  try {
    return resource.toRow(parsed.data, { readAt: readAt ?? new Date().toISOString() });
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
