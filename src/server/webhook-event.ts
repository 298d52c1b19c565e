import { z } from 'zod';
import type { Change, ChangingResource } from '../datasources/events/index.js';
import { jsonOf } from '../json.js';

/** What a webhook says: a change that can be followed, one that nobody follows here, or nothing that can be read. */
export type WebhookEvent = Change | 'OTHER_TYPE' | 'UNREADABLE';

/** The types of the bank's events that can be followed. Source: docs.qonto.com, webhooks, read 2026-11-20. */
const resources: ReadonlyMap<string, ChangingResource> = new Map([
  ['v1/transactions', 'transaction'],
  ['v1/client-invoices', 'clientInvoice'],
]);

const id = z.string().min(1).max(128);

// Amounts and shapes differ from those of the API, and an event may come late: only ids are taken from it.
const wireEvent = z.object({
  id,
  organization_id: id,
  data: z.object({ id }),
});

export function readWebhookEvent(body: Buffer): WebhookEvent {
  const json = jsonOf(body.toString('utf8'));
  const { data: typed } = z.object({ type: z.string() }).safeParse(json);
  if (typed === undefined) return 'UNREADABLE';
  const resource = resources.get(typed.type);
  if (resource === undefined) return 'OTHER_TYPE';
  const { data: event } = wireEvent.safeParse(json);
  if (event === undefined) return 'UNREADABLE';
  return { eventId: event.id, organizationId: event.organization_id, resource, id: event.data.id };
}
