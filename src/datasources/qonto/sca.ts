import { z } from 'zod';
import { GatewayError, Rejection } from '../../errors.js';
import { type ScaMethod, type ScaSession, ScaStatus } from '../../schema/sca.js';
import { type Call, callName } from './call.js';
import type { Access } from './connection.js';
import { contractBroken, pathOf } from './wire.js';

/** How a write that the account holder may have to confirm is sent. */
export interface Confirmation {
  readonly method: ScaMethod;
  /** Of the confirmation that was given. */
  readonly sessionToken?: string | undefined;
  readonly smsCode?: string | undefined;
}

/** The words of `X-Qonto-2fa-Preference`. Source: docs.qonto.com, strong customer authentication, read 2026-11-20. */
const preferences: Readonly<Record<ScaMethod, string>> = {
  PAIRED_DEVICE: 'paired-device',
  PASSKEY: 'passkey',
  SMS_OTP: 'sms-otp',
};

/**
 * Headers of a write that may have to be confirmed. A code from a text message stands in place of the token of the
 * session: the bank finds the session by the request. Source: docs.qonto.com, strong customer authentication,
 * read 2026-11-20.
 */
export function scaHeaders({ method, sessionToken, smsCode }: Confirmation): Record<string, string> {
  return {
    'x-qonto-2fa-preference': preferences[method],
    ...(smsCode !== undefined && { 'x-qonto-mfa': smsCode }),
    ...(smsCode === undefined && sessionToken !== undefined && { 'x-qonto-sca-session-token': sessionToken }),
  };
}

// docs.qonto.com, strong customer authentication, read 2026-11-20. Not in an envelope.
const wireSession = z.object({ result: z.string() });

const look = { method: 'GET', path: '/v2/sca_sessions/{token}' } as const;

const statuses: Readonly<Record<string, ScaStatus>> = {
  waiting: ScaStatus.WAITING,
  allow: ScaStatus.ALLOWED,
  deny: ScaStatus.DENIED,
};

export class ScaSessions {
  constructor(private readonly access: Access) {}

  /** Asks the bank how far a confirmation is, at every call; null when the token is dead. At most once per second. */
  async look(token: string): Promise<ScaSession | null> {
    const call: Call = { ...look, params: { token }, fresh: true };
    try {
      const { body } = await this.access.session.send(call);
      const parsed = wireSession.safeParse(body);
      if (!parsed.success)
        throw contractBroken(callName(call), pathOf(parsed.error.issues[0]!.path, 'sca_session'));
      const { result } = parsed.data;
      return { token, status: statuses[result] ?? ScaStatus.UNRECOGNIZED, rawStatus: result };
    } catch (error) {
      if (isDead(error)) return null;
      throw error;
    }
  }

  /** Passes the time between two looks. */
  pause(ms: number): Promise<void> {
    return this.access.session.wait(ms, look);
  }
}

/** A token that is unknown or too old is answered 404 or 412. */
function isDead(error: unknown): boolean {
  if (error instanceof Rejection) return error.upstream.status === 412;
  return error instanceof GatewayError && error.code === 'NOT_FOUND';
}
