import { createHmac, randomUUID } from 'node:crypto';

/** What the bank signs with in tests. */
export const webhookSecret = 'whsec_of-the-tests-and-of-nobody-else';

/** The header `X-Qonto-Signature`, made from its documentation. */
export function signatureOf(body: string, secret: string, seconds: number | string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** A webhook as the bank sends it, with only the ids that count. */
export function webhookBody(
  fields: { id?: string; type?: string; organizationId?: string; objectId?: string } = {},
): string {
  const { id = randomUUID(), type = 'v1/transactions', organizationId = 'org', objectId = 'object' } = fields;
  const created_at = '2026-03-20T12:00:00.000Z';
  return JSON.stringify({ id, organization_id: organizationId, type, created_at, data: { id: objectId } });
}

/** Sends one, signed now by a clock that stands still. */
export function sendWebhook(
  gatewayUrl: string,
  body: string,
  signature = signatureOf(body, webhookSecret, Date.parse('2026-03-20T12:00:00Z') / 1000),
): Promise<Response> {
  return fetch(`${gatewayUrl}/webhooks/qonto`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-qonto-signature': signature, connection: 'close' },
    body,
  });
}
