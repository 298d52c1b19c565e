import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ChangeFeed, SeenEvents } from '../datasources/events/index.js';
import { GatewayError } from '../errors.js';
import type { Drain } from './graceful-end.js';
import { sendError } from './http-error.js';
import { readWebhookEvent } from './webhook-event.js';
import { isSignedWith } from './webhook-signature.js';

/** Longest body of a webhook. */
const maxWebhookBytes = 256 * 1024;

export interface WebhookOptions {
  /** Any of them signs; two while one is replaced by the other. */
  readonly secrets: readonly string[];
  readonly feed: ChangeFeed;
  readonly seenEvents: SeenEvents;
  readonly drain: Drain;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/**
 * `POST /webhooks/qonto`: the bank tells what changed.
 *
 * The bank wants an answer within a second, and tells everything again that got none. So the answer is given when the
 * signature is right, and the work is done after it: 204, or 401 without a reason. Nothing of the body is logged.
 */
export async function webhookRoute(app: FastifyInstance, options: WebhookOptions): Promise<void> {
  const { secrets, drain, clock } = options;
  // Signed are the bytes: no parser may touch them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post(
    '/webhooks/qonto',
    { bodyLimit: maxWebhookBytes, config: { access: 'everybody' } },
    async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const signature = request.headers['x-qonto-signature'];
      const signed = { body, signature: typeof signature === 'string' ? signature : undefined };
      if (!isSignedWith(secrets, signed, clock()))
        return sendError(reply, new GatewayError('UNAUTHENTICATED', 'The signature is not accepted.'));
      void drain.track(nextTurn().then(() => tell(body, options, request.log)));
      return reply.code(204).send();
    },
  );
}

async function tell(
  body: Buffer,
  { feed, seenEvents }: WebhookOptions,
  log: FastifyBaseLogger,
): Promise<void> {
  const event = readWebhookEvent(body);
  if (event === 'UNREADABLE') return log.warn({ outcome: event }, 'webhook of the bank');
  if (event === 'OTHER_TYPE') return log.debug({ outcome: event }, 'webhook of the bank');
  const isNew = await seenEvents.claim(event.eventId);
  log.debug({ outcome: isNew ? 'TOLD' : 'TOLD_BEFORE', resource: event.resource }, 'webhook of the bank');
  if (isNew) await feed.publish(event);
}
