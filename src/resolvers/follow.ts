import type { Context } from '../context.js';
import type { Backlog, ChangingResource } from '../datasources/events/index.js';
import { GatewayError } from '../errors.js';

/** What the description of every subscription ends with. */
export const howItIsTold =
  'Served at `POST /graphql/stream` as server-sent events. A change is told at least once while the stream is open, not in order, and read under your credential when it is told: you see how it is now, and changes in quick succession may be one. Nothing is told of the time before, so read the list of changes after every new start: that list stays the source of truth.';

/**
 * Changes of one kind in the caller's own organisation, or of one object there. One upstream request.
 *
 * @throws {GatewayError} when the gateway hears of no changes.
 */
export async function follow(
  { desk, load }: Context,
  resource: ChangingResource,
  id?: string | null,
): Promise<Backlog> {
  const { changes } = desk;
  if (changes === undefined)
    throw new GatewayError('NOT_FOUND', 'The bank tells this gateway of no changes.', {
      reason: 'NO_WEBHOOKS',
    });
  const { id: organizationId } = await load.organization.load('own');
  return changes.follow({ organizationId, resource, id: id ?? undefined });
}
