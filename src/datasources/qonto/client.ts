import { GatewayError, OutcomeUnknown } from '../../errors.js';
import { type Answer, type Call, type Meter, callName, callTarget } from './call.js';
import type { Credential } from './credential.js';
import { type Exchange, NotSent, type Reply } from './exchange.js';
import type { CallLogger } from './redact.js';

/** The bank as one GraphQL operation of one caller sees it. */
export interface QontoSession {
  readonly meter: Meter;
  /** The caller, as a keyed hash. */
  readonly principal: string;
  /**
   * Sends a call and resolves to its 2xx answer.
   *
   * Reads are repeated when that can help. Writes are sent once.
   *
   * @throws {GatewayError} the call did not take effect, for a reason that is not the request's contents.
   * @throws {Rejection} the bank said no and why: nothing was done.
   * @throws {ScaRequired} the account holder must confirm first: nothing was done.
   * @throws {OutcomeUnknown} writes only: it may have happened.
   */
  send(call: Call): Promise<Answer>;
}

export interface SessionParts {
  readonly exchange: Exchange;
  readonly origin: string;
  readonly stagingToken?: string | undefined;
  readonly timeouts: { readonly readMs: number; readonly writeMs: number };
  readonly clock: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly logger?: CallLogger | undefined;
  readonly credential: Credential;
  readonly meter: Meter;
  readonly signal?: AbortSignal | undefined;
  readonly deadline?: number | undefined;
  readonly maxRequests?: number | undefined;
}

export class Session implements QontoSession {
  readonly meter: Meter;
  readonly principal: string;
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.meter = parts.meter;
    this.principal = parts.credential.principal;
  }

  async send(call: Call): Promise<Answer> {
    const { exchange, origin, timeouts, credential, stagingToken, signal } = this.#parts;
    const read = call.method === 'GET';
    this.meter.requests++;
    try {
      const reply = await exchange.send({
        method: call.method,
        origin,
        target: callTarget(call),
        headers: {
          ...call.headers,
          accept: 'application/json',
          ...(stagingToken === undefined ? {} : { 'x-qonto-staging-token': stagingToken }),
          ...(call.idempotencyKey === undefined ? {} : { 'x-qonto-idempotency-key': call.idempotencyKey }),
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          authorization: await credential.authorization(),
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        timeoutMs: read ? timeouts.readMs : timeouts.writeMs,
        signal: read ? signal : undefined,
      });
      return answerOf(call, reply);
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      if (read || error instanceof NotSent)
        throw new GatewayError('UPSTREAM_UNAVAILABLE', `${callName(call)}: no answer`, { retryable: true });
      throw new OutcomeUnknown(`${callName(call)}: sent, outcome unknown`);
    }
  }
}

function answerOf(call: Call, reply: Reply): Answer {
  if (reply.status < 200 || reply.status > 299)
    throw new GatewayError('UPSTREAM_UNAVAILABLE', `${callName(call)}: HTTP ${reply.status}`);
  const date = new Date(reply.header('date') ?? Number.NaN);
  return {
    status: reply.status,
    body: reply.text === '' || call.accept === 'none' ? undefined : (JSON.parse(reply.text) as unknown),
    readAt: Number.isNaN(date.getTime()) ? undefined : date.toISOString(),
  };
}
