import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { type Context, createContext, createDesk } from '../context.js';
import { type Change, MemoryFeed, MemorySeenEvents } from '../datasources/events/index.js';
import type { QontoSession, QontoSettings } from '../datasources/qonto/index.js';
import { defectOf } from '../defect.js';
import { GatewayError } from '../errors.js';
import { createApollo } from './apollo.js';
import { guardRoutes, refuseEnded } from './auth.js';
import { limitedBody, maxBodyBytes } from './body-limit.js';
import { costExtension, defaultMaxCost } from './cost.js';
import { allowOrigins } from './cors.js';
import { Executor } from './execution/index.js';
import { errorFormatter } from './format-error.js';
import { fileRoutes } from './files.js';
import { answerFrameworkError, answerUnknownRoutes } from './framework-error.js';
import { defaultPatience, type GatewayOptions, type Patience } from './gateway-options.js';
import { Drain, healthRoutes } from './graceful-end.js';
import { graphiql } from './graphiql.js';
import { guardBrowsers } from './headers.js';
import { answerBadRequest, dropUnusedConnections, guardAnswers, QuietLog } from './http.js';
import { limitedOperations, limitedRate } from './limits/index.js';
import { type CallerLimits, CallerRate, MemoryPaces } from './limits/caller-rate.js';
import { admission, defaultLoadLimits, EventLoop, Load } from './load.js';
import { observeMutations } from './mutation-outcomes.js';
import { requestIdOf, tellRequestIds } from './request-id.js';
import { RequestLog } from './request-log.js';
import { roleCheck } from './roles.js';
import { buildGatewaySchema } from './schema.js';
import { toSubgraph } from './subgraph.js';
import { routersOnly } from './subgraph-secret.js';
import { subscriptionRoute } from './subscription.js';
import { SubscriptionOperations } from './subscription-operation.js';
import { together, type Watch } from './telemetry.js';
import { webhookRoute } from './webhook.js';

