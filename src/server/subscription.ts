import type { ApolloServer, GraphQLRequest } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import { z } from 'zod';
import type { Context } from '../context.js';
import type { Backlog, Change } from '../datasources/events/index.js';
import type { Drain } from './graceful-end.js';
import { BadRequest } from './http-error.js';
import type { Load } from './load.js';
import { type Pace, SubscriptionEvents } from './subscription-events.js';
import { runOperation, streamPath, type SubscriptionOperations } from './subscription-operation.js';
import { StreamPlaces } from './subscription-places.js';

export interface SubscriptionOptions {
  readonly apollo: ApolloServer<Context>;
  readonly operations: SubscriptionOperations;
  readonly drain: Drain;
  readonly load: Load;
  /** A context of its own for one run of the operation. */
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply, change?: Change) => Context;
  /** Refuses what is too big or comes too often. */
  readonly withinLimits: preHandlerAsyncHookHandler;
  readonly pace?: Partial<Pace> | undefined;
}

/**
 * `POST /graphql/stream`: subscriptions, one per connection, as server-sent events.
 *
 * A request that is no GraphQL request is refused with a status, as at `/graphql`. What is wrong with its operation is
 * told on the stream, which is what the protocol wants.
 */
export async function subscriptionRoute(app: FastifyInstance, options: SubscriptionOptions): Promise<void> {
  const pace: Pace = { heartbeatMs: 15_000, stallMs: 60_000, ...options.pace };
  const places = new StreamPlaces();
  const open = new Set<Backlog>();
  let isEnding = false;
  app.addHook('preClose', async () => {
    isEnding = true;
    for (const backlog of open) await backlog.return();
  });

  app.post(streamPath, { preHandler: options.withinLimits }, async (request, reply) => {
    if (!acceptsEvents(request.headers.accept))
      throw new BadRequest(406, 'A subscription is answered with text/event-stream.');
    const operation = operationOf(request.body);
    const context = options.contextOf(request, reply);
    const leave = places.take(context.caller?.name ?? context.principal);
    const events = new SubscriptionEvents(pace);
    events.body.once('close', leave);
    reply
      .header('content-type', 'text/event-stream; charset=utf-8')
      // Proxies that collect an answer before they pass it on.
      .header('x-accel-buffering', 'no')
      // A stream is the last that a connection carries, so that the process can end.
      .header('connection', 'close')
      .send(events.body);
    void options.drain.track(serve());
    return reply;

    async function serve(): Promise<void> {
      try {
        const source = await options.operations.open(options.apollo, operation, context);
        if (!isBacklog(source)) return await events.next(source);
        events.body.once('close', () => void source.return());
        // Both may have come while it was opened.
        if (events.body.destroyed || isEnding) await source.return();
        open.add(source);
        events.begin();
        try {
          for await (const change of source) if (!(await tell(change))) return;
        } finally {
          open.delete(source);
        }
      } catch (error) {
        await events.next(options.operations.failure(error));
      } finally {
        events.complete();
      }
    }

    /** Whether the stream goes on. */
    async function tell(change: Change): Promise<boolean> {
      const run = () => runOperation(options.apollo, operation, options.contextOf(request, reply, change));
      const result = await options.load.track(run);
      if (!isToBeTold(result)) return true;
      await events.next(result);
      return !codesOf(result).includes('UNAUTHENTICATED');
    }
  });
}

/** Whatever Apollo takes: what is wrong with the rest of it is told on the stream. */
const operationShape = z.object({
  query: z.string().optional(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

function operationOf(body: unknown): GraphQLRequest {
  const parsed = operationShape.safeParse(body);
  if (!parsed.success) throw new BadRequest(400, 'The body is no GraphQL request.');
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given);
}

function acceptsEvents(accept = ''): boolean {
  const types = accept.split(',').map((type) => type.split(';', 1)[0]!.trim().toLowerCase());
  return types.includes('text/event-stream');
}

function isBacklog(source: Backlog | FormattedExecutionResult): source is Backlog {
  return Symbol.asyncIterator in source;
}

/** Not what its reader may not see, nor what is not there any more or was not asked for. */
function isToBeTold(result: FormattedExecutionResult): boolean {
  if (Object.values(result.data ?? {}).some((value) => value !== null)) return true;
  return codesOf(result).some((code) => code !== 'FORBIDDEN' && code !== 'NOT_FOUND');
}

function codesOf({ errors = [] }: FormattedExecutionResult): readonly unknown[] {
  return errors.map(({ extensions }) => extensions?.['code']);
}
