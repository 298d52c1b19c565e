import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, CallerSources, GatewayKey } from '../caller.js';
import { GatewayError } from '../errors.js';
import { GatewayKeys } from './gateway-keys.js';
import { sendError } from './http-error.js';
import type { GatewayTokens } from './jwt.js';
import { lacksRole } from './roles.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Who may use the route, where callers are asked who they are. Default: whoever has the role `read`.
     * `everybody`: it shows nothing, or it has another proof. `by-operation`: what is asked for decides.
     */
    readonly access?: 'everybody' | 'by-operation';
  }
  interface FastifyRequest {
    /** Undefined where the gateway asks nobody. */
    caller: Caller | undefined;
  }
}

/** Tells who calls, by the key or the token of a request. */
export class Doorkeeper {
  readonly #keys: GatewayKeys;
  readonly #tokens: GatewayTokens | undefined;

  constructor(keys: readonly GatewayKey[], tokens?: GatewayTokens) {
    this.#keys = new GatewayKeys(keys);
    this.#tokens = tokens;
  }

  /**
   * What reads tokens is loaded where there are any.
   *
   * @param clock Time of day in milliseconds since 1970.
   */
  static async of({ keys, issuer }: CallerSources, clock: () => number = Date.now): Promise<Doorkeeper> {
    if (issuer === undefined) return new Doorkeeper(keys);
    const { GatewayTokens } = await import('./jwt.js');
    return new Doorkeeper(keys, new GatewayTokens(issuer, clock));
  }

  /**
   * Reads `X-API-Key`, or else `Authorization: Bearer`.
   *
   * @throws {GatewayError} `UNAUTHENTICATED`; `UPSTREAM_UNAVAILABLE` when the issuer of tokens cannot be asked.
   */
  async callerOf(headers: IncomingHttpHeaders): Promise<Caller> {
    const shown = credentialIn(headers);
    if (shown === undefined)
      throw new GatewayError(
        'UNAUTHENTICATED',
        'Send your key for this gateway in the header `X-API-Key`, or as `Authorization: Bearer …`.',
      );
    const caller = this.#keys.callerOf(shown) ?? (await this.#tokens?.callerOf(shown));
    if (caller !== undefined) return caller;
    throw new GatewayError('UNAUTHENTICATED', 'This gateway does not know that key.', {
      reason: 'CALLER_UNKNOWN',
    });
  }
}

/**
 * Answers nobody whom the doorkeeper does not know, on any route that does not say otherwise, nor where there is none.
 * The caller is known before a byte of the body is read.
 */
export function guardRoutes(app: FastifyInstance, doorkeeper: Doorkeeper | undefined): void {
  app.decorateRequest('caller', undefined);
  if (doorkeeper === undefined) return;
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { access } = request.routeOptions.config;
    if (access === 'everybody') return;
    try {
      request.caller = await doorkeeper.callerOf(request.headers);
      if (access === undefined && !request.caller.roles.has('read')) throw lacksRole('This path', 'read');
    } catch (error) {
      // RFC 9110, 11.6.1: a 401 says how to do better.
      if (error instanceof GatewayError && error.code === 'UNAUTHENTICATED')
        reply.header('www-authenticate', 'Bearer');
      return sendError(reply, error);
    }
  });
}

/** @throws {GatewayError} `UNAUTHENTICATED` once the token has ended that a long answer was begun with. */
export function refuseEnded(caller: Caller | undefined, clock: () => number): void {
  if (caller?.endsAtMs !== undefined && caller.endsAtMs <= clock())
    throw new GatewayError('UNAUTHENTICATED', 'The token has ended.', { reason: 'CALLER_UNKNOWN' });
}

function credentialIn(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string' && key !== '') return key;
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}