/** The gateway as a Fastify application: `POST /graphql`, subscriptions, files, webhooks, `GET /healthz`, `GET /readyz`, `GET /graphiql`. It does not listen yet. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const { transport, logger, drain = new Drain(), webhook, clock = Date.now } = options;
  const settings: QontoSettings = { cursorSecret: options.cursorSecret, caps: new Map() };
  const changes = options.changes ?? (webhook && new MemoryFeed());
  const desk = createDesk({ ...options, changes });
  const telemetry = together(options.telemetry ?? []);
  const { subgraphSecret } = options;
  const own = await buildGatewaySchema();
  const schema = subgraphSecret === undefined ? own : toSubgraph(own);
  observeMutations(schema, (mutation, outcome) => telemetry.mutated(mutation, outcome));
  const { requestMs, silenceMs, queryMs }: Patience = { ...defaultPatience, ...options.patience };
  const { eventLoop = new EventLoop(), introspection = options.graphiql } = options;
  const load = new Load({ ...defaultLoadLimits, ...options.load }, eventLoop);
  const app = Fastify({
    loggerInstance: logger,
    genReqId: requestIdOf,
    requestTimeout: requestMs,
    // Node looks for late requests at intervals, 30 s by default.
    http: {
      headersTimeout: requestMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: requestMs / 6,
    },
    bodyLimit: maxBodyBytes,
    // What arrives on an open connection while the server closes is done all the same: it was accepted.
    return503OnClosing: false,
    logController: new QuietLog(),
    clientErrorHandler: answerBadRequest,
    frameworkErrors: answerFrameworkError,
  });
  app.setErrorHandler(answerFrameworkError);
  tellRequestIds(app);
  answerUnknownRoutes(app);
  guardAnswers(app);
  guardBrowsers(app);
  await allowOrigins(app, options.corsOrigins ?? []);
  guardRoutes(app, options.doorkeeper);
  options.trustedDocuments?.guard(app);
  dropUnusedConnections(app);
  const requestLog = new RequestLog(telemetry);
  requestLog.follow(app);
  const formatError = errorFormatter(schema, (error) => logger.error({ defect: defectOf(error) }, 'defect'));
  const subscriptions = new SubscriptionOperations(formatError);
  const apollo = createApollo({
    schema,
    executor: options.executor?.(schema) ?? new Executor(schema),
    introspection,
    formatError,
    plugins: [
      costExtension(options.maxCost ?? defaultMaxCost),
      requestLog.operations,
      roleCheck,
      ...(subgraphSecret === undefined ? [] : [routersOnly(subgraphSecret)]),
      admission(load, queryMs),
      subscriptions.plugin,
    ],
  });
  await apollo.start();
  app.addHook('onClose', async () => {
    await drain.idle();
    await apollo.stop();
    eventLoop.stop();
    await transport.close();
    await options.storage.close();
  });

  const sessionOf = ({ headers, id }: FastifyRequest, reply: FastifyReply, watch: Watch): QontoSession =>
    transport.session({
      credential: options.credentialOf(headers.authorization),
      request: id,
      meter: { requests: 0, deduplicated: 0, retries: 0 },
      signal: whenGone(reply),
      onRequest: (record) => watch.bankAnswered(record),
    });
  const contextOf = (request: FastifyRequest, reply: FastifyReply, change?: Change): Context => {
    refuseEnded(request.caller, clock);
    const watch = telemetry.begin(request);
    const session = sessionOf(request, reply, watch);
    requestLog.begin(session.meter, request, watch);
    return createContext(session, settings, desk, request.caller, change);
  };
  const context = async (request: FastifyRequest, reply: FastifyReply): Promise<Context> =>
    credentialOr401(() => contextOf(request, reply));
  const answer = fastifyApolloHandler(apollo, { context });
  const callerOf = callerNames(options.credentialOf);
  const { preHandler: checkLength, ...body } = limitedBody(callerOf, silenceMs);
  const callerRate = new CallerRate(
    options.callerLimits ?? noCallerLimits,
    options.paces ?? new MemoryPaces(),
  );
  const withinLimits = limitedOperations(callerRate, callerOf);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    config: { access: 'by-operation' },
    ...body,
    preHandler: [checkLength, withinLimits],
    handler: (request, reply) => drain.track(load.track(() => answer.call(app, request, reply))),
  });
  await app.register(fileRoutes, {
    storage: options.storage,
    settings,
    withinRate: limitedRate(callerRate, callerOf),
    sessionOf: (request, reply) => {
      const watch = telemetry.begin(request);
      reply.raw.once('close', () => watch.end());
      return sessionOf(request, reply, watch);
    },
    signalOf: whenGone,
  });
  await app.register(subscriptionRoute, {
    apollo,
    operations: subscriptions,
    drain,
    load,
    contextOf,
    withinLimits,
    pace: options.streamPace,
  });
  if (webhook && changes) {
    const { secrets, seenEvents = new MemorySeenEvents(clock) } = webhook;
    await app.register(webhookRoute, { secrets, seenEvents, feed: changes, drain, clock });
  }
  healthRoutes(app, drain);
  if (options.graphiql) {
    app.get('/', { config: { access: 'everybody' } }, async (_request, reply) => reply.redirect('/graphiql'));
    await app.register(graphiql);
  }
  return app;
}

const noCallerLimits: CallerLimits = { operationsPerSecond: undefined, paymentsPerHour: undefined };

/** The caller's name, or the keyed hash of its credential; throws when it has none. */
function callerNames(credentialOf: GatewayOptions['credentialOf']) {
  return ({ headers, caller }: FastifyRequest): string =>
    caller?.name ?? credentialOf(headers.authorization).principal;
}

/** A caller without a usable credential gets HTTP 401, before anything is parsed or asked. */
function credentialOr401<Result>(find: () => Result): Result {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    throw new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 401 } } });
  }
}

/** Aborts when the caller hangs up before it has its answer: nobody waits for those reads any more. */
function whenGone({ raw }: FastifyReply): AbortSignal {
  const known = goneSignals.get(raw);
  if (known !== undefined) return known;
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  goneSignals.set(raw, controller.signal);
  return controller.signal;
}

/** One per answer, however many runs of a subscription it takes. */
const goneSignals = new WeakMap<FastifyReply['raw'], AbortSignal>();
