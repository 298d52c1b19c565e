import type { FastifyBaseLogger } from 'fastify';
import type { DeskOptions } from '../context.js';
import type { SeenEvents } from '../datasources/events/index.js';
import type { Credential, FileStorage, QontoTransport } from '../datasources/qonto/index.js';
import type { Doorkeeper } from './auth.js';
import type { GraphQLSchema } from 'graphql';
import type { Executor } from './execution/index.js';
import type { Drain } from './graceful-end.js';
import type { CallerLimits, PaceStore } from './limits/caller-rate.js';
import type { EventLoop, LoadLimits } from './load.js';
import type { Pace } from './subscription-events.js';
import type { Telemetry } from './telemetry.js';
import type { TrustedDocuments } from './trusted-documents.js';

/** What a gateway is made of: all that it needs of the process is handed in. */
export interface GatewayOptions extends DeskOptions {
  readonly transport: QontoTransport;
  /** Where the links of the bank lead. */
  readonly storage: FileStorage;
  /** Whose credential an operation runs under. */
  readonly credentialOf: (authorization: string | undefined) => Credential;
  /** Who may call. Default: everybody who can. */
  readonly doorkeeper?: Doorkeeper | undefined;
  readonly cursorSecret: string;
  /** What routers prove themselves with. Without it the gateway is no subgraph. */
  readonly subgraphSecret?: string | undefined;
  readonly graphiql: boolean;
  /** Whether clients may ask for the schema, and errors suggest names of it. Default: as `graphiql`. */
  readonly introspection?: boolean;
  /** Origins whose pages may read the answers. Default: none. */
  readonly corsOrigins?: readonly string[];
  /** Documents with ids, perhaps the only ones that are taken. Default: any text, and no ids. */
  readonly trustedDocuments?: TrustedDocuments | undefined;
  readonly logger: FastifyBaseLogger;
  readonly patience?: Partial<Patience>;
  /** How much is worked on at once. */
  readonly load?: Partial<LoadLimits>;
  /** The highest estimate, in requests to the bank, that an operation may have. Default 500. */
  readonly maxCost?: number;
  /** How often one caller may ask and pay. Default: as often as it likes. */
  readonly callerLimits?: CallerLimits;
  /** Where it is kept how often callers asked. Default: in memory. */
  readonly paces?: PaceStore;
  /** How late the event loop is. Default: measured. */
  readonly eventLoop?: Pick<EventLoop, 'lateMs' | 'stop'>;
  /** Whether the process is about to end. Default: nobody says so. */
  readonly drain?: Drain;
  /** What executes operations. Default: our own {@link Executor}. */
  readonly executor?: (schema: GraphQLSchema) => Pick<Executor, 'execute'>;
  /** Default: the bank tells of no changes. */
  readonly webhook?: WebhookSettings | undefined;
  readonly streamPace?: Partial<Pace>;
  /** Who hears what is done, such as metrics and traces. Default: the log alone. */
  readonly telemetry?: readonly Telemetry[];
}

/** What the bank signs its webhooks with, and which of them came before. */
export interface WebhookSettings {
  readonly secrets: readonly string[];
  /** Default: in memory. */
  readonly seenEvents?: SeenEvents | undefined;
}

/** How long the gateway waits for what a caller sends, in milliseconds of real time. */
export interface Patience {
  /** For a whole request; then 408. Default 30 s: 22 MB need 6 Mbit/s. */
  readonly requestMs: number;
  /** For the next byte of a long body; then 408. Default 5 s. */
  readonly silenceMs: number;
  /** For all reads of a query; what is not there by then is an error. Default 25 s, more than one read may take. */
  readonly queryMs: number;
}

export const defaultPatience: Patience = { requestMs: 30_000, silenceMs: 5_000, queryMs: 25_000 };
